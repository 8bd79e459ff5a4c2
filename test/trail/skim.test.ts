/** Skimming a log comes to what reading each record as a whole does: the slow way says what is right. */
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { Survey } from "../../src/inspect/survey.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import type { ByteSource } from "../../src/trail/find-sources.ts";
import { findSources } from "../../src/trail/find-sources.ts";
import { readEntries } from "../../src/trail/read-entries.ts";
import { JsonScanner } from "../../src/trail/scan-json.ts";
import { checkRecord } from "../../src/trail/schema.ts";
import type { SelectOptions } from "../../src/trail/select.ts";
import { SkimmedRecord } from "../../src/trail/skim/skimmed.ts";
import { Skimmer } from "../../src/trail/skim/skimmer.ts";
import { expectAlways, makeDraw } from "../support/expect-always.ts";
import { makeRecord, makeSource, selectFrom } from "./records.ts";
import { drawLog, wrapLookup } from "./skim-logs.ts";

const WAYS: readonly Partial<SelectOptions>[] = [
  {},
  { includeReads: true, shard: { index: 1, count: 3 } },
  { filters: { ...NO_FILTERS, regions: ["us-east-1"], events: ["Create*", "!CreateTags"] } },
];

const findOperation = makeFinder();

/** All that reading comes to: what is selected, counted, surveyed and told, or the error that ends it. */
async function judge(sources: readonly ByteSource[], way: Partial<SelectOptions>, isWhole: true | undefined) {
  const survey = new Survey(findOperation, way.filters ?? NO_FILTERS);
  const kept: unknown[] = [];
  const reads: unknown[] = [];
  const sightings: unknown[] = [];
  const options = {
    ...way,
    findOperation,
    survey,
    ...(isWhole && { isWhole }),
    onKept: (ordinal: number, { item, nth }: { item: { text: string; place: unknown }; nth: number }) =>
      kept.push([ordinal, item.text, item.place, nth]),
    witness: {
      add: (sighting: { record: unknown; isRead: boolean; makeEvent(): unknown }) => {
        sightings.push([sighting.record, sighting.isRead, sighting.makeEvent()]);
        return undefined;
      },
      onSample: (whole: boolean) => reads.push(whole),
    },
  };
  const result = await selectFrom(sources, options).catch((error: unknown) => String(error));
  const { total, principals, invokers, agents, errors, regions, accounts, operations } = survey;
  const tallies = [principals, invokers, agents, errors, regions, accounts, operations];
  return { result, kept, reads, sightings, surveyed: [total, ...tallies.map((one) => one.list())] };
}

/** How many of the records were skimmed. */
async function countSkimmed(sources: readonly ByteSource[]): Promise<number> {
  let skimmed = 0;
  const take = (entry: object) => {
    if (entry instanceof SkimmedRecord) {
      skimmed++;
      // What a skim is sure of, the schema takes.
      expect(checkRecord(entry.record)).toHaveProperty("record");
    }
    return undefined;
  };
  await readEntries(sources, take, { signal: undefined }).catch(() => {});
  return skimmed;
}

async function expectSame(sources: readonly ByteSource[], ways = WAYS): Promise<void> {
  for (const way of ways)
    expect(await judge(sources, way, undefined)).toEqual(await judge(sources, way, true));
}

function wrapAll(records: readonly unknown[], readOnly?: string): object {
  return { Events: records.map((record) => wrapLookup(JSON.stringify(record), readOnly)) };
}

const FOLDERS = ["fixtures", "../shared/trails", "../shared/cases"];

test.each(FOLDERS.filter((folder) => existsSync(folder)))(
  "%s",
  async (folder) => {
    const all = await findSources([folder]);
    await expectSame(all, WAYS.slice(0, 2));
    for (const source of all) await expectSame([source], WAYS.slice(0, 1));
    expect(await countSkimmed(all)).toBeGreaterThan(30);
  },
  30_000,
);

