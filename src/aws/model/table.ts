/**
 * Reads the API model table (models.bin, made by scripts/models.ts): the index at the first call,
 * and a service's model only when it is asked for.
 */

import { linkModel } from "./link.ts";
import tablePath from "./models.bin" with { type: "file" };
import type { Operation, PackedModel, ServiceEntry, ServiceModel, TableIndex } from "./types.ts";

const LENGTH_BYTES = 4;
const table = Bun.file(tablePath);

async function readBlock(start: number, length: number): Promise<string> {
  const bytes = await table.slice(start, start + length).bytes();
  return Bun.zstdDecompressSync(bytes).toString();
}

async function readIndex(): Promise<{ index: TableIndex; blocksAt: number }> {
  const head = await table.slice(0, LENGTH_BYTES).arrayBuffer();
  const length = new DataView(head).getUint32(0, true);
  const index = JSON.parse(await readBlock(LENGTH_BYTES, length)) as TableIndex;
  return { index, blocksAt: LENGTH_BYTES + length };
}

let indexRead: ReturnType<typeof readIndex> | undefined;
const modelsRead = new Map<string, Promise<ServiceModel>>();

/** The table's index: botocore's version and one row a service, sorted by name. */
export async function loadIndex(): Promise<TableIndex> {
  indexRead ??= readIndex();
  return (await indexRead).index;
}

async function readModel(entry: ServiceEntry): Promise<ServiceModel> {
  indexRead ??= readIndex();
  const { blocksAt } = await indexRead;
  return linkModel(JSON.parse(await readBlock(blocksAt + entry.offset, entry.length)) as PackedModel);
}

/** One service's model, read once a process. Throws a RangeError for a name that the table does not have. */
export async function loadModel(service: string): Promise<ServiceModel> {
  const known = modelsRead.get(service);
  if (known) return known;
  const entry = (await loadIndex()).services.find((row) => row.service === service);
  if (!entry) throw new RangeError(`no service ${service} in the API models`);
  const model = readModel(entry);
  modelsRead.set(service, model);
  return model;
}

/** An operation by botocore's names. Throws a RangeError for a name that the table does not have. */
export async function loadOperation(service: string, name: string): Promise<Operation> {
  const operation = (await loadModel(service)).operations[name];
  if (!operation) throw new RangeError(`no operation ${name} in ${service}`);
  return operation;
}
