/** Finds what is told of a switch where that is the text of another member: `Enable` true is a `Status` of ENABLED. */
import type { Value } from "../aws/values.ts";
import type { Found } from "./found.ts";
import type { Side } from "./pairs.ts";
import type { CompareRows } from "./readers.ts";
import { findMember } from "./scopes.ts";

/** What a switch asks for, in the words of the answer, and what that has; undefined for other members. */
export function findSwitched(
  switches: CompareRows["switches"],
  scopes: readonly Found[],
  name: string,
  value: Value,
): [Side, Side] | undefined {
  const row = switches.find(({ member }) => member === name);
  const found = row && typeof value === "boolean" ? findMember(scopes, row.as) : undefined;
  return row && found && [{ ref: found.ref, value: value ? row.on : row.off }, found];
}