describe("what CloudTrail writes is skimmed", () => {
  const records = Array.from({ length: 20 }, (_, n) => makeRecord(n, { readOnly: n % 2 === 0 }));
  test.each([
    ["in a container", JSON.stringify({ Records: records })],
    ["in a list", JSON.stringify(records)],
    ["with indentation", JSON.stringify({ Records: records }, undefined, 4)],
    ["as the texts of lookup-events", JSON.stringify(wrapAll(records))],
    ["as these with indentation", JSON.stringify(wrapAll(records), undefined, 4)],
    ["as lines", records.map((record) => `${JSON.stringify(record)}\n`).join("")],
    [
      "as documents with indentation",
      records.map((record) => JSON.stringify(record, undefined, 2)).join("\n"),
    ],
  ])("%s", async (_, content) => {
    // Pieces that end anywhere: only what lies in one can be skimmed at once.
    for (const size of [1, 100, 777, 65_536]) {
      expect(await countSkimmed([makeSource(content, size)])).toBe(records.length);
      await expectSame([makeSource(content, size)], WAYS.slice(0, 1));
    }
  });
});

const DOUBTFUL: readonly [what: string, changes: Record<string, unknown>][] = [
  ["a name that stands for nothing", { eventName: "-" }],
  ["a region that stands for nothing", { awsRegion: "N/A" }],
  ["no parameters", { requestParameters: undefined }],
  ["parameters as a text", { requestParameters: '{"a": 1}' }],
  ["parameters that are left out", { requestParameters: { omitted: true, reason: "size" } }],
  ["an answer that tells of an error", { responseElements: { errorMessage: "no" } }],
  ["an answer as a text", { responseElements: '{"errorCode": "no"}' }],
  ["a copy", { sharedEventID: "one", resources: [{ accountId: "111122223333" }] }],
  ["a correction", { addendum: { reason: "UPDATED_DATA" } }],
  ["a time in another form", { eventTime: "2026/01/01 00:00:00" }],
  ["a time that is a number", { eventTime: 1_767_225_600 }],
  ["an account that is a number", { recipientAccountId: 1234 }],
  ["an account with a fraction", { recipientAccountId: "123456789.0" }],
  ["a day that no month has", { eventTime: "2026-02-31T00:00:00Z" }],
  ["an hour that no day has", { eventTime: "2026-02-01T24:00:00Z" }],
  ["an identity that is a text", { userIdentity: '{"type": "Root"}' }],
  [
    "an account of the caller that is a number",
    { userIdentity: { accountId: 1234 }, recipientAccountId: null },
  ],
  ["readOnly as a text", { readOnly: "true" }],
  ["readOnly as a number", { readOnly: 1 }],
  ["a list that others call its records", { events: [makeRecord(7)] }],
  ["an event for Lambda", { eventSource: "aws:sqs" }],
  ["a version that is a number", { apiVersion: 20_150_331 }],
  ["a code that is a number", { errorCode: 404 }],
  ["no id", { eventID: undefined }],
  ["an id that is no UUID", { eventID: "event-number-one" }],
  ["members without a meaning", { error: "x", omitted: true, 'odd"key': 1, "": 2, __proto__: 3 }],
];

test.each(DOUBTFUL)("%s", async (_, changes) => {
  const records = [makeRecord(1), makeRecord(2, changes), makeRecord(3, { ...changes, readOnly: true })];
  await expectSame([makeSource(JSON.stringify({ Records: records }))]);
  for (const record of records) await expectSame([makeSource(`${JSON.stringify(record)}\n`)]);
  for (const readOnly of [undefined, "true", "false"])
    await expectSame([makeSource(JSON.stringify(wrapAll(records, readOnly)))]);
});

test.each([
  [
    "a member twice, at last as nothing",
    '"eventType":"AwsApiCall"',
    '"eventType":"AwsServiceEvent","eventType":null',
  ],
  ["a member twice", '"awsRegion":"us-east-1"', '"awsRegion":"us-east-1","awsRegion":"eu-west-1"'],
  [
    "a member's name with an escape",
    '"awsRegion":"us-east-1"',
    '"awsRegion":"us-east-1","aws\\u0052egion":"eu-west-1"',
  ],
  ["a value with an escape", '"us-east-1"', '"us\\u002deast-1"'],
  ["an error whose name has an escape", '"_return":true', '"\\u0065rrorCode":"no"'],
  ["a line break in a string", '"us-east-1"', '"us-east-1\n"'],
  ["NaN", '"_return":true', '"_return":NaN'],
  ["a digest", '"awsRegion"', '"digestStartTime":"x","logFiles":[],"awsRegion"'],
])("%s", async (_, before, after) => {
  const text = JSON.stringify(makeRecord(1)).replace(before, after);
  const wrapped = JSON.stringify({ Events: [wrapLookup(text, "false"), wrapLookup(text, "true")] });
  for (const content of [`{"Records":[${text}]}`, `[${text},${text}]`, `${text}\n${text}`, text, wrapped])
    await expectSame([makeSource(content)]);
});

