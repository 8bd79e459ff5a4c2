/**
 * Reads the API model table (models.bin, made by scripts/models.ts): the index at the first call,
 * and a service's model only when it is asked for.
 */

import { Blocks } from "./blocks.ts";
import { linkModel } from "./link.ts";
import tablePath from "./models.bin" with { type: "file" };
import type { Operation, PackedModel, ServiceModel, TableIndex } from "./types.ts";

const table = new Blocks<TableIndex, PackedModel>(tablePath);
const linked = new Map<string, Promise<ServiceModel>>();
const ready = new Map<string, ServiceModel>();

/** The table's index: botocore's version and one row a service, sorted by name. */
export function loadIndex(): Promise<TableIndex> {
  return table.loadIndex();
}

/** The same, at once; undefined before it has been loaded. */
export function findIndex(): TableIndex | undefined {
  return table.index;
}

/** One service's model, read and linked once a process. Throws a RangeError for a name that the table does not have. */
export function loadModel(service: string): Promise<ServiceModel> {
  return linked.getOrInsertComputed(service, async () => {
    const model = linkModel(await table.load(service));
    ready.set(service, model);
    return model;
  });
}

/** The same, at once; undefined for a service that has not been loaded. */
export function findModel(service: string): ServiceModel | undefined {
  return ready.get(service);
}

/** An operation by botocore's names. Throws a RangeError for a name that the table does not have. */
export async function loadOperation(service: string, name: string): Promise<Operation> {
  const operation = (await loadModel(service)).operations[name];
  if (!operation) throw new RangeError(`no operation ${name} in ${service}`);
  return operation;
}
