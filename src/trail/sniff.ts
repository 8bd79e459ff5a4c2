/** Chooses how to read a source from the beginning of its content. */

import { LINE_HEAD } from "./line-head.ts";
import { RECORD_HINT } from "./open-text.ts";
import { parseJson } from "./parse-json.ts";
import type { Scanner } from "./scan.ts";
import { CsvScanner, isCsvHeader, PREAMBLE } from "./scan-csv.ts";
import { JsonScanner } from "./scan-json.ts";
import { isPrinted, PrintedScanner } from "./scan-printed.ts";
import { TextScanner } from "./scan-text.ts";
import { YamlScanner } from "./scan-yaml.ts";
import { Skimmer } from "./skim/skimmer.ts";

/** The most that is looked at. */
const LONGEST_START = 64 * 1024;

/** How a YAML document begins: a mark, a member with its value on the line or below, or a list of members. */
const YAML_HEAD = /^(?:---(?:\s|$)|(?:- )?["']?[A-Za-z_@][\w.@-]*["']?:(?:\s|$))/;

/** What Python prints of a dictionary, alone or in a list. */
const PYTHON_HEAD = /^(?:\[\s*)?\{\s*'/;

/** Labels as Loki's command line prints them before a line: `{job="cloudtrail"}`. */
const LABELS = /^\{[A-Za-z_]\w*="/;

/** Knows what all logs have had in common so far. */
let skimmer: Skimmer | undefined;

function makeJsonScanner(skims: boolean): JsonScanner {
  skimmer ??= new Skimmer();
  return new JsonScanner(skims ? skimmer : undefined);
}

/**
 * A scanner for what the bytes begin, `foreign` where they begin nothing that can hold records, or `more` where they are
 * too few to tell and `isWhole` is false.
 */
export function chooseScanner(
  start: Uint8Array,
  isWhole: boolean,
  name: string,
  skims: boolean,
): Scanner | "foreign" | "more" {
  const text = new TextDecoder().decode(start.subarray(0, LONGEST_START)).trimStart().replace(PREAMBLE, "");
  if (PYTHON_HEAD.test(text)) return new TextScanner(true);
  if (/^[[{]/.test(text)) return makeJsonScanner(skims);
  const isAll = isWhole || start.length >= LONGEST_START;
  const [first = "", second] = text.split("\n", 2);
  // A line can be judged when it has ended, and a table's header when the next line has begun.
  if (!isAll && (second === undefined || second === "")) return "more";
  const line = first.trimEnd();
  if (line === "") return "foreign";
  if (isPrinted(text)) return new PrintedScanner();
  const head = line.split(/[[{]/, 1)[0] ?? "";
  if (LINE_HEAD.test(head))
    return LABELS.test(line.slice(head.length)) ? new TextScanner() : makeJsonScanner(skims);
  if (isCsvHeader(line, second ?? "")) return new CsvScanner(name);
  if (parseJson(line) !== undefined) return makeJsonScanner(skims);
  if (YAML_HEAD.test(line)) return new YamlScanner();
  if (RECORD_HINT.test(text)) return new TextScanner();
  return isAll ? "foreign" : "more";
}
