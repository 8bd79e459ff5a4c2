/** Reads the resource table (resources.bin, made by scripts/resources.ts), a service at a time. */
import { type BlockEntry, Blocks } from "../model/blocks.ts";
import tablePath from "./resources.bin" with { type: "file" };
import type { ServiceResources } from "./types.ts";

const table = new Blocks<{ readonly services: readonly BlockEntry[] }, ServiceResources>(tablePath);

/** What the table says of one service, read once a process. Throws a RangeError for a service that it does not have. */
export function loadResources(service: string): Promise<ServiceResources> {
  return table.load(service);
}
