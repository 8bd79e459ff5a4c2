/** The engines, by botocore's names of their services. */
import type { ServiceEngine } from "./engine.ts";
import { sts } from "./sts.ts";

export const ENGINES: Readonly<Partial<Record<string, ServiceEngine>>> = { sts };
