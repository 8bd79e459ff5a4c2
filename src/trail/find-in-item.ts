/** What an item of a log holds, by its text and what stands around it. */
import { openContainer } from "./container-shell.ts";
import { type FoundRecord, findRecords } from "./find-records.ts";
import type { ParseText } from "./parse-json.ts";
import { parsePythonText } from "./python-text.ts";
import type { RecordCandidate } from "./scan.ts";
/** The value of an item; programs in Python print no JSON. */
export function parseItem(text: string, parse: ParseText): unknown {
  const value = parse(text);
  return value === undefined ? parsePythonText(text, parse) : value;
}

/** The records in the value of an item: if it is a row of cells, as its container names them. */
export function findInItem(
  value: unknown,
  { shell, place }: RecordCandidate,
  parse: ParseText,
): readonly FoundRecord[] {
  const found = findRecords(value, parse);
  if (found.length > 0 || shell === undefined || place.list === undefined) return found;
  const container = openContainer(shell);
  if (!container) return found;
  // The way to it is told by the item's place.
  const rows = findRecords({ ...container, [place.list]: [value] }, parse);
  return rows.map((one) => ({ ...one, path: one.path.replace(/^Rows\[0\]\.?/, "") }));
}
