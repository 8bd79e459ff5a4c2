/** Reads the table of CloudFormation's resource types (types.bin), a service at a time. */
import { type BlockEntry, Blocks } from "../model/blocks.ts";
import tablePath from "./types.bin" with { type: "file" };
import type { CfnProperties, CfnService, CfnType } from "./types.ts";

const table = new Blocks<{ readonly services: readonly BlockEntry[] }, CfnService>(tablePath);

/** A resource type with the structures that its properties are made of. */
export interface LoadedCfnType extends CfnType {
  readonly name: string;
  readonly structures: readonly CfnProperties[];
}

/** What CloudFormation says of a type; undefined for a name that it does not have. */
export async function loadCfnType(name: string): Promise<LoadedCfnType | undefined> {
  const service = name.split("::").slice(0, 2).join("::");
  const { services } = await table.loadIndex();
  if (!services.some((entry) => entry.service === service)) return undefined;
  const { types, structures } = await table.load(service);
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  return type && { name, structures, ...type };
}
