/** Rows as the command lines of query services print them: lists of cells, in the place of objects. */
import { isObject } from "../base/values.ts";
import { areOfEvents, findColumn, isEmptyCell } from "./columns.ts";

type Row = Record<string, unknown>;

/**
 * The row that a list of cells is: CloudTrail Lake prints one object a cell (`[{"eventName": "…"}, …]`), CloudWatch Logs
 * Insights its field and its value. undefined for any other list.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetQueryResults.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
 */
export function joinCells(list: readonly unknown[]): Row | undefined {
  if (list.length === 0) return undefined;
  const row: Row = {};
  for (const cell of list) {
    const named = isObject(cell) ? nameCell(cell) : undefined;
    // Two of one name are two rows of one column.
    if (named === undefined || named.some(([name]) => Object.hasOwn(row, name))) return undefined;
    for (const [name, value] of named) row[name] = value;
  }
  return row;
}

/** The name and the value of a cell, or neither where it is empty; undefined for an object that is none. */
function nameCell(cell: Row): readonly (readonly [string, unknown])[] | undefined {
  const { field, value } = cell;
  const entries = Object.entries(cell);
  if (typeof field === "string" && entries.length === 2 && "value" in cell) return [[field, value]];
  return entries.length < 2 ? entries : undefined;
}

/** The names of columns that a list is: texts, or objects that have one; undefined for any other list. */
function listNames(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const names = value.map((item: unknown) => (isObject(item) ? (item["name"] ?? item["Name"]) : item));
  return names.every((name) => typeof name === "string") ? names : undefined;
}

/** A cell as the Data APIs print it, by its type: `{"stringValue": "…"}`, `{"isNull": true}`. */
function openCell(cell: unknown): unknown {
  if (!isObject(cell)) return cell;
  const [[type = "", value] = [], second] = Object.entries(cell);
  if (second !== undefined || !/^(?:isNull|\w+Value)$/.test(type)) return cell;
  return type === "isNull" ? undefined : value;
}

function isTableOf(names: readonly string[], value: unknown): value is readonly (readonly unknown[])[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => Array.isArray(row) && row.length === names.length)
  );
}

/**
 * The rows of an object that has columns' names in one list, and lists of cells in another: of Microsoft's Log Analytics,
 * Elasticsearch's SQL, pandas, Redshift's Data API and others. undefined for any other object.
 */
export function readNamedRows(set: Row): readonly Row[] | undefined {
  const lists = Object.values(set).filter(Array.isArray);
  if (lists.length < 2) return undefined;
  const names = lists.map(listNames).find((some) => some && areOfEvents(some.map(findColumn)));
  if (names === undefined) return undefined;
  const table = lists.find((list) => isTableOf(names, list));
  return table?.map((row: readonly unknown[]) =>
    Object.fromEntries(
      names.map((name, i) => [name, openCell(row[i])] as const).filter(([, cell]) => !isEmptyCell(cell)),
    ),
  );
}

function readCells(row: unknown): readonly unknown[] | undefined {
  const data = isObject(row) ? row["Data"] : undefined;
  if (!Array.isArray(data)) return undefined;
  return data.map((cell) => (isObject(cell) ? cell["VarCharValue"] : undefined));
}

/** What stands for a name may be anything in a log that is damaged, also what has no text. */
function printText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function readColumnNames(set: Row): readonly string[] {
  const metadata = set["ResultSetMetadata"];
  const columns = isObject(metadata) ? metadata["ColumnInfo"] : undefined;
  if (!Array.isArray(columns)) return [];
  return columns.map((column) => printText(isObject(column) ? column["Name"] : ""));
}

/**
 * The rows of what Athena calls a result set; undefined for any other object. The first of them may be the columns' names
 * once more. https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export function readResultSet(set: Row): readonly Row[] | undefined {
  const rows = set["Rows"];
  if (!Array.isArray(rows)) return undefined;
  const cells = rows.map(readCells);
  if (!cells.every((row) => row !== undefined)) return undefined;
  const given = readColumnNames(set);
  const names = given.length > 0 ? given : (cells[0] ?? []).map(printText);
  const isHeader = (row: readonly unknown[]) => row.every((cell, i) => cell === names[i]);
  return cells
    .filter((row) => !isHeader(row))
    .map((row) => Object.fromEntries(row.map((cell, i) => [names[i] ?? `column ${i + 1}`, cell])));
}
