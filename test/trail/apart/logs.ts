/** Makes logs of every form that are hard to divide. */

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { makeId, makeRecord, type TestRecord } from "../records.ts";

/** Texts and values in which a record seems to begin, of each way to print a list. */
const TRAPS = [
  '},{"eventVersion":"1.08"},{"eventVersion"',
  '}\n{"eventVersion":"1.08"}\n{"eventVersion"',
  [{ a: 1 }, { eventVersion: "1.08" }, { eventVersion: "1.08", eventID: "x" }],
  { Records: [{ a: 1 }, { eventVersion: "1.08" }], events: [{}, { eventVersion: 1 }] },
  'back\\slash"quote\\"',
  "\u00e9\u20ac\ud83d\ude00",
  ["]", "}", "{", "["],
];

const trap = fc.constantFrom(...TRAPS);

const changes: fc.Arbitrary<TestRecord> = fc.record(
  {
    eventName: fc.constantFrom("CreateTags", "DescribeTags", "AttachVolume", "GetItem"),
    readOnly: fc.constantFrom(true, false, "true", undefined),
    errorCode: fc.constantFrom("AccessDenied", ""),
    eventType: fc.constantFrom("AwsServiceEvent", "AwsApiCall"),
    sharedEventID: fc.constantFrom("shared-1", "shared-2", ""),
    resources: fc.constantFrom([{ accountId: "111122223333" }], [{ accountId: "444455556666" }], null),
    requestParameters: fc.oneof(
      fc.record({ trap }),
      fc.constantFrom(null, { omitted: true, reason: "long" }, { number: 1e21 }),
    ),
    responseElements: fc.oneof(fc.record({ trap }), fc.constant({ errorCode: "x" })),
    eventID: fc.constantFrom(makeId(1), makeId(2), "not a UUID"),
  },
  { requiredKeys: [] },
);

/** What is no record, or a wrong one. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(1, null, "text", [], {}, { a: { b: 1 } }, ["cells", "of", "a row"]),
  changes.map((change) => makeRecord(1, { ...change, awsRegion: undefined })),
  changes.map((change) => ({ CloudTrailEvent: JSON.stringify(makeRecord(3, change)) })),
  trap,
);

const usual = fc.tuple(fc.nat(200), changes).map(([n, change]) => makeRecord(n, change));

/** Mostly records; in some logs nothing else. */
const values: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  fc.array(usual, { minLength: 1, maxLength: 25 }),
  fc.array(fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd }), { maxLength: 25 }),
);

type Print = (values: readonly unknown[]) => string;

const print = (value: unknown) => JSON.stringify(value);
const join = (list: readonly unknown[], between: string) => list.map(print).join(between);

/** Ways to print records. */
const FORMS: Readonly<Record<string, Print>> = {
  compact: (list) => `{"Records":[${join(list, ",")}]}`,
  spaced: (list) => `{ "Records" : [ ${join(list, " ,\r\n\t")} ] , "more" : 1 }\n`,
  pretty: (list) => JSON.stringify({ before: 1, Records: list }, null, 2),
  bare: (list) => `[${join(list, ",\n")}]`,
  lines: (list) => join(list, "\n"),
  "lines with blank ones": (list) => join(list, "\n\n"),
  "documents without breaks": (list) => join(list, ""),
  "pretty documents": (list) => list.map((value) => JSON.stringify(value, null, 1)).join("\n"),
  "a line for each container": (list) => list.map((value) => `{"Records":[${print(value)}]}`).join("\n"),
  "two containers": (list) => `{"Records":[${join(list, ",")}]}{"Records":[${join(list, ",")}]}`,
  "two lists in one": (list) => `{"Records":[${join(list, ",")}],"events":[${join(list, ",")}]}`,
  "a container, then lines": (list) => `{"Records":[${join(list, ",")}]}\n${join(list, "\n")}`,
  "lines with a head": (list) =>
    list.map((value) => `2026-01-01T00:00:00Z stream ${print(value)}`).join("\n"),
  events: (list) => `{"events":[${join(list, ",")}]}`,
  text: (list) => list.map((value) => `log: ${print(value)} end`).join("\n"),
  "damaged between": (list) => `{"Records":[${join(list, ",")} ${join(list, " ")}]}`,
};

/** A place in a file, as a part of its length. */
const place = fc.nat(1000);

const wrap: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc.oneof(
  { weight: 8, arbitrary: fc.constant((bytes: Buffer) => bytes) },
  { weight: 2, arbitrary: place.map((at) => (bytes: Buffer) => bytes.subarray(0, placeIn(bytes, at))) },
  {
    weight: 2,
    arbitrary: fc.tuple(place, fc.nat(255)).map(([at, byte]) => (bytes: Buffer) => {
      const changed = Buffer.from(bytes);
      changed[placeIn(bytes, at)] = byte;
      return changed.subarray(0, bytes.length);
    }),
  },
  { weight: 1, arbitrary: fc.constant((bytes: Buffer) => gzipSync(bytes)) },
  {
    weight: 1,
    arbitrary: place.map((at) => (bytes: Buffer) => {
      const middle = placeIn(bytes, at);
      return Buffer.concat([gzipSync(bytes.subarray(0, middle)), gzipSync(bytes.subarray(middle))]);
    }),
  },
  { weight: 1, arbitrary: place.map((at) => (bytes: Buffer) => gzipSync(bytes).subarray(0, at)) },
  {
    weight: 1,
    arbitrary: fc.constant((bytes: Buffer) => Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le")),
  },
);

function placeIn({ length }: Buffer, at: number): number {
  return Math.floor((length * at) / 1000);
}

/** A file that is a log, or was one before it was damaged. */
export const logFile: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom(...Object.values(FORMS)), values, wrap)
  .map(([form, list, change]) => change(Buffer.from(form(list))));
