/** Puts records into tables of other programs, and into events that others make of them. */
import { makeParquet } from "./box-files.ts";
import { makeOcsf } from "./boxes.ts";
import type { TestRecord } from "./records.ts";

type MakeBox = (records: readonly TestRecord[], texts: readonly string[]) => string | Uint8Array;

const COLUMNS = [
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "requestParameters",
  "responseElements",
  "eventID",
  "readOnly",
  "recipientAccountId",
];

const print = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : value);
const listCells = (record: TestRecord) => COLUMNS.map((name) => print(record[name]));
const quote = (cell: unknown) => `"${String(cell ?? "").replaceAll('"', '""')}"`;
const makeCsv = (rows: readonly (readonly unknown[])[]) =>
  rows.map((row) => row.map(quote).join(",")).join("\n");
const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

function printStruct(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printStruct).join(", ")}]`;
  if (value === null || typeof value !== "object") return String(value ?? null);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}=${printStruct(inner)}`)
    .join(", ")}}`;
}

/** As Elastic's integration has it without event.original. */
function makeEcs(record: TestRecord) {
  return {
    "@timestamp": record["eventTime"],
    event: { action: record["eventName"], provider: record["eventSource"], id: record["eventID"] },
    cloud: { region: record["awsRegion"], account: { id: record["recipientAccountId"] } },
    aws: {
      cloudtrail: {
        event_version: "1.08",
        read_only: false,
        request_parameters: printStruct(record["requestParameters"]),
        flattened: {
          request_parameters: record["requestParameters"],
          response_elements: record["responseElements"],
        },
      },
    },
  };
}

function flatten(value: object, path = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
    inner !== null &&
    typeof inner === "object" &&
    !name.endsWith("_parameters") &&
    !name.endsWith("_elements")
      ? flatten(inner, `${path}${name}.`)
      : [[`${path}${name}`, inner]],
  );
}

/** What Security Lake leaves in unmapped, where it has no place for the parameters. */
function nest(record: TestRecord) {
  const { requestParameters, responseElements } = record;
  return { readOnly: "false", requestParameters, responseElements };
}

function makeUnmapped(record: TestRecord, unmapped: unknown): object {
  const { api, ...event } = makeOcsf(record);
  const { operation, service } = api as Record<string, unknown>;
  return { ...event, api: { operation, service }, unmapped };
}

/** The paths of all that is in a value. */
function flattenLists(value: object, path: string): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const place = Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`;
    return inner !== null && typeof inner === "object" ? flattenLists(inner, place) : [[place, inner]];
  });
}

export const tableBoxes: Readonly<Record<string, MakeBox>> = {
  "Log Analytics' answer": (records) =>
    JSON.stringify({
      tables: [
        {
          name: "PrimaryResult",
          columns: COLUMNS.map((name) => ({ name, type: "string" })),
          rows: records.map(listCells),
        },
      ],
    }),
  "Elasticsearch's SQL": (records) =>
    JSON.stringify({
      columns: COLUMNS.map((name) => ({ name, type: "text" })),
      rows: records.map(listCells),
    }),
  "pandas' split JSON": (records) =>
    JSON.stringify({ columns: COLUMNS, index: records.map((_, i) => i), data: records.map(listCells) }),
  "the Data API of Redshift": (records) =>
    JSON.stringify({
      ColumnMetadata: COLUMNS.map((name) => ({ name: name.toLowerCase(), nullable: 1 })),
      Records: records.map((record) =>
        listCells(record).map((cell) =>
          cell === undefined ? { isNull: true } : { stringValue: String(cell) },
        ),
      ),
    }),
  "a table that pandas wrote with its index": (records) =>
    makeCsv([["", ...COLUMNS], ...records.map((record, i) => [i, ...listCells(record)])]),
  "Splunk's CSV with fields taken out": (records, texts) =>
    makeCsv([
      ["_time", "eventName", "eventSource", "eventID", "requestParameters.name", "_raw"],
      ...records.map((record, i) => [
        "1",
        record["eventName"],
        record["eventSource"],
        record["eventID"],
        "x",
        texts[i],
      ]),
    ]),
  "Splunk's JSON with fields taken out": (records, texts) =>
    lines(
      records.map((record, i) => ({
        preview: false,
        result: {
          _raw: texts[i],
          eventName: record["eventName"],
          eventSource: record["eventSource"],
          eventID: record["eventID"],
          "requestParameters.name": "x",
        },
      })),
    ),
  "Elastic's integration without the original": (records) => lines(records.map(makeEcs)),
  "Elastic's integration with names of fields": (records) =>
    lines(records.map((record) => ({ fields: Object.fromEntries(flatten(makeEcs(record))) }))),
  "Athena's CSV of Security Lake": (records) => {
    const events = records.map(makeOcsf);
    return makeCsv([
      Object.keys(events[0] ?? {}),
      ...events.map((event) =>
        Object.values(event).map((value) => (typeof value === "object" ? printStruct(value) : value)),
      ),
    ]);
  },
  "OCSF with what was nested in unmapped": (records) =>
    lines(records.map((record) => makeUnmapped(record, nest(record)))),
  "OCSF with unmapped as a text": (records) =>
    lines(records.map((record) => makeUnmapped(record, JSON.stringify(nest(record))))),
  "OCSF with unmapped as paths with brackets": (records) =>
    lines(
      records.map((record) =>
        makeUnmapped(record, {
          readOnly: "false",
          ...Object.fromEntries(flattenLists(record["requestParameters"] as object, "requestParameters")),
        }),
      ),
    ),
  "Hive's table": (records) =>
    [COLUMNS.map((name) => `logs.${name.toLowerCase()}`), ...records.map(listCells)]
      .map((row) =>
        row.map((cell) => (typeof cell === "string" && cell.includes('"') ? quote(cell) : cell)).join("\t"),
      )
      .join("\n"),
  "a table with bars": (records) =>
    [COLUMNS, ...records.map(listCells)].map((row) => row.map(quote).join("|")).join("\n"),
  "Parquet of Security Lake by its fields": (records) =>
    makeParquet(
      records.map((record) => ({ ...makeOcsf(record), time: new Date(String(record["eventTime"])) })),
    ),
};
