/** The reads that list things of a kind, of which a call has made one. */
import type { ServiceResources } from "../aws/resources/types.ts";
import type { Knowledge, Read } from "./knowledge.ts";

/** A path without the brackets of a list at its end. */
export function withoutItems(path: string): string {
  return path.endsWith("[]") ? path.slice(0, -2) : path;
}

/**
 * The operations that list things of the call's type, filled from what the call asked for alone: by what such a thing stands
 * in, if they have to be.
 */
export function findListings(
  { operation, type, rows }: Knowledge,
  { operations: meanings }: ServiceResources,
): Read[] {
  if (type === undefined) return [];
  return Object.values(operation.model.operations).flatMap((other): Read[] => {
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
    return [{ operation: other, members, isList: true, holds: undefined }];
  });
}
