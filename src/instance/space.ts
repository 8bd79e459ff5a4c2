/** What things hold, as who uses it sees it. */
import type { Datum, RecordRange } from "./range-bounds.ts";

/** A record of a space. */
export interface DataRecord {
  readonly key: Datum;
  readonly value: Datum;
}

/** A record as a state file has it. */
export interface SavedRecord extends DataRecord {
  readonly owner: string;
  readonly part: string;
}

/** Values by keys, of one thing and one purpose. */
export interface Space {
  get(key: Datum): Datum | undefined;
  put(key: Datum, value: Datum): void;
  remove(key: Datum): void;
  /** The records of a range, by their keys. What is changed while they are told may be told or not: take few, or all before. */
  list(range?: RecordRange): DataRecord[];
  /** The same without the keys, which take more time than the values where they are bytes. */
  listValues(range?: RecordRange): Datum[];
  count(): number;
}
