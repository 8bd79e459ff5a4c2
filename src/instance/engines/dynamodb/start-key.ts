/** ExclusiveStartKey: where a page begins. */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { makeItem, pick, type TableItem } from "./attributes.ts";
import { checkValue } from "./check-values.ts";
import { encodeEntry, encodeKey } from "./keys.ts";
import { listStartKeys } from "./read-page.ts";
import { RefusedRequest, refuse } from "./refusal.ts";
import { checkKey, checkKeyAttribute } from "./table-keys.ts";
import type { SecondaryIndex, Table } from "./tables.ts";

const INVALID = "The provided starting key is invalid";

function readValue(value: Structure[string]): TableItem[string] {
  try {
    return checkValue(value).value;
  } catch (problem) {
    if (!(problem instanceof RefusedRequest)) throw problem;
    throw problem.isWhole ? problem : refuse(`${INVALID}: ${problem.error.message}`);
  }
}

/** The key by which a page is to begin; undefined where none is given. Throws a refusal of what is none. */
export function readStartKey({ ExclusiveStartKey: given }: Structure): TableItem | undefined {
  if (!isStructure(given)) return undefined;
  const key = makeItem();
  for (const [name, value] of Object.entries(given)) key[name] = readValue(value);
  return key;
}

/** Throws a refusal of a start key whose attributes are not those of the table and the index. */
export function checkStartNames(
  table: Table,
  index: SecondaryIndex | undefined,
  start: TableItem,
  message: string,
): void {
  if (Object.keys(start).length !== listStartKeys(table, index).length) throw refuse(message);
}

/** Throws a refusal of a start key that has not what an index's key takes. */
export function checkIndexStart(keys: SecondaryIndex["keys"], start: TableItem): void {
  for (const key of keys) {
    const value = start[key.name];
    if (!value) throw refuse(INVALID);
    checkKeyAttribute(key, value);
  }
}

/** Throws a refusal of a start key that is not that of an item of the table. */
export function checkTableStart({ keys }: Table, start: TableItem): void {
  try {
    checkKey(
      keys,
      pick(
        start,
        keys.map(({ name }) => name),
      ),
    );
  } catch (problem) {
    if (!(problem instanceof RefusedRequest)) throw problem;
    throw refuse(`${INVALID}: ${problem.error.message}`);
  }
}

/** The record that a start key names. */
export function encodeStart(table: Table, index: SecondaryIndex | undefined, start: TableItem): Uint8Array {
  return index ? encodeEntry(table, index, start) : encodeKey(table, start);
}
