/** Lets go of records that are over: nothing comes by itself once they are, so that who adds one looks through a few others. */
import type { Datum, Space } from "./records.ts";

/** More than one, so that there are fewer and fewer of those that are over. */
const LOOKED_THROUGH = 4;

/** Removes what is over of the next few records behind a key; behind the last one come the first. */
export function sweep(space: Space, key: Datum, isOver: (value: Datum) => boolean): void {
  const behind = space.list({ after: key, limit: LOOKED_THROUGH });
  const left = LOOKED_THROUGH - behind.length;
  const all = left > 0 ? [...behind, ...space.list({ limit: left })] : behind;
  for (const { key: one, value } of all) if (isOver(value)) space.remove(one);
}
