/** The text of a record: as its log has it where that holds records, restored where a table or another service has parts of it. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import { type ByteSource, findSources } from "../../src/trail/find-sources.ts";
import { KeptRecords, type WantedRecord } from "../../src/trail/kept-records.ts";
import { changePrinted, printRecord } from "../../src/trail/print-record.ts";
import { selectEvents } from "../../src/trail/select.ts";
import { boxes as wrapped } from "./boxes.ts";
import { printedBoxes } from "./boxes-printed.ts";
import { tableBoxes } from "./boxes-tables.ts";
import { makeRecord, makeSource, rejectionOf } from "./records.ts";

const boxes = { ...wrapped, ...printedBoxes, ...tableBoxes };

/** The texts of the records of sources that would be replayed, in the order of the input. */
async function print(sources: readonly ByteSource[]): Promise<string[]> {
  const printed: string[] = [];
  await selectEvents(sources, {
    findOperation: makeFinder(),
    filters: NO_FILTERS,
    includeReads: false,
    strict: true,
    onMalformed: () => {},
    onKept: (_, standing) => void printed.push(printRecord(standing)),
  });
  return printed;
}

const ODD = `{"10":1.50,"2":12345678901234567890,"text":"a \\"b\\": {, \\u00e9é"}`;

test("a record is printed byte for byte: the order of its members, long numbers, escapes, members that nobody knows", async () => {
  const text = JSON.stringify(
    makeRecord(1, { requestParameters: { name: "ODD" }, unknown: [null, {}] }),
  ).replace('{"name":"ODD"}', ODD);
  expect(text).toContain(ODD);
  const detail = `{"detail-type":"AWS API Call via CloudTrail","detail":${text}}`;
  const events = { Events: [{ EventId: "1", CloudTrailEvent: text }] };
  const messages = { logEvents: [{ id: "1", message: text }] };
  for (const log of [
    `{"Records":[${text}]}`,
    `[${text}]`,
    text,
    detail,
    JSON.stringify(events),
    JSON.stringify(messages, null, 2),
  ])
    expect(await print([makeSource(log)])).toEqual([text]);
});

test("a record that is laid out over lines is printed in one, its texts as they are", async () => {
  const record = makeRecord(1, { requestParameters: { policy: '{"a": "b",\n "c": 1}' } });
  const log = JSON.stringify({ Records: [record] }, null, 4);
  expect(await print([makeSource(log)])).toEqual([JSON.stringify(record)]);
});

test("what only the wrapping says is printed in the record", async () => {
  const { readOnly: _, ...record } = makeRecord(1, { eventName: "CreateTags" });
  const item = { EventId: "1", ReadOnly: "false", CloudTrailEvent: JSON.stringify(record) };
  const [printed = ""] = await print([makeSource(JSON.stringify({ Events: [item] }))]);
  expect(JSON.parse(printed)).toEqual({ ...record, readOnly: false });
});

test("raw line breaks inside of texts are escaped", async () => {
  const text = JSON.stringify(makeRecord(1, { requestParameters: { a: "x\ny" } }));
  const [printed = ""] = await print([makeSource(`{"Records":[${text.replace("\\n", "\n")}]}`)]);
  expect(printed).toBe(text);
});

describe("out of a box, what is printed reads as the record did", () => {
  const records = [makeRecord(1), makeRecord(2, { requestParameters: { name: "b", text: 'quo"te}{,\n' } })];
  const texts = records.map((record) => JSON.stringify(record));
  for (const [name, make] of Object.entries(boxes)) {
    test(name, async () => {
      const printed = await print([makeSource(make(records, texts), 65_536, true)]);
      expect(printed).toHaveLength(2);
      expect(await print([makeSource(`{"Records":[${printed.join(",")}]}`)])).toEqual(printed);
      for (const [place, text] of printed.toSorted().entries()) {
        const { eventID, eventName, requestParameters } = JSON.parse(text);
        const { eventID: id, eventName: operation, requestParameters: asked } = records[place] ?? {};
        expect({ eventID, eventName, requestParameters }).toEqual({
          eventID: id,
          eventName: operation,
          requestParameters: asked,
        });
      }
    });
  }
});

test("a record is changed with its long numbers as they are", async () => {
  const text = '{"eventID":"1","n":12345678901234567890,"x":1.50}';
  expect(await changePrinted(text, (record) => ({ ...record, eventID: "2" }))).toBe(
    '{"eventID":"2","n":12345678901234567890,"x":1.50}',
  );
});

describe("what is kept, and what is read again", () => {
  const texts = [1, 2, 3, 4, 5].map((n) => JSON.stringify(makeRecord(n)));
  const wanted: readonly WantedRecord[] = [4, 0, 2].map((ordinal) => ({
    ordinal,
    id: JSON.parse(texts[ordinal] ?? "").eventID,
  }));

  /** Reads a file with so much kept, changes it, and prints what is wanted. */
  async function printFile(
    most: number,
    change: (file: string) => void = () => {},
    limit = 9,
  ): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), "cloudmock-kept-"));
    try {
      const file = join(folder, "trail.json");
      writeFileSync(file, `{"Records":[${texts.join(",")}]}`);
      const sources = await findSources([file]);
      const kept = new KeptRecords(sources, most);
      await selectEvents(sources, {
        findOperation: makeFinder(),
        filters: NO_FILTERS,
        includeReads: false,
        strict: true,
        onMalformed: () => {},
        onKept: (ordinal, standing) => kept.keep(ordinal, standing),
      });
      change(file);
      const printed: string[] = [];
      await kept.print(wanted, async (text) => printed.push(text) < limit, new AbortController().signal);
      return printed;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const expected = [texts[4], texts[0], texts[2]] as string[];

  test("is the same, in the order that is wanted", async () => {
    expect(await printFile(1_000_000)).toEqual(expected);
    expect(await printFile(10)).toEqual(expected);
  });

  test("ends where nobody reads any more", async () => {
    for (const most of [1_000_000, 10])
      expect(await printFile(most, undefined, 2)).toEqual(expected.slice(0, 2));
  });

  test("an input that has changed since is refused", async () => {
    const shorten = (file: string) => writeFileSync(file, `{"Records":[${texts[0]}]}`);
    const swap = (file: string) => writeFileSync(file, `{"Records":[${texts.toReversed().join(",")}]}`);
    for (const change of [shorten, swap])
      expect(await rejectionOf(printFile(10, change))).toContain("changed while it was read");
  });

  test("a stream is kept, however long", async () => {
    const sources = [makeSource(`{"Records":[${texts.join(",")}]}`)];
    const kept = new KeptRecords(sources, 10);
    const standing = {
      nth: 0,
      item: {
        text: texts[0] ?? "",
        offset: 0,
        place: { unit: "line", number: 1, list: undefined, index: undefined },
      },
    } as const;
    kept.keep(0, standing);
    const printed: string[] = [];
    await kept.print(
      [{ ordinal: 0, id: "" }],
      async (text) => printed.push(text) > 0,
      new AbortController().signal,
    );
    expect(printed).toEqual([texts[0] ?? ""]);
  });
});
