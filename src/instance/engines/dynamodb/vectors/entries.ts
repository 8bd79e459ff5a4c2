/** What vector indexes have of items. */
import { type AttributeValue, makeItem, pick, type TableItem } from "../attributes.ts";
import { normalizeNumber } from "../numbers.ts";
import { fitsSchema, readVector, type VectorIndex } from "./vector-indexes.ts";

/** What an index has of an item. */
export interface VectorEntry {
  readonly vector: readonly number[];
  /** The attributes that are projected, with the vector. */
  readonly item: TableItem;
}

/** Nine digits tell all numbers of 32 bits apart. */
const MOST_DIGITS = 9;

function writeFloat(float: number): string {
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const text = float.toPrecision(digits);
    if (Math.fround(Number(text)) === float) return normalizeNumber(text);
  }
  return normalizeNumber(float.toPrecision(MOST_DIGITS));
}

/** The vector as the index has it, which keeps no more of numbers than 32 bits hold. */
function writeVector(vector: readonly number[]): AttributeValue {
  return { L: vector.map((float) => ({ N: writeFloat(float) })) };
}

/** The entry of an item in an index; undefined where it has none. */
export function readEntry(index: VectorIndex, item: TableItem): VectorEntry | undefined {
  const vector = readVector(index, item);
  if (!vector || !fitsSchema(index, item)) return undefined;
  const own = makeItem(index.attributes ? pick(item, index.attributes) : item);
  own[index.attribute] = writeVector(vector);
  return { vector, item: own };
}
