/** Every container holds the same records: the selections must be the same. */

import { describe, expect, test } from "bun:test";
import { makeGzip, makeRecord, makeSource, selectFrom, type TestRecord } from "./records.ts";

const records: readonly TestRecord[] = [
  makeRecord(1),
  makeRecord(2, { eventName: "DescribeTags", readOnly: true }),
  makeRecord(3, { requestParameters: { big: 12, list: [], empty: {} }, responseElements: null }),
  makeRecord(4, { errorCode: "Client.UnauthorizedOperation" }),
  makeRecord(5, { requestParameters: null, recipientAccountId: undefined }),
];

const texts = records.map((record) => JSON.stringify(record));
const wrapped = JSON.stringify({ Records: records });

function makeLookupItem(record: TestRecord): object {
  const { readOnly, ...inner } = record;
  return {
    EventId: record["eventID"],
    EventName: record["eventName"],
    ReadOnly: String(readOnly),
    EventTime: "2022-02-08 09:23:37+11:00",
    Resources: [{ ResourceType: "AWS::EC2::Instance", ResourceName: "Records" }],
    CloudTrailEvent: JSON.stringify(inner),
  };
}

function makeEventBridge(record: TestRecord): object {
  return { version: "0", "detail-type": "AWS API Call via CloudTrail", resources: [], detail: record };
}

function makeLogEvents(some: readonly TestRecord[]): object {
  const logEvents = some.map((record, i) => ({ id: `${i}`, timestamp: 1, message: JSON.stringify(record) }));
  return { messageType: "DATA_MESSAGE", owner: "1", logGroup: "g", subscriptionFilters: ["f"], logEvents };
}

