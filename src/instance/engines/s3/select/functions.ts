/** Functions of S3 Select that make one value of others: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-string.html */
import { wrongValue } from "./refusals.ts";
import { compare, isAbsent, readNumber, type SelectedCell, toText } from "./values.ts";

function numberOf(cell: SelectedCell, name: string): number {
  const number = readNumber(cell);
  if (number === undefined) throw wrongValue(`${name} takes a number: ${toText(cell)}.`);
  return number;
}

function substring(text: SelectedCell, from: SelectedCell, count?: SelectedCell): string {
  const all = [...toText(text)];
  const start = numberOf(from, "SUBSTRING") - 1;
  const end = count === undefined ? all.length : start + numberOf(count, "SUBSTRING");
  return all.slice(Math.max(start, 0), Math.max(end, 0)).join("");
}

function trim(text: SelectedCell, side: SelectedCell, what: SelectedCell = " "): string {
  const taken = new Set(toText(what));
  const all = [...toText(text)];
  let [start, end] = [0, all.length];
  if (side !== "TRAILING") while (start < end && taken.has(all[start] ?? "")) start++;
  if (side !== "LEADING") while (end > start && taken.has(all[end - 1] ?? "")) end--;
  return all.slice(start, end).join("");
}

const length = (text: SelectedCell): number => [...toText(text)].length;

type ScalarFunction = (...cells: readonly SelectedCell[]) => SelectedCell;

/** Functions of a first argument without which there is nothing. */
function ofFirst(make: ScalarFunction): ScalarFunction {
  return (first, ...more) => (isAbsent(first) ? null : make(first, ...more));
}

/** What a function makes of its arguments. Throws a refusal of what it does not take. */
export const SCALAR_FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map<string, ScalarFunction>([
  ["CHAR_LENGTH", ofFirst(length)],
  ["CHARACTER_LENGTH", ofFirst(length)],
  ["COALESCE", (...cells) => cells.find((cell) => !isAbsent(cell)) ?? null],
  ["LOWER", ofFirst((text) => toText(text).toLowerCase())],
  ["NULLIF", (one, other) => (compare(one, other) === 0 ? null : one)],
  ["SUBSTRING", ofFirst((text, from, count) => substring(text, from, count))],
  ["TRIM", ofFirst((text, side, what) => trim(text, side, what))],
  ["UPPER", ofFirst((text) => toText(text).toUpperCase())],
]);
