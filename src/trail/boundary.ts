/**
 * Where a reading of JSON stands between two records. A file that is read in parts is read as by one reader if each part ends
 * at the boundary that the next one began with.
 */
import type { Count } from "./document-counter.ts";

/** A place in front of a record, and what a scanner knows there. */
export interface Boundary {
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  /** The list that is open there; undefined between documents. */
  readonly list:
    | {
        /** The member that holds it; undefined of a bare list. */
        readonly name: string | undefined;
        /** Its container's text so far, without the elements of lists. */
        readonly shell: string | undefined;
        /** The place of the next element. */
        readonly index: number;
        /** Whether it was open where the scanning began, and `index` counts from there. */
        readonly isInherited: boolean;
      }
    | undefined;
  readonly count: Count;
}

/** What was counted from a place on, as if it had been from the beginning of the file: `base` is what was counted up to there. */
export function shiftCount({ position, document, line, isFreshLine }: Count, base: Count): Count {
  const before = position.unit === "line" ? (base.line ?? 0) : base.document;
  return {
    // No document has begun since: it is the one that was open there.
    position: document === 0 ? base.position : { unit: position.unit, number: position.number + before },
    document: document + base.document,
    line: line === undefined ? undefined : line + (base.line ?? 0),
    isFreshLine,
  };
}

/** A boundary that was reached from `base` on, as it would have been from the beginning of the file. */
export function shiftBoundary({ offset, list, count }: Boundary, base: Boundary): Boundary {
  const index = (list?.index ?? 0) + (list?.isInherited ? (base.list?.index ?? 0) : 0);
  return {
    offset,
    list: list && { ...list, index, isInherited: false },
    count: shiftCount(count, base.count),
  };
}

/** The same boundary at another offset, with nothing counted: what a part begins with that does not know what was before. */
export function forgetCounts({ list, count }: Boundary, offset: number): Boundary {
  const line = count.line === undefined ? undefined : 0;
  const position = { unit: "document", number: 0 } as const;
  return {
    offset,
    list: list && { ...list, index: 0, isInherited: true },
    count: { position, document: 0, line, isFreshLine: count.isFreshLine },
  };
}

/** Whether a part that began with `assumed` has been read as it would have been after what ended at `reached`. */
export function isSameBoundary(reached: Boundary, assumed: Boundary): boolean {
  return Bun.deepEquals(forgetCounts(reached, reached.offset), assumed, true);
}