test("a piece that ends where a name has begun is not read on in what stood behind it before", () => {
  const [first, second] = [1, 2].map((n) => JSON.stringify(makeRecord(n))) as [string, string];
  const scan = (pieces: readonly string[], skimmer?: Skimmer) => {
    const scanner = new JsonScanner(skimmer);
    return pieces.flatMap((piece) => scanner.push(Buffer.from(piece)).map(({ text }) => text));
  };
  for (const { index: begin } of second.matchAll(/,"event/g)) {
    // One for all: each has a memory of its own, which takes long to be had.
    const skimmer = new Skimmer();
    for (const { index: end } of first.matchAll(/":/g)) {
      const cut = begin + 2;
      // Behind the second piece stands, after its end, the colon of the first.
      const head = '{"Records":['.padEnd(cut - end, " ");
      const pieces = [`${head}${first},`, second.slice(0, cut), `${second.slice(cut)}]}`];
      expect(scan(pieces, skimmer)).toEqual(scan(pieces));
    }
  }
});

test("a name that is a zero is none", async () => {
  for (const name of ["\0", '\0"', '"']) {
    const text = JSON.stringify(makeRecord(1)).replace('"eventType"', () => `"${name}:1,"eventType"`);
    await expectSame([makeSource(`{"Records":[${text},${JSON.stringify(makeRecord(2))}]}`)]);
  }
});

test(
  "logs in which something was changed",
  () =>
    expectAlways(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw = makeDraw(gen);
        const content = drawLog(draw);
        const size = draw(3) === 0 ? 1 + draw(400) : 65_536;
        await expectSame(
          [makeSource(content, size, draw(2) === 0)],
          WAYS.slice(draw(WAYS.length)).slice(0, 1),
        );
      }),
      { share: 2 },
    ),
  60_000,
);

test.each([
  ["two texts", '"CloudTrailEvent":', '"CloudTrailEvent":"{}","CloudTrailEvent":'],
  ["a text that is none", '"CloudTrailEvent":"', '"CloudTrailEvent":"x'],
  ["a text with blanks around it", '"CloudTrailEvent":"', '"CloudTrailEvent":" '],
  ["a text that ends in a backslash", '}"}', '\\\\"}'],
  ["a text with a character by its number", '"CloudTrailEvent":"{', '"CloudTrailEvent":"\\u007b'],
  ["a text with a line break", '"CloudTrailEvent":"{', '"CloudTrailEvent":"{\\n\\t\\r'],
  ["a text with a form feed", '"CloudTrailEvent":"{', '"CloudTrailEvent":"{\\f\\b'],
  ["parameters beside it", '"CloudTrailEvent":', '"requestParameters":{},"CloudTrailEvent":'],
  ["a record beside it", '"CloudTrailEvent":', '"eventName":"a","requestParameters":{},"CloudTrailEvent":'],
  ["two records in it", '}"}', '}{}"}'],
  ["no text", '"CloudTrailEvent":', '"other":'],
  ["no comma before it", ',"CloudTrailEvent":', '"CloudTrailEvent":'],
])("of lookup-events: %s", async (_, before, after) => {
  const one = JSON.stringify(wrapLookup(JSON.stringify(makeRecord(1)), "false"));
  expect(one).toContain(before);
  for (const size of [50, 65_536])
    await expectSame([makeSource(`{"Events":[${one.replace(before, after)},${one}]}`, size)]);
});

test("of lookup-events: reads that do not say so are told by what stands beside them", async () => {
  const content = JSON.stringify(wrapAll([makeRecord(1, { readOnly: undefined })], "true"));
  expect(await countSkimmed([makeSource(content)])).toBe(0);
  await expectSame([makeSource(content)]);
});
