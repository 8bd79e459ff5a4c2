/** Records come out of whatever stands around them; what is no record is not counted, and what is damaged is said. */
import { describe, expect, test } from "bun:test";
import type { ByteSource } from "../../src/trail/find-sources.ts";
import { makeTar } from "./box-files.ts";
import { boxes as wrapped } from "./boxes.ts";
import { printedBoxes } from "./boxes-printed.ts";
import { tableBoxes } from "./boxes-tables.ts";
import { makeRecord, makeSource, rejectionOf, selectFrom } from "./records.ts";

const boxes = { ...wrapped, ...printedBoxes, ...tableBoxes };
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

describe("what a command line prints", () => {
  test.each([
    ["aws athena get-query-results as text", 60],
    ["aws cloudtrail get-query-results as text", 200],
    ["an answer of lookup-events as Python prints it", 300],
  ])("%s, cut, is an error", async (name, end) => {
    const content = String(boxes[name]?.(records, texts)).slice(0, -end);
    expect(await rejectionOf(selectFrom([content]))).toMatch(/^InputError: x\.json: the file ends inside a/);
  });

  test("of other columns holds no record", async () => {
    const cells = ["a", "eventname", "CreateTags", "1"].map((cell) => `DATA\t${cell}`).join("\n");
    expect(await rejectionOf(selectFrom([makeSource(cells, 9, true)]))).toMatch(
      /holds no CloudTrail records/,
    );
  });

  test("with wide characters and bars in its cells is read as far as it can be told apart", async () => {
    const wide = makeRecord(1, { requestParameters: { name: "名前" } });
    const make = boxes["rows chosen with --query as a table"];
    const { events } = await selectFrom([String(make?.([wide], []))]);
    expect(events[0]?.requestParameters).toEqual({ name: "名前" });
    const barred = makeRecord(2, { requestParameters: { name: "a | b" } });
    expect((await selectFrom([String(make?.([barred], []))])).events[0]?.requestParameters).toEqual({
      name: "a | b",
    });
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

  test("in archives is read a few of them deep, so that one that holds itself ends", async () => {
    const plain = `{"Records":[${texts.join(",")}]}`;
    const nest = (depth: number): Uint8Array =>
      makeTar({ "x.json": depth === 0 ? plain : nest(depth - 1), "y.json": "{}" });
    const tell = async (depth: number) => (await selectFrom([nest(depth)])).total;
    expect(await tell(4)).toBe(2);
    expect(await rejectionOf(tell(5))).toMatch(
      /^InputError: x\.json\/.*: an archive more than 4 deep in others\. Unpack it, and name the folder\.$/,
    );
  });

  test("in an archive that is damaged is an error", async () => {
    expect(await rejectionOf(selectFrom([makeTar({ "a.zip": zip.slice(0, -30) })]))).toStartWith(
      "InputError: x.json/a.zip: damaged zip archive (",
    );
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
