/** The files that --report writes, and what their endings mean. */
import { extname } from "node:path";
import type { Parsed } from "../base/parsed.ts";
import { parseOutput } from "./flag-readers.ts";

/** What a report can be, by the ending of its file; src/run/write-reports.ts has what writes each. */
export const REPORT_KINDS = {
  xml: "JUnit",
  md: "Markdown",
  html: "a page",
  svg: "a picture",
} as const;

export type ReportKind = keyof typeof REPORT_KINDS;

/** A report to write. */
export interface ReportFile {
  readonly kind: ReportKind;
  readonly path: string;
}

function isKind(ending: string): ending is ReportKind {
  return Object.hasOwn(REPORT_KINDS, ending);
}

function parseReport(path: string): Parsed<ReportFile> {
  const kind = extname(path).slice(1).toLowerCase();
  if (!isKind(kind)) {
    const known = Object.entries(REPORT_KINDS).map(([ending, words]) => `.${ending} (${words})`);
    const all = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(known);
    return { error: `${JSON.stringify(path)} does not say by its ending what to write; end it with ${all}` };
  }
  const checked = parseOutput(path);
  return "error" in checked ? checked : { value: { kind, path } };
}

/** `--report`, which each time names one file: a comma may be part of its name. */
export function parseReports(given: readonly string[]): Parsed<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const path of given) {
    const read = parseReport(path);
    if ("error" in read) return read;
    files.push(read.value);
  }
  return { value: files };
}
