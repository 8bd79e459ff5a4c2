/** Values of Insights' queries: texts and numbers, and nothing where there is none. */
import { ownRows } from "../../../../base/own-rows.ts";

/** A value; undefined where there is none. */
export type Cell = string | number | undefined;

/** What a query works on: fields by their names. */
export type EventRow = ReadonlyMap<string, Cell>;

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A value as a number; undefined where it is none. */
export function toNumber(value: Cell): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && NUMBER.test(value) ? Number(value) : undefined;
}

/** Whether a value counts as true. */
export function isTrue(value: Cell): boolean {
  return value !== undefined && value !== 0 && value !== "" && value !== "false";
}

/** Which of two values comes first: as numbers, if both are, and nothing before all. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [one, other] = [toNumber(a), toNumber(b)];
  if (one !== undefined && other !== undefined) return one - other;
  return String(a) < String(b) ? -1 : String(a) === String(b) ? 0 : 1;
}

/** `2026-04-01 00:00:00.000` */
export function formatMoment(at: number): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", "");
}

const SIZES: Readonly<Record<string, number>> = ownRows({
  ms: 1,
  msec: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
});

const UNITS: ReadonlyMap<string, number> = new Map(Object.entries(SIZES));

/** The milliseconds of `5m`; undefined for what is no such time. */
export function readSpan(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,9})([a-z]+)$/i.exec(text) ?? [];
  const size = UNITS.get(unit.toLowerCase()) ?? UNITS.get(unit.toLowerCase().replace(/s$/, ""));
  return count === undefined || size === undefined ? undefined : Number(count) * size;
}
