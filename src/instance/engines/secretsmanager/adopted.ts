/** What production's calls do to secrets, within the generic behaviour. */
import type { ServiceEngine } from "../engine.ts";
import { adoptedEnds } from "./adopted-ends.ts";
import { adoptedVersions } from "./adopted-versions.ts";

export const adopted: ServiceEngine = { ...adoptedEnds, ...adoptedVersions };
