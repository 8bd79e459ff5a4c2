/** The containers that one trail may come in, written from its records. */
import { gzipSync } from "node:zlib";

/** A record with its numbers as they are written. */
export interface WrittenRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventTime: string;
  readonly readOnly?: boolean | string;
}

/** JSON.rawJSON, which the type library does not know yet: a number that is printed as it was written. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** The records of a log file; numbers stay as they are written when they are printed again. */
export function readWritten(text: string): WrittenRecord[] {
  const keep = (_key: string, value: unknown, context?: { source: string }) =>
    typeof value === "number" ? rawJSON(context?.source ?? "") : value;
  return JSON.parse(text, keep).Records;
}

function writeLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

function wrapForEventBridge(record: WrittenRecord) {
  return {
    version: "0",
    id: `eb-${record.eventID}`,
    "detail-type": "AWS API Call via CloudTrail",
    source: record.eventSource.replace("amazonaws.com", "aws"),
    time: record.eventTime,
    detail: record,
  };
}

/** An item of `aws cloudtrail lookup-events`: the outer ReadOnly is a text, the record is one too. */
function wrapForLookup(record: WrittenRecord) {
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ...(record.readOnly === undefined ? {} : { ReadOnly: String(record.readOnly) }),
    EventTime: record.eventTime,
    EventSource: record.eventSource,
    Username: "robin",
    Resources: [],
    CloudTrailEvent: JSON.stringify(record),
  };
}

/** aws cloudtrail lookup-events gives the newest first. */
function writeLookup(records: readonly WrittenRecord[]): string {
  const newestFirst = records.toSorted((a, b) => (a.eventTime < b.eventTime ? 1 : -1));
  return JSON.stringify({ Events: newestFirst.map(wrapForLookup) }, null, 4);
}

export interface Form {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Whether events of one second keep their order. */
  readonly ordered: boolean;
}

/** The containers, each with all the records; `files` are the texts of the log files they came from. */
export function writeForms(files: readonly string[]): Form[] {
  const records = files.flatMap(readWritten);
  const ordered = { ordered: true };
  return [
    { name: "one-document.json", content: JSON.stringify({ Records: records }), ...ordered },
    { name: "pretty.json", content: JSON.stringify({ Records: records }, null, 2), ...ordered },
    { name: "members.gz", content: Buffer.concat(files.map((text) => gzipSync(text))), ...ordered },
    { name: "lines.jsonl", content: writeLines(records), ...ordered },
    { name: "lines.jsonl.gz", content: gzipSync(writeLines(records)), ...ordered },
    { name: "bare-list.json", content: JSON.stringify(records), ...ordered },
    { name: "eventbridge-lines.json", content: writeLines(records.map(wrapForEventBridge)), ...ordered },
    { name: "eventbridge-list.json", content: JSON.stringify(records.map(wrapForEventBridge)), ...ordered },
    {
      name: "log-events.json",
      content: JSON.stringify({ logEvents: records.map((record) => ({ message: JSON.stringify(record) })) }),
      ...ordered,
    },
    { name: "curl.json", content: writeLines(records).replace(/[\r\n]/g, ""), ...ordered },
    { name: "byte-order-mark.json", content: `\uFEFF${JSON.stringify({ Records: records })}`, ...ordered },
    { name: "lookup-events.json", content: writeLookup(records), ordered: false },
    { name: "lookup-items.jsonl", content: writeLines(records.map(wrapForLookup)), ...ordered },
  ];
}
