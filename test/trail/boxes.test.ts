/** Records come out of whatever stands around them; what is no record is not counted, and what is damaged is said. */
import { describe, expect, test } from "bun:test";
import type { ByteSource } from "../../src/trail/find-sources.ts";
import { boxes } from "./boxes.ts";
import { makeRecord, makeSource, rejectionOf, selectFrom } from "./records.ts";

const records = [makeRecord(1), makeRecord(2, { requestParameters: { name: "b", text: 'quo"te}{,\n' } })];
const texts = records.map((record) => JSON.stringify(record));

describe("out of a box", () => {
  for (const [name, make] of Object.entries(boxes)) {
    for (const size of [1, 65_536]) {
      test(`${name}, ${size} bytes at a time`, async () => {
        const { events, total, skipped, messages } = await selectFrom([
          makeSource(make(records, texts), size, true),
        ]);
        expect(messages).toEqual([]);
        expect({ total, skipped }).toEqual({ total: 2, skipped: {} });
        const expected = await selectFrom([`{"Records":[${texts.join(",")}]}`]);
        const tell = ({
          eventId,
          at,
          service,
          operation,
          region,
          account,
          requestParameters,
        }: (typeof events)[0]) => ({ eventId, at, service, operation, region, account, requestParameters });
        expect(events.map(tell)).toEqual(expected.events.map(tell));
      });
    }

    test(`${name}, with a record that lacks its region`, async () => {
      const bad = makeRecord(2, { awsRegion: undefined });
      const { total, skipped, events, messages } = await selectFrom([
        make([makeRecord(1), bad], [texts[0] ?? "", JSON.stringify(bad)]),
      ]);
      expect({ total, skipped, kept: events.length }).toEqual({
        total: 2,
        skipped: { malformed: 1 },
        kept: 1,
      });
      expect(messages[0]).toMatch(/^x\.json.*awsRegion: missing$/);
    });
  }

  test("in one folder", async () => {
    const contents = Object.values(boxes).map((make, i) => {
      const some = [makeRecord(100 + 2 * i), makeRecord(101 + 2 * i)];
      return make(
        some,
        some.map((record) => JSON.stringify(record)),
      );
    });
    const { total, skipped, events } = await selectFrom(contents);
    expect({ total, skipped, kept: events.length }).toEqual({
      total: 2 * contents.length,
      skipped: {},
      kept: 2 * contents.length,
    });
  });
});

describe("what is no record", () => {
  test.each([
    [
      "an S3 notification",
      { Records: [{ eventVersion: "2.1", eventSource: "aws:s3", eventName: "ObjectCreated:Put", s3: {} }] },
    ],
    [
      "a DynamoDB stream",
      {
        Records: [
          {
            eventID: "1",
            eventVersion: "1.1",
            eventSource: "aws:dynamodb",
            eventName: "INSERT",
            dynamodb: {},
          },
        ],
      },
    ],
    ["other messages", { Messages: [{ Body: "hello" }, { Body: '{"eventSource' }] }],
    ["other log lines", { level: "info", message: "started" }],
  ])("%s is not counted beside records", async (_name, value) => {
    const { total, messages } = await selectFrom([`${texts[0]}\n${JSON.stringify(value)}\n`]);
    expect(messages).toEqual([]);
    expect(total).toBe(1);
  });

  test("a text that was cut inside its record is malformed", async () => {
    const { messages } = await selectFrom([
      JSON.stringify([{ message: texts[0] }, { message: texts[1]?.slice(0, -20) }]),
    ]);
    expect(messages).toEqual(["x.json: [1].message: Invalid JSON"]);
  });
});

describe("an archive", () => {
  const zip = boxes["a zip archive"]?.(records, texts) as Uint8Array;
  const packed = boxes["a tar archive, gzipped"]?.(records, texts) as Uint8Array;
  const tar = boxes["a tar archive"]?.(records, texts) as Uint8Array;
  const parquet = boxes["Parquet of Athena"]?.(records, texts) as Uint8Array;

  test.each([
    ["zip archive", zip.slice(0, -30)],
    ["Parquet file", parquet.slice(0, -30)],
    ["tar archive", tar.slice(0, 600)],
  ])("that is a damaged %s is an error", async (kind, bytes) => {
    expect(await rejectionOf(selectFrom([bytes]))).toStartWith(`InputError: x.json: damaged ${kind} (`);
  });

  test.each([zip, tar, packed])("counts its files", async (bytes) => {
    expect((await selectFrom([bytes])).files).toEqual({
      logs: 2,
      digests: 0,
      foreign: 0,
      found: { "Records[]": 2 },
    });
  });
});

describe("the form in which records were found", () => {
  test.each([
    ["aws cloudtrail get-query-results", "QueryResultRows[]"],
    ["aws logs get-query-results", "results[].@message"],
    ["Splunk's JSON export", "documents.result._raw"],
    ["Splunk's CSV", "rows._raw"],
    ["aws sqs receive-message", "Messages[].Body.detail"],
  ])("of %s is %s", async (name, form) => {
    const content = boxes[name]?.(records, texts) ?? "";
    expect((await selectFrom([content])).files.found).toEqual({ [form]: 2 });
  });
});

test("a source is closed where reading it ends early", async () => {
  let closed = 0;
  const source = (content: string): ByteSource => ({
    name: "x.json",
    direct: true,
    async *open() {
      try {
        for (const piece of [content, "]}", "", ""]) yield new TextEncoder().encode(piece);
      } finally {
        closed++;
      }
    },
  });
  await rejectionOf(selectFrom([source('{"Records":[{"eventSource": oops}')]));
  await rejectionOf(selectFrom([source("no log at all")]));
  await selectFrom([source(`{"Records":[${texts[0]}`)]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(3);
});