function quoteCell(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function printStruct(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([k, v]) => `${k.toLowerCase()}=${printStruct(v)}`)
    .join(", ")}}`;
}

function makeCsv(printIdentity: (value: unknown) => string, printName: (name: string) => string): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record) =>
    names.map((name) => {
      const value = record[name];
      if (value === undefined || value === null) return "";
      if (name === "userIdentity") return quoteCell(printIdentity(value));
      return quoteCell(typeof value === "object" ? JSON.stringify(value, null, 1) : String(value));
    }),
  );
  return [names.map((name) => quoteCell(printName(name))), ...rows].map((row) => row.join(",")).join("\r\n");
}

const events = records.map(makeEventBridge);
const items = records.map(makeLookupItem);

const forms: Readonly<Record<string, string | Uint8Array>> = {
  "trail delivery": wrapped,
  "trail delivery, indented, other keys around": JSON.stringify(
    { a: { Records: [1] }, b: '"Records":[', Records: records, z: [{}] },
    null,
    2,
  ),
  "trail delivery with a byte order mark": `\uFEFF${wrapped}\n`,
  "UTF-16, as PowerShell writes it": Buffer.from(`\uFEFF${wrapped}\r\n`, "utf16le"),
  "UTF-16 with the high byte first": Buffer.from(`\uFEFF${wrapped}`, "utf16le").swap16(),
  "UTF-16, gzip": makeGzip(Buffer.from(`\uFEFF${wrapped}`, "utf16le")),
  gzip: makeGzip(wrapped),
  "gzip in gzip": makeGzip(makeGzip(wrapped)),
  "gzip of several members": Buffer.concat([
    makeGzip(`\uFEFF${JSON.stringify({ Records: records.slice(0, 2) })}`),
    makeGzip(`\uFEFF${JSON.stringify({ Records: records.slice(2) })}`),
  ]),
  "gzip with zero padding": Buffer.concat([makeGzip(wrapped), Buffer.alloc(700)]),
  "a delivery a line": texts.map((text) => `{"Records":[${text}]}`).join("\n"),
  "bare list": JSON.stringify(records),
  "bare list, indented": JSON.stringify(records, null, "\t"),
  "JSON lines": texts.join("\n"),
  "JSON lines with CRLF and blank lines": `\r\n${texts.join("\r\n\r\n")}\r\n`,
  "documents without separators": texts.join(""),
  "documents indented, one after another": records
    .map((record) => JSON.stringify(record, null, 2))
    .join("\n"),
  "list of deliveries (jq -s)": JSON.stringify([
    { Records: records.slice(0, 2) },
    { Records: records.slice(2) },
  ]),
  "lookup-events": JSON.stringify({ Events: items, NextToken: "abc" }, null, 4),
  "lookup-events, pages concatenated": items
    .map((item) => JSON.stringify({ NextToken: "a", Events: [item] }))
    .join(""),
  "lookup-events items as lines": items.map((item) => JSON.stringify(item)).join("\n"),
  "EventBridge as a list": JSON.stringify(events),
  "EventBridge as lines": events.map((event) => JSON.stringify(event)).join("\n"),
  "CloudWatch Logs subscription": JSON.stringify(makeLogEvents(records)),
  "CloudWatch Logs subscription, concatenated": records
    .map((record) => JSON.stringify(makeLogEvents([record])))
    .join(""),
  "CloudWatch Logs get-log-events": JSON.stringify({
    ...makeLogEvents(records),
    logEvents: undefined,
    events: makeLogEvents(records),
  })
    .replace(/"events":\{.*"logEvents":/, '"events":')
    .replace(/\}\}$/, "}"),
  "CloudWatch Logs export": texts.map((text) => `2026-01-01T00:00:00.000Z ${text}`).join("\n"),
  "CloudWatch Logs export, line breaks stripped": texts
    .map((text) => `2026-01-01T00:00:00.000Z ${text}`)
    .join(""),
  "CloudWatch Logs tail": texts.map((text) => `2026-01-01T00:00:00.000000+00:00 a-stream ${text}`).join("\n"),
  "Athena CSV": makeCsv(printStruct, (name) => name.toLowerCase()),
  "Athena CSV, gzip": makeGzip(makeCsv(JSON.stringify, (name) => name.toLowerCase())),
  "CloudTrail Lake CSV": `${makeCsv(JSON.stringify, (name) => name)}\n`,
  "Logstash lines": records
    .map(({ eventTime, ...record }) =>
      JSON.stringify({ ...record, "@timestamp": eventTime, "@version": "1" }),
    )
    .join("\n"),
};

describe("a container", () => {
  for (const [name, content] of Object.entries(forms)) {
    for (const size of [1, 7, 65_536]) {
      test(`${name}, ${size} bytes at a time`, async () => {
        const expected = await selectFrom([wrapped]);
        expect(expected.total).toBe(5);
        expect(expected.skipped).toEqual({ read_only: 1, failed_in_production: 1 });
        const { files, ...selection } = await selectFrom([makeSource(content, size, true)]);
        expect(selection as unknown).toEqual({ ...expected, files: undefined });
        const { found, ...counts } = files;
        expect(counts).toEqual({ logs: 1, digests: 0, foreign: 0 });
        expect(Object.values(found).reduce((sum, n) => sum + n, 0)).toBe(5);
      });
    }
  }

  test("may hold one record alone", async () => {
    for (const text of [texts[0], JSON.stringify(events[0]), JSON.stringify(items[0])]) {
      expect((await selectFrom([text ?? ""])).events).toHaveLength(1);
    }
  });

  test("may break lines inside strings, as AWS's documentation prints them", async () => {
    const broken = JSON.stringify({ Events: [items[0]] }).replaceAll(',\\"', ',\n   \\"');
    expect(broken).toContain("\n");
    expect((await selectFrom([broken])).events).toHaveLength(1);
  });

  test("has control messages of CloudWatch Logs between its records", async () => {
    const control = {
      messageType: "CONTROL_MESSAGE",
      logEvents: [{ message: "CWL CONTROL MESSAGE: Checking health" }],
    };
    const selection = await selectFrom([JSON.stringify(control) + JSON.stringify(makeLogEvents(records))]);
    expect(selection.total).toBe(5);
  });
});

describe("a CSV file", () => {
  test("may lack columns: an event then has its row for an identifier, and times are UTC", async () => {
    const csv =
      "eventname,eventsource,awsregion,eventtime\nCreateVpc,ec2.amazonaws.com,eu-west-1,2023-07-10 12:20:30.000\n\n";
    const { events } = await selectFrom([csv]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      eventId: "x.json row 2",
      eventTime: "2023-07-10T12:20:30.000Z",
      region: "eu-west-1",
      account: "000000000000",
      requestParameters: null,
    });
  });

  test("has malformed rows", async () => {
    const csv =
      "eventid,eventname,eventsource,awsregion,eventtime,requestparameters\n" +
      "a,CreateVpc,ec2.amazonaws.com,eu-west-1,2023-07-10T12:20:30Z,{}\n" +
      "b,CreateVpc,ec2.amazonaws.com\n" +
      "c,CreateVpc,ec2.amazonaws.com,eu-west-1,2023-07-10T12:20:30Z,{a=b\n";
    const { messages, total, skipped } = await selectFrom([csv]);
    expect(messages).toEqual([
      "x.json: row 3: 3 cells where the header has 6",
      "x.json: row 4: requestParameters: Invalid type: Expected Object or its JSON",
    ]);
    expect(total).toBe(3);
    expect(skipped).toEqual({ malformed: 2 });
  });

  test("keeps quotes, commas and line breaks of its cells", async () => {
    const parameters = { text: 'a,"b"\r\nc' };
    const csv =
      "eventid,eventname,eventsource,awsregion,eventtime,requestparameters\n" +
      `a,CreateVpc,ec2.amazonaws.com,eu-west-1,2023-07-10T12:20:30Z,${quoteCell(JSON.stringify(parameters, null, 2))}`;
    expect((await selectFrom([csv])).events[0]?.requestParameters).toEqual(parameters);
  });
});
