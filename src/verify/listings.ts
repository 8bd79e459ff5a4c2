/** The reads that list things of a kind, of which a call has made one. */

import type { Operation } from "../aws/model/types.ts";
import type { PathStep } from "../aws/resources/read-texts.ts";
import type { ServiceResources } from "../aws/resources/types.ts";

/** A member of a call that names things, as far as it is asked for here. */
interface NamingRow {
  readonly side: "input" | "output";
  readonly isScalar: boolean;
  readonly type?: string;
  readonly steps: readonly PathStep[];
}

/** What makes such things. */
interface Maker<Row extends NamingRow> {
  readonly operation: Operation;
  readonly type: string | undefined;
  readonly rows: readonly Row[];
}

/** A path without the brackets of a list at its end. */
export function withoutItems(path: string): string {
  return path.endsWith("[]") ? path.slice(0, -2) : path;
}

/**
 * The operations that list things of the call's type, filled from what the call asked for alone: by what such a thing stands
 * in, if they have to be.
 */
export function findListings<Row extends NamingRow>(
  { operation, type, rows }: Maker<Row>,
  { operations: meanings }: ServiceResources,
) {
  if (type === undefined) return [];
  return Object.values(operation.model.operations).flatMap((other) => {
    const meaning = meanings[other.name];
    if (meaning?.deed !== "list" || meaning.type !== type) return [];
    const members = (other.input?.required ?? []).map((member) => {
      const row = meaning.input.find(({ path }) => withoutItems(path) === member);
      const same = rows.filter(
        (one) => one.side === "input" && one.isScalar && row?.type !== undefined && one.type === row.type,
      );
      const sources = same.map((one) => ({
        path: { side: "input" as const, steps: one.steps, rows: [one] },
      }));
      return { member, isRequired: true, sources };
    });
    return [{ operation: other, members, isList: true as const, holds: undefined }];
  });
}
