/** The text of a record as its log has it: cut out as it stands there, or restored where the log has it in another form. */
import { Digits } from "../aws/values.ts";
import { isObject } from "../base/values.ts";
import { mayLoseDigits, parseExactly, parseJson } from "./parse-json.ts";
import { findRecord } from "./read-records.ts";
import type { RecordEntry } from "./record-entry.ts";
import { isWholeRecord, restoreRecord } from "./restore.ts";
import type { CloudTrailRecord } from "./schema.ts";
import { closeUp, sliceJson } from "./slice-json.ts";

/** Where a record stands: what is kept of an entry until its text is asked for. */
export type KeptEntry = Pick<RecordEntry, "item" | "nth">;

function keepDigits(_: string, value: unknown): unknown {
  return value instanceof Digits ? JSON.rawJSON(value.text) : value;
}

/** Text that is JSON without being mended. */
function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of the record as the item has it, where that is a record of CloudTrail by itself. */
function cutOut({ item }: KeptEntry, path: string, restored: unknown): string | undefined {
  const whole = parseStrictly(item.text);
  if (whole === undefined) return undefined;
  const text = path === "" ? item.text : sliceJson(item.text, path);
  const value = text === undefined || path === "" ? whole : parseStrictly(text);
  if (text === undefined || !isObject(value) || !isWholeRecord(value)) return undefined;
  if (path === "") return closeUp(text.trim());
  // A wrapping may say something of the record that this does not, or hold it otherwise than the way to it tells.
  const exact = mayLoseDigits(text) ? parseExactly : parseJson;
  return Bun.deepEquals(restoreRecord(exact(text), exact), restored) ? closeUp(text.trim()) : undefined;
}

/** Tables write that something is true as a text. */
const TRUTHS: ReadonlyMap<unknown, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** A restored record as CloudTrail would write it. */
function finishRecord(restored: unknown): unknown {
  const truth = isObject(restored) ? TRUTHS.get(restored["readOnly"]) : undefined;
  return truth === undefined || !isObject(restored) ? restored : { ...restored, readOnly: truth };
}

/**
 * The record in one line of JSON, as it was: with its members in their order and its numbers digit for digit. What tables and
 * other services made of a record is written as CloudTrail would have it.
 */
export function printRecord(standing: KeptEntry): string {
  const { text } = standing.item;
  const parse = mayLoseDigits(text) ? parseExactly : parseJson;
  const found = findRecord(standing, parse);
  const restored = restoreRecord(found?.value, parse);
  return cutOut(standing, found?.path ?? "", restored) ?? JSON.stringify(finishRecord(restored), keepDigits);
}

/** Puts another record in the place of one. */
export type ChangeRecord = (record: CloudTrailRecord) => CloudTrailRecord | Promise<CloudTrailRecord>;

/** The text of what is put in the place of a printed record; its numbers are changed as Digits where they are too long. */
export async function changePrinted(text: string, change: ChangeRecord): Promise<string> {
  const record = parseExactly(text) as CloudTrailRecord;
  return JSON.stringify(await change(record), keepDigits);
}
