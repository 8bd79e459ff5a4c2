/** Which records a Query reads. */
import type { RecordRange } from "../../records.ts";
import type { AttributeValue } from "./attributes.ts";
import type { KeyQuery } from "./key-condition.ts";
import { delimit, encodePartition, encodeValue, escapeZeros, passOver } from "./keys.ts";
import type { KeyAttribute } from "./tables.ts";

const ZERO = Uint8Array.of(0);

/** The keys of a table end with the value that orders them; in an index, more comes behind it. */
function writeBound(value: AttributeValue | undefined, isTable: boolean): Uint8Array {
  const bytes = encodeValue(value);
  return isTable ? bytes : delimit(bytes);
}

/** The records of a partition whose values of the last attribute meet the condition. */
export function findRange(
  keys: readonly KeyAttribute[],
  { given, last }: KeyQuery,
  isTable: boolean,
): RecordRange {
  const before = keys.filter(({ isHash, name }) => !isHash && name !== last?.name && given[name]);
  const start = Buffer.concat([
    encodePartition(keys, given),
    ...(last ? before.map(({ name }) => delimit(encodeValue(given[name]))) : []),
  ]);
  const all = { from: start, to: passOver(start) };
  if (!last) return all;
  const [low, high = low] = last.values;
  const join = (bytes: Uint8Array) => Buffer.concat([start, bytes]);
  const at = (value: AttributeValue | undefined) => join(writeBound(value, isTable));
  // The first key behind all those with a value.
  const behind = (value: AttributeValue | undefined) =>
    isTable ? Buffer.concat([at(value), ZERO]) : passOver(at(value));
  switch (last.operator) {
    case "EQ":
      return { from: at(low), to: behind(low) };
    case "LT":
      return { from: start, to: at(low) };
    case "LE":
      return { from: start, to: behind(low) };
    case "GT":
      return { from: behind(low), to: all.to };
    case "GE":
      return { from: at(low), to: all.to };
    case "BEGINS_WITH": {
      const bytes = encodeValue(low);
      const prefix = join(isTable ? bytes : escapeZeros(bytes));
      return { from: prefix, to: passOver(prefix) };
    }
    default:
      return { from: at(low), to: behind(high) };
  }
}
