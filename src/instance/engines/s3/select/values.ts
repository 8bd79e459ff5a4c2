/** Values in S3 Select: those of JSON, the texts of CSV, and what is missing, which is undefined. */

import { writeDocument } from "../../../../aws/formats/json.ts";
import { Digits, isStructure, type Value } from "../../../../aws/values.ts";
import { wrongValue } from "./refusals.ts";

/** A value of a row, or what is missing. */
export type SelectedCell = Value | undefined;

/** Values with their names, in their order: two can have one name. */
export type NamedCells = readonly (readonly [name: string, cell: SelectedCell])[];

/** A record. `cells`: those of a row of CSV, by their places. */
export interface SelectRecord {
  readonly value: SelectedCell;
  readonly cells: NamedCells | undefined;
}

/** Whether there is nothing: no value, or one that says so. */
export function isAbsent(cell: SelectedCell): cell is null | undefined {
  return cell === undefined || cell === null;
}

const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The number that a value is or that its text writes. */
export function readNumber(cell: SelectedCell): number | undefined {
  if (typeof cell === "number") return cell;
  if (cell instanceof Digits) return Number(cell.text);
  return typeof cell === "string" && NUMBER.test(cell) ? Number(cell) : undefined;
}

function isNumber(cell: SelectedCell): boolean {
  return typeof cell === "number" || cell instanceof Digits;
}

/** A value as a text: of what is not one, as JSON writes it. */
export function toText(cell: SelectedCell): string {
  if (isAbsent(cell)) return "";
  return typeof cell === "string" ? cell : writeDocument(cell);
}

const WHOLE = /^\s*([+-]?)(\d{1,40})(?:\.0*)?\s*$/;

/** The whole number that a value writes, with all its digits. */
function readWhole(cell: Value): bigint | undefined {
  const [, sign, digits] = WHOLE.exec(toText(cell)) ?? [];
  return digits === undefined ? undefined : BigInt(digits) * (sign === "-" ? -1n : 1n);
}

/** How numbers stand to each other: whole ones, of which a computer's may be the same, by all of their digits. */
function compareNumbers(one: Value, other: Value): number | undefined {
  const [left, right] = [readNumber(one), readNumber(other)];
  if (left === undefined || right === undefined) return undefined;
  if (left !== right || Number.isSafeInteger(left)) return left - right;
  const [first, second] = [readWhole(one), readWhole(other)];
  return first === undefined || second === undefined ? 0 : Number(first - second);
}

/**
 * How two values stand to each other: below, equal or above 0; undefined where they cannot be compared. A text beside a number is read
 * as one, as all of CSV is text.
 */
export function compare(one: SelectedCell, other: SelectedCell): number | undefined {
  if (isAbsent(one) || isAbsent(other)) return undefined;
  if (isNumber(one) || isNumber(other)) return compareNumbers(one, other);
  if (typeof one === "string" && typeof other === "string")
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  if (typeof one === "boolean" && typeof other === "boolean") return Number(one) - Number(other);
  return toText(one) === toText(other) ? 0 : undefined;
}

const TRUE_TEXTS: ReadonlySet<string> = new Set(["true", "1", "t"]);
const FALSE_TEXTS: ReadonlySet<string> = new Set(["false", "0", "f"]);

function toBoolean(cell: SelectedCell): boolean {
  const text = toText(cell).trim().toLowerCase();
  if (TRUE_TEXTS.has(text)) return true;
  if (FALSE_TEXTS.has(text)) return false;
  throw wrongValue(
    `Attempt to convert from one data type to another using CAST failed: '${text}' is no BOOL.`,
  );
}

function toNumber(cell: SelectedCell): number {
  const number = typeof cell === "boolean" ? Number(cell) : readNumber(cell);
  if (number !== undefined) return number;
  throw wrongValue(
    `Attempt to convert from one data type to another using CAST failed: '${toText(cell)}' is no number.`,
  );
}

/** What CAST makes of a value, by the type: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html */
export const CASTS: ReadonlyMap<string, (cell: SelectedCell) => SelectedCell> = new Map<
  string,
  (cell: SelectedCell) => SelectedCell
>([
  ["BOOL", toBoolean],
  ["BOOLEAN", toBoolean],
  ...["INT", "INTEGER"].map((name) => [name, (cell: SelectedCell) => Math.trunc(toNumber(cell))] as const),
  ...["FLOAT", "DECIMAL", "NUMERIC", "DOUBLE", "REAL"].map((name) => [name, toNumber] as const),
  ...["STRING", "VARCHAR", "CHAR"].map((name) => [name, toText] as const),
]);

/** The members of a row, by their names; a row that is no structure has one member. */
export function listMembers(cell: SelectedCell): NamedCells {
  if (cell === undefined) return [];
  return isStructure(cell) ? Object.entries(cell) : [["_1", cell]];
}
