/** Puts records into what other services and programs put around them. */
import { gzipSync } from "node:zlib";
import { makeParquet, makeTar, makeZip, printYaml } from "./box-files.ts";
import type { TestRecord } from "./records.ts";

/** What is made of the records; `texts` are their JSON. */
type MakeBox = (records: readonly TestRecord[], texts: readonly string[]) => string | Uint8Array;

function quoteCell(cell: unknown): string {
  return `"${String(cell).replaceAll('"', '""')}"`;
}

function makeCsv(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [header, ...rows].map((row) => row.map(quoteCell).join(",")).join("\n");
}

/** The logs of a folder: one of the first record, one of the others. */
function makeLogs([first, ...others]: readonly string[]): Record<string, string> {
  const logs: Record<string, string> = { "AWSLogs/a.json": `{"Records":[${first}]}` };
  return others.length === 0 ? logs : { ...logs, "AWSLogs/b.json": `{"Records":[${others.join(",")}]}` };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** The members that a table of events has as columns. */
const COLUMNS = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "requestParameters",
  "responseElements",
  "eventID",
  "readOnly",
  "eventType",
  "recipientAccountId",
];

function printCell(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function snakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

function makeEventBridge(record: TestRecord): object {
  return { version: "0", "detail-type": "AWS API Call via CloudTrail", detail: record };
}

function makeSubscription(texts: readonly string[]): string {
  return JSON.stringify({ messageType: "DATA_MESSAGE", logEvents: texts.map((message) => ({ message })) });
}

/** As Security Lake has it, without the record itself. */
export function makeOcsf(record: TestRecord): Record<string, unknown> {
  return {
    metadata: { uid: record["eventID"], event_code: record["eventType"], product: { name: "CloudTrail" } },
    time: Date.parse(String(record["eventTime"])),
    cloud: { region: record["awsRegion"], provider: "AWS", account: { uid: record["recipientAccountId"] } },
    api: {
      operation: record["eventName"],
      service: { name: record["eventSource"] },
      request: { data: JSON.stringify(record["requestParameters"]) },
      response: { data: JSON.stringify(record["responseElements"]) },
    },
    class_uid: 6003,
    status: "Success",
    unmapped: { readOnly: "false" },
  };
}

const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

export const boxes: Readonly<Record<string, MakeBox>> = {
  "aws cloudtrail get-query-results": (records) =>
    JSON.stringify({
      QueryStatus: "FINISHED",
      QueryResultRows: records.map((record) => COLUMNS.map((name) => ({ [name]: printCell(record[name]) }))),
    }),
  "aws cloudtrail get-query-results of eventjson": (_, texts) =>
    JSON.stringify({ QueryResultRows: texts.map((text) => [{ eventjson: text }, { eventname: "x" }]) }),
  "aws athena get-query-results": (records) =>
    JSON.stringify({
      ResultSet: {
        Rows: [COLUMNS.map((name) => name.toLowerCase()), ...records].map((row) => ({
          Data: Array.isArray(row)
            ? row.map((name) => ({ VarCharValue: name }))
            : COLUMNS.map((name) => ({ VarCharValue: printCell(row[name as keyof typeof row]) })),
        })),
      },
      UpdateCount: 0,
    }),
  "a later page of aws athena get-query-results": (records) =>
    JSON.stringify({
      ResultSet: {
        Rows: records.map((record) => ({
          Data: COLUMNS.map((name) => ({ VarCharValue: printCell(record[name]) })),
        })),
        ResultSetMetadata: { ColumnInfo: COLUMNS.map((name) => ({ Name: name.toLowerCase() })) },
      },
    }),
  "Lake's CSV of eventjson": (_, texts) =>
    makeCsv(
      ["eventjson"],
      texts.map((text) => [text]),
    ),
  "aws logs get-query-results": (_, texts) =>
    JSON.stringify({
      results: texts.map((value) => [
        { field: "@timestamp", value: "2026-01-01 00:00:00.000" },
        { field: "@message", value },
        { field: "@ptr", value: "Cl" },
      ]),
    }),
  "the log console's CSV": (_, texts) =>
    makeCsv(
      ["@timestamp", "@message"],
      texts.map((text) => ["2026-01-01 00:00:00.000", text]),
    ),
  "the log console's JSON": (records) =>
    JSON.stringify(
      records.map((record) => ({ "@timestamp": "2026-01-01 00:00:00.000", "@message": record })),
    ),
  "awslogs lines": (_, texts) =>
    texts.map((text) => `Trail/Group 1111_CloudTrail_us-east-1 ${text}`).join("\n"),
  "aws logs get-log-events as text": (_, texts) =>
    texts.map((text) => `EVENTS\t1767225600000\t${text}\t1767225600001`).join("\n"),
  "lookup-events as text": (records, texts) =>
    records
      .map((record, i) => `EVENTS\tAKIA1\t${texts[i]}\t${record["eventID"]}\tCreateTags\nRESOURCES\ti-1`)
      .join("\n"),
  "lookup-events as YAML": (_, texts) =>
    printYaml({ Events: texts.map((text, i) => ({ EventId: `${i}`, CloudTrailEvent: text })) }),
  "lookup-events as the Java SDK prints it": (_, texts) =>
    `LookupEventsResponse(Events=[${texts.map((text) => `Event(EventName=x, CloudTrailEvent=${text})`).join(", ")}])`,
  "lookup-events with --query": (_, texts) => JSON.stringify(texts, null, 4),
  "Splunk's JSON export": (_, texts) =>
    lines(texts.map((_raw, offset) => ({ preview: false, offset, result: { _raw } }))),
  "Splunk's search API": (_, texts) => JSON.stringify({ results: texts.map((_raw) => ({ _raw })) }),
  "Splunk's CSV": (_, texts) =>
    makeCsv(
      ["_time", "_raw", "host"],
      texts.map((text) => ["1", text, "h"]),
    ),
  "Elasticsearch hits": (records) =>
    JSON.stringify({
      took: 1,
      hits: { total: { value: 2 }, hits: records.map((_source) => ({ _index: "a", _source })) },
    }),
  "an OpenSearch dump": (records) => lines(records.flatMap((record) => [{ index: { _index: "a" } }, record])),
  "Filebeat events": (_, texts) =>
    lines(texts.map((original) => ({ "@timestamp": "2026-01-01T00:00:00Z", event: { original } }))),
  "Filebeat events, flattened": (_, texts) => lines(texts.map((text) => ({ "event.original": text }))),
  "Wazuh alerts": (records, texts) =>
    lines(
      records.map((record, i) => ({
        rule: { id: "80202" },
        data: { aws: { ...record, source: "cloudtrail" } },
        full_log: texts[i],
      })),
    ),
  "Sentinel's CSV": (records) =>
    makeCsv(
      [
        "TimeGenerated [UTC]",
        "AwsEventId",
        "EventName",
        "EventSource",
        "AWSRegion",
        "EventTypeName",
        "RequestParameters",
        "ResponseElements",
        "ReadOnly",
        "RecipientAccountId",
      ],
      records.map((record) => [
        new Date(String(record["eventTime"]))
          .toLocaleString("en-US", { timeZone: "UTC" })
          .replace(/\u202f/g, " "),
        ...[
          "eventID",
          "eventName",
          "eventSource",
          "awsRegion",
          "eventType",
          "requestParameters",
          "responseElements",
          "readOnly",
          "recipientAccountId",
        ].map((name) => printCell(record[name])),
      ]),
    ),
  "Steampipe rows": (records) =>
    JSON.stringify({ rows: records.map((cloudtrail_event) => ({ cloudtrail_event, event_name: "x" })) }),
  "Tailpipe rows": (records) =>
    JSON.stringify({
      columns: [{ name: "event_name" }],
      rows: records.map((record) =>
        Object.fromEntries(COLUMNS.map((name) => [snakeCase(name), record[name]])),
      ),
    }),
  "Datadog logs": (records) =>
    JSON.stringify({
      data: records.map((record) => ({ id: "a", attributes: { attributes: record, service: "cloudtrail" } })),
    }),
  "Loki's answer": (_, texts) =>
    JSON.stringify({
      data: { resultType: "streams", result: [{ stream: {}, values: texts.map((text) => ["1", text]) }] },
    }),
  "OCSF with the record as it was": (records, texts) =>
    lines(records.map((record, i) => ({ ...makeOcsf(record), raw_data: texts[i] }))),
  "OCSF by its fields": (records) => lines(records.map(makeOcsf)),
  "an SNS notification": (records) =>
    lines(
      records.map((record) => ({ Type: "Notification", Message: JSON.stringify(makeEventBridge(record)) })),
    ),
  "aws sqs receive-message": (records) =>
    JSON.stringify({
      Messages: records.map((record) => ({ MessageId: "1", Body: JSON.stringify(makeEventBridge(record)) })),
    }),
  "Lambda's event of SQS": (records) =>
    JSON.stringify({
      Records: records.map((record) => ({
        messageId: "1",
        body: JSON.stringify(makeEventBridge(record)),
        eventSource: "aws:sqs",
        awsRegion: "us-east-1",
      })),
    }),
  "Lambda's event of SNS": (records) =>
    JSON.stringify({
      Records: records.map((record) => ({
        EventSource: "aws:sns",
        EventVersion: "1.0",
        Sns: { Message: JSON.stringify(record) },
      })),
    }),
  "Lambda's event of Kinesis": (_, texts) =>
    JSON.stringify({
      Records: texts.map((text) => ({
        eventSource: "aws:kinesis",
        eventID: "shard:1",
        eventName: "aws:kinesis:record",
        kinesis: { data: base64(text) },
      })),
    }),
  "Lambda's event of CloudWatch Logs": (_, texts) =>
    JSON.stringify({ awslogs: { data: gzipSync(makeSubscription(texts)).toString("base64") } }),
  "aws kinesis get-records": (_, texts) =>
    JSON.stringify({
      Records: texts.map((text) => ({
        SequenceNumber: "1",
        Data: gzipSync(makeSubscription([text])).toString("base64"),
      })),
    }),
  "Firehose's event of a transformation": (_, texts) =>
    JSON.stringify({
      invocationId: "i",
      records: texts.map((text) => ({ recordId: "1", data: base64(`${text}\n`) })),
    }),
  "several records in one Kinesis record": (_, texts) =>
    JSON.stringify({ Records: [{ Data: base64(texts.join("")) }] }),
  "a zip archive": (_, texts) => makeZip(makeLogs(texts)),
  "a tar archive": (_, texts) =>
    makeTar({
      ...makeLogs(texts.slice(0, 1)),
      "c.json.gz": gzipSync(`{"Records":[${texts.slice(1).join(",")}]}`),
    }),
  "a tar archive, gzipped": (_, texts) => gzipSync(makeTar(makeLogs(texts))),
  "Parquet of Security Lake": (records, texts) =>
    makeParquet(
      records.map((record, i) => ({
        class_uid: 6003,
        raw_data: texts[i],
        time: BigInt(Date.parse(String(record["eventTime"]))),
      })),
    ),
  "Parquet of Athena": (records) =>
    makeParquet(
      records.map((record) =>
        Object.fromEntries(COLUMNS.map((name) => [name.toLowerCase(), printCell(record[name])])),
      ),
    ),
  "a table with tabs": (_, texts) =>
    [["_time", "message"], ...texts.map((text) => ["x", text])]
      .map((row) => row.map(quoteCell).join("\t"))
      .join("\n"),
  "a table with semicolons": (_, texts) =>
    [["_time", "message"], ...texts.map((text) => ["x", text])]
      .map((row) => row.map(quoteCell).join(";"))
      .join("\n"),
  "an export of MongoDB": (records) =>
    lines(records.map((record) => ({ ...record, eventTime: { $date: record["eventTime"] } }))),
};
