/** Which operation names say that they only read: used where a record does not say so itself. */
import * as v from "valibot";
import { Text } from "../base/row-types.ts";
import rows from "./read-verbs.json" with { type: "json" };

/**
 * A row of read-verbs.json: a verb that begins the names of reading operations, checked against every operation of the
 * models; or an operation whose name begins so and that changes something all the same. A verb that some operation uses for
 * a change is missing on purpose (Test, Verify, Detect, Assume, Export, Start, Retrieve): a read that is sent does no harm,
 * a write that is left out does.
 */
export const ReadVerbRow = v.union([
  v.strictObject({ verb: Text, reason: Text }),
  v.strictObject({ write: Text, reason: Text }),
]);

const all = rows as readonly v.InferOutput<typeof ReadVerbRow>[];
const verbs = all.flatMap((row) => ("verb" in row ? [row.verb] : []));

/** Names that begin with a reading verb and change something all the same. */
export const WRITES_LIKE_READS: readonly string[] = all.flatMap((row) => ("write" in row ? [row.write] : []));

/** A regular expression for the names that begin with a reading verb, as a whole word (`ListenX` does not). */
export const READ_NAME_PATTERN = `^(?:${verbs.join("|")})(?:[^a-z]|$)`;

const READ_NAME = new RegExp(READ_NAME_PATTERN);

/** Whether an operation's name says that it only reads. */
export function hasReadVerb(eventName: string): boolean {
  return READ_NAME.test(eventName) && !WRITES_LIKE_READS.includes(eventName);
}
