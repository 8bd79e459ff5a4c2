/** Whether items and keys are some of a table, in AWS's words. */
import { type AttributeValue, type TableItem, typeOf } from "./attributes.ts";
import type { Path } from "./expressions/paths.ts";
import { LONGEST_HASH, LONGEST_RANGE, sizeOfKey } from "./keys.ts";
import { refuse, refuseAtOnce } from "./refusal.ts";
import type { KeyAttribute, Table } from "./tables.ts";
import { checkVectors } from "./vectors/check-vectors.ts";

const NO_MATCH = "The provided key element does not match the schema";

function checkSize(value: AttributeValue, { isHash }: KeyAttribute): void {
  const size = sizeOfKey(value);
  if (isHash && size > LONGEST_HASH)
    throw refuse(
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
  if (!isHash && size > LONGEST_RANGE)
    throw refuse(
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
}

/** What is empty where a key cannot be; undefined of a value that is not. */
function nameEmpty({ S, B }: AttributeValue): "string" | "binary" | undefined {
  if (S === "") return "string";
  return B?.length === 0 ? "binary" : undefined;
}

function describeEmpty(kind: string): string {
  return `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
}

/** Throws a refusal of attributes that are not the key of an item of a table. */
export function checkKey(keys: readonly KeyAttribute[], key: TableItem): void {
  if (Object.keys(key).length !== keys.length) throw refuse(NO_MATCH);
  for (const attribute of keys) checkKeyAttribute(attribute, key[attribute.name]);
}

/** Throws a refusal of a value that a key does not take. */
export function checkKeyAttribute(attribute: KeyAttribute, value: AttributeValue | undefined): void {
  if (!value || typeOf(value) !== attribute.type) throw refuse(NO_MATCH);
  const empty = nameEmpty(value);
  if (empty !== undefined)
    throw refuseAtOnce(
      `One or more parameter values are not valid. ${describeEmpty(empty)} Key: ${attribute.name}`,
    );
  checkSize(value, attribute);
}

/** Throws a refusal of an item that a table cannot have: its key is no such key, or that of an index. */
export function checkItem(table: Table, item: TableItem): void {
  for (const attribute of table.keys) {
    const { name, type } = attribute;
    const value = item[name];
    if (!value)
      throw refuse(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    if (typeOf(value) !== type)
      throw refuse(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
    const empty = nameEmpty(value);
    if (empty !== undefined)
      throw refuseAtOnce(`One or more parameter values are not valid. ${describeEmpty(empty)} Key: ${name}`);
    checkSize(value, attribute);
  }
  checkIndexKeys(table, item);
  checkVectors(table, item);
}

/** Throws a refusal of an item whose attributes cannot be those of the keys of a table's indexes. */
export function checkIndexKeys({ indexes }: Table, item: TableItem): void {
  for (const index of indexes)
    for (const attribute of index.keys) {
      const value = item[attribute.name];
      if (value) checkIndexKey(index.name, attribute, value);
    }
}

function checkIndexKey(index: string, attribute: KeyAttribute, value: AttributeValue): void {
  const { name, type } = attribute;
  if (typeOf(value) !== type)
    throw refuse(
      `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index}`,
    );
  const empty = nameEmpty(value);
  if (empty !== undefined)
    throw refuseAtOnce(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${describeEmpty(empty)} IndexName: ${index}, IndexKey: ${name}`,
    );
  checkSize(value, attribute);
}

/** Throws a refusal of paths into attributes of keys, which hold nothing inside. */
export function checkPaths({ keys, indexes }: Table, paths: readonly Path[]): void {
  const nested = new Set(paths.flatMap(([first, ...inner]) => (inner.length > 0 ? [first] : [])));
  if (nested.size === 0) return;
  const message = (kind: string, name: string) =>
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`;
  for (const { name } of keys) if (nested.has(name)) throw refuse(message("Key", name));
  for (const index of indexes)
    for (const { name } of index.keys) if (nested.has(name)) throw refuse(message("IndexKey", name));
}
