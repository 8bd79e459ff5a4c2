/** Whether a row of the placeholder table is for a member. */

import type { Shape } from "../../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import type { Step } from "../steps.ts";
import { holdAll, holdsAny } from "./conditions.ts";
import type { Placing } from "./placeholder-rows.ts";

/** present: the log has a value. hidden: a marker stands there. absent: it has nothing. */
export type Presence = "present" | "hidden" | "absent";

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== false && value !== "";
}

/** Whether a row is for the member at `path`, with these members beside it. */
export function appliesHere(
  row: Placing,
  step: Step,
  path: string,
  state: Presence,
  beside: Readonly<Record<string, Value | undefined>>,
): boolean {
  if (state !== "hidden" && row.when === "hidden") return false;
  if (state === "present" && row.when !== "always") return false;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isAt =
    row.service === undefined ? matchesPattern(row.at, name) : row.at === path.replace(/\[\d+\]/g, "[]");
  if (!isAt) return false;
  if (state === "absent" && row.unless?.some((other) => isGiven(beside[other]))) return false;
  if (row.only && !holdAll(readRecord(step), row.only)) return false;
  return holdAll(beside as Structure, row.beside) && !holdsAny(beside as Structure, row.except);
}

/** What conditions can ask of a record: the members of its input, and under `answer` what production answered. */
export function readRecord(step: Step): Structure {
  return Object.assign(makeStructure(), step.input, { answer: step.output });
}

/** Whether a row can be for members of this name, wherever they stand. */
export function isNamed({ service, at }: Placing, name: string): boolean {
  return service === undefined ? matchesPattern(at, name) : at === name || at.endsWith(`.${name}`);
}

/** Rows for every service go by names alone, and are about texts. */
export function fitsShape(row: Placing, { type, enum: values }: Shape): boolean {
  return row.service !== undefined || type === "blob" || (type === "string" && !values);
}

/** The rows about what stands inside `path`. */
export function listRowsInside(rows: readonly Placing[], path: string): readonly Placing[] {
  const pattern = path.replace(/\[\d+\]/g, "[]");
  return rows.filter(({ at }) => at.startsWith(`${pattern}.`) || at.startsWith(`${pattern}[]`));
}

compileLightly(appliesHere);
