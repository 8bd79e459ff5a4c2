/** Functions of Insights' queries on single values. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html */
import { ownRows } from "../../../../base/own-rows.ts";
import { type Cell, compareCells, toNumber } from "./values.ts";

type Do = (...given: readonly Cell[]) => Cell;

/** A function on numbers, which gives nothing where one is none. */
function onNumbers(deed: (...numbers: number[]) => number): Do {
  return (...given) => {
    const numbers = given.map(toNumber);
    return numbers.includes(undefined) ? undefined : deed(...numbers.map(Number));
  };
}

/** The same on texts. */
function onTexts(deed: (text: string, ...more: string[]) => Cell): Do {
  return (text, ...more) =>
    text === undefined ? undefined : deed(String(text), ...more.map((one) => String(one ?? "")));
}

function say(isSo: boolean): number {
  return isSo ? 1 : 0;
}

const DEEDS: Readonly<Record<string, Do>> = ownRows({
  abs: onNumbers(Math.abs),
  ceil: onNumbers(Math.ceil),
  floor: onNumbers(Math.floor),
  log: onNumbers(Math.log),
  sqrt: onNumbers(Math.sqrt),
  greatest: onNumbers(Math.max),
  least: onNumbers(Math.min),
  concat: (...given) => given.map((one) => String(one ?? "")).join(""),
  isempty: (value) => say(value === undefined || value === ""),
  isblank: (value) => say(value === undefined || String(value).trim() === ""),
  ispresent: (value) => say(value !== undefined),
  coalesce: (...given) => given.find((one) => one !== undefined),
  strlen: onTexts((text) => text.length),
  strcontains: onTexts((text, part = "") => say(text.includes(part))),
  tolower: onTexts((text) => text.toLowerCase()),
  toupper: onTexts((text) => text.toUpperCase()),
  trim: onTexts((text) => text.trim()),
  ltrim: onTexts((text) => text.trimStart()),
  rtrim: onTexts((text) => text.trimEnd()),
  replace: onTexts((text, part = "", other = "") => (part === "" ? text : text.replaceAll(part, other))),
  substr: (text, start, length) => {
    const from = toNumber(start) ?? 0;
    const size = toNumber(length);
    return text === undefined
      ? undefined
      : String(text).slice(from, size === undefined ? undefined : from + size);
  },
  frommillis: onNumbers((at) => at),
  tomillis: onNumbers((at) => at),
});

export const FUNCTIONS: ReadonlyMap<string, Do> = new Map(Object.entries(DEEDS));

/** Of a group's values, those that there are. */
type Aggregate = (values: readonly Cell[], more: Cell, times: readonly Cell[]) => Cell;

function listNumbers(values: readonly Cell[]): number[] {
  return values.map(toNumber).filter((one) => one !== undefined);
}

function average(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function spread(values: readonly Cell[]): Cell {
  const numbers = listNumbers(values);
  const mean = average(numbers);
  if (mean === undefined) return undefined;
  return Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / numbers.length);
}

function rank(values: readonly Cell[], percent: Cell): Cell {
  const numbers = listNumbers(values).sort((a, b) => a - b);
  const at = Math.ceil(((toNumber(percent) ?? 50) / 100) * numbers.length) - 1;
  return numbers[Math.min(Math.max(at, 0), numbers.length - 1)];
}

function first(values: readonly Cell[], direction: number): Cell {
  const known = values.filter((one) => one !== undefined);
  return known.reduce<Cell>(
    (found, one) => (found === undefined || compareCells(one, found) * direction < 0 ? one : found),
    undefined,
  );
}

/** Of the values that there are, the one at the first time, or at the last. */
function pickByTime(values: readonly Cell[], times: readonly Cell[], direction: number): Cell {
  let found: number | undefined;
  for (const [at, value] of values.entries())
    if (value !== undefined && (found === undefined || compareCells(times[at], times[found]) * direction < 0))
      found = at;
  return found === undefined ? undefined : values[found];
}

const OF_GROUPS: Readonly<Record<string, Aggregate>> = ownRows({
  count: (values) => values.filter((one) => one !== undefined).length,
  count_distinct: (values) => new Set(values.filter((one) => one !== undefined)).size,
  sum: (values) => listNumbers(values).reduce((sum, one) => sum + one, 0),
  avg: (values) => average(listNumbers(values)),
  min: (values) => first(values, 1),
  max: (values) => first(values, -1),
  earliest: (values, _, times) => pickByTime(values, times, 1),
  latest: (values, _, times) => pickByTime(values, times, -1),
  sortsfirst: (values) => first(values, 1),
  sortslast: (values) => first(values, -1),
  stddev: spread,
  median: (values) => rank(values, 50),
  pct: rank,
});

/** Functions on the values of a group. */
export const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map(Object.entries(OF_GROUPS));
