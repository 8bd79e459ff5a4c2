/** Puts records into what programs print for people: the texts and tables of command lines, objects of Python and Java. */
import { LAKE_COLUMNS } from "../../src/trail/query-columns.ts";
import { makeTar, makeZip } from "./box-files.ts";
import type { TestRecord } from "./records.ts";

type MakeBox = (records: readonly TestRecord[], texts: readonly string[]) => string | Uint8Array;
type Cells = readonly string[];

/** The cells of Lake's query for a record, whose maps hold texts. */
function makeLakeCells(record: TestRecord): string[] {
  const byName = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  return LAKE_COLUMNS.map((column) => {
    const value = byName.get(column.replace("_map", ""));
    if (value === undefined || value === null) return "";
    if (typeof value !== "object") return String(value);
    const print = (inner: unknown) => (typeof inner === "string" ? inner : JSON.stringify(inner));
    const isMap = column.endsWith("_map");
    return JSON.stringify(
      isMap ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, print(inner)])) : value,
    );
  });
}

/** The cells of Athena's query for a record. */
function makeAthenaCells(record: TestRecord): string[] {
  const byName = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  return ATHENA_NAMES.map((name) => {
    const value = byName.get(name) ?? "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  });
}

const ATHENA_NAMES = LAKE_COLUMNS.map((name) => name.replace("_map", ""));

/** A section of a table of the AWS command line, `depth` deep, with a title and a header. */
function drawSection(title: string, header: Cells, rows: readonly Cells[], depth: number): string {
  const widths = header.map(
    (name, i) => Math.max(...[name, ...rows.map((row) => row[i] ?? "")].map((cell) => cell.length)) + 4,
  );
  const width = widths.reduce((sum, one) => sum + one, 0) + widths.length - 1;
  const bars = "|".repeat(depth);
  const border = `${bars}+${widths.map((one) => "-".repeat(one)).join("+")}+${bars}`;
  const drawRow = (row: Cells) =>
    `${bars}|${widths.map((one, i) => `  ${row[i] ?? ""}`.padEnd(one)).join("|")}|${bars}`;
  const head = `${bars}|${title.padStart(Math.floor((width + title.length) / 2)).padEnd(width)}|${bars}`;
  return [head, border, drawRow(header), border, ...rows.map(drawRow), border, ""].join("\n");
}

/** One line a cell: all others of the line are empty. */
function spread(cells: Cells, names: Cells): string[][] {
  const sorted = names.toSorted();
  return cells.map((cell, i) => sorted.map((name) => (name === names[i] ? cell : "")));
}

const quote = (text: string) =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;

/** What Python prints of an answer of lookup-events; `print` writes the record's text. */
function printPython(texts: Cells, print: (text: string) => string): string {
  const moment = "datetime.datetime(2025, 7, 2, 8, 0, tzinfo=tzlocal())";
  const items = texts.map(
    (text) => `{'EventTime': ${moment}, 'Resources': [], 'CloudTrailEvent': ${print(text)}}`,
  );
  return `{'Events': [${items.join(",\n ")}], 'RetryAttempts': 0, 'NextToken': None}\n`;
}

const DASHES = "-".repeat(40);

export const printedBoxes: Readonly<Record<string, MakeBox>> = {
  "aws cloudtrail get-query-results as text": (records) =>
    `FINISHED\n${records
      .flatMap((record) => spread(makeLakeCells(record), LAKE_COLUMNS))
      .map((line) => ["QUERYRESULTROWS", ...line].join("\t"))
      .join("\n")}\nQUERYSTATISTICS\t9\t2\t2\n`,
  "aws cloudtrail get-query-results as a table": (records) =>
    `${DASHES}\n${drawSection("get-query-results", ["QueryStatus", "FINISHED"], [], 0)}${drawSection(
      "QueryResultRows",
      LAKE_COLUMNS.toSorted(),
      records.flatMap((record) => spread(makeLakeCells(record), LAKE_COLUMNS)),
      1,
    )}`,
  "aws athena get-query-results as text": (records) =>
    [
      "0",
      ...ATHENA_NAMES.map((name) => `COLUMNINFO\tTrue\thive\t${name}\t${name}\tUNKNOWN\t9\t0\t\t\tvarchar`),
      ...[ATHENA_NAMES, ...records.map(makeAthenaCells)].flat().map((cell) => `DATA\t${cell}`),
    ].join("\n"),
  "rows of aws athena get-query-results as text": (records) =>
    [ATHENA_NAMES, ...records.map(makeAthenaCells)]
      .flat()
      .map((cell) => `DATA\t${cell}`)
      .join("\n"),
  "aws athena get-query-results as a table": (records) =>
    `${DASHES}\n${drawSection("get-query-results", ["UpdateCount", "0"], [], 0)}${drawSection(
      "ColumnInfo",
      ["CaseSensitive", "CatalogName", "Label", "Name"],
      ATHENA_NAMES.map((name) => ["True", "hive", name, name]),
      3,
    )}${[ATHENA_NAMES, ...records.map(makeAthenaCells)]
      .map(
        (cells) =>
          `|||  Rows  |||\n${drawSection(
            "Data",
            ["VarCharValue"],
            cells.map((cell) => [cell]),
            3,
          )}`,
      )
      .join("")}`,
  "rows chosen with --query as a table": (records) =>
    `${DASHES}\n${drawSection("Query", ATHENA_NAMES, records.map(makeAthenaCells), 0)}`,
  "lookup-events as a table": (_, texts) =>
    `${DASHES}\n${drawSection(
      "Events",
      ["CloudTrailEvent", "EventName"],
      texts.map((text) => [text, "x"]),
      1,
    )}`,
  "an answer of lookup-events as Python prints it": (_, texts) => printPython(texts, quote),
  "an answer of lookup-events as pprint prints it": (_, texts) =>
    printPython(texts, (text) => `${quote(text.slice(0, 80))}\n   ${quote(text.slice(80))}`),
  "lookup-events as Java's Jackson prints it": (records, texts) =>
    JSON.stringify({
      events: records.map((record, i) => ({
        eventId: record["eventID"],
        eventName: record["eventName"],
        eventSource: record["eventSource"],
        eventTime: 1751443200000,
        readOnly: "false",
        resources: [],
        cloudTrailEvent: texts[i],
      })),
      nextToken: null,
    }),
  "Steampipe's lookup of events": (records, texts) =>
    JSON.stringify(
      records.map((record, i) => ({
        event_name: record["eventName"],
        event_source: record["eventSource"],
        event_id: record["eventID"],
        cloud_trail_event: texts[i],
      })),
    ),
  "PowerShell's Export-Csv": (_, texts) =>
    `#TYPE Amazon.CloudTrail.Model.Event\r\n"CloudTrailEvent","EventId"\r\n${texts
      .map((text) => `"${text.replaceAll('"', '""')}","x"\r\n`)
      .join("")}`,
  "a table that says what separates its cells": (_, texts) =>
    `sep=;\n"a";"_raw"\n${texts.map((text) => `"1";"${text.replaceAll('"', '""')}"`).join("\n")}`,
  "Loki's command line": (_, texts) =>
    texts.map((text) => `2025-07-02T08:00:00Z {job="cloudtrail", region="x"} ${text}\n`).join(""),
  "archives in an archive": (_, [first, ...others]) =>
    makeTar({
      "a.zip": makeZip({ "a/1.json": first ?? "" }),
      "b.tar": makeTar({ "b/2.json": `[${others.join(",")}]`, "b/x.txt": "x" }),
    }),
};
