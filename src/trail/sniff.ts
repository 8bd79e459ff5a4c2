/** Chooses how to read a source from the beginning of its content. */

import { LINE_HEAD } from "./line-head.ts";
import { parseJson } from "./parse-json.ts";
import type { Scanner } from "./scan.ts";
import { CsvScanner, isCsvHeader } from "./scan-csv.ts";
import { JsonScanner } from "./scan-json.ts";

/** The longest first line that is waited for. */
const LONGEST_LINE = 64 * 1024;

/**
 * A scanner for what the bytes begin, `foreign` where they begin neither JSON, nor lines with a timestamp before JSON, nor
 * a table of events, or `more` where they are too few to tell and `isWhole` is false.
 */
export function chooseScanner(
  start: Uint8Array,
  isWhole: boolean,
  name: string,
): Scanner | "foreign" | "more" {
  const text = new TextDecoder().decode(start.subarray(0, LONGEST_LINE)).trimStart();
  if (/^[[{]/.test(text)) return new JsonScanner();
  const end = text.indexOf("\n");
  if (end < 0 && !isWhole && start.length < LONGEST_LINE) return "more";
  const line = (end < 0 ? text : text.slice(0, end)).trimEnd();
  if (line === "") return "foreign";
  if (LINE_HEAD.test(line.split(/[[{]/, 1)[0] ?? "") || parseJson(line) !== undefined)
    return new JsonScanner();
  return isCsvHeader(line) ? new CsvScanner(name) : "foreign";
}
