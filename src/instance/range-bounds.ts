/** Ranges of records as conditions of SQL. */
/** A key or a value. All keys of a space are of one kind: SQLite puts every text before all bytes. */
export type Datum = string | Uint8Array;

/** Which records of a space, in which order. */
export interface RecordRange {
  /** The first key that may be told, and the first that may not. */
  readonly from?: Datum | undefined;
  readonly to?: Datum | undefined;
  /** Keys beyond this one, in the order asked for. */
  readonly after?: Datum | undefined;
  readonly isBackward?: boolean;
  readonly limit?: number;
}

/** Whether a key lies beyond the end of a range, so that nothing needs to be looked for there. Keys of a space are of one kind. */
function isBeyond(key: Datum, end: Datum | undefined, isBackward: boolean): boolean {
  if (end === undefined) return false;
  const order = Buffer.compare(Buffer.from(key as string), Buffer.from(end as string));
  return isBackward ? order <= 0 : order >= 0;
}

/**
 * The conditions of a range, each with its value. There is one at each end: of two, SQLite would look for one and go through all
 * that lies beyond the other.
 */
export function listBounds({
  from,
  to,
  after,
  isBackward = false,
}: RecordRange): (readonly [string, Datum])[] {
  const isFar = after !== undefined && isBeyond(after, isBackward ? to : from, isBackward);
  const bounds: (readonly [string, Datum | undefined])[] = [
    ["key >= ?", isFar && !isBackward ? undefined : from],
    ["key < ?", isFar && isBackward ? undefined : to],
    [isBackward ? "key < ?" : "key > ?", after],
  ];
  return bounds.flatMap(([sql, datum]) => (datum === undefined ? [] : [[sql, datum] as const]));
}
