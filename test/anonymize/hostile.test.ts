// Whatever a record holds, it becomes a record, in a time that its length allows.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { makeAnonymizer } from "../../src/anonymize/anonymize.ts";
import { writeDocument } from "../../src/aws/formats/json.ts";
import type { Value } from "../../src/aws/values.ts";
import type { CloudTrailRecord } from "../../src/trail/schema.ts";
import { KEYS } from "./support/make-texts.ts";

const [key = new Uint8Array(32)] = KEYS;
const anonymize = makeAnonymizer({ key, keep: new Set() });

function makeHostile(members: Readonly<Record<string, unknown>>): CloudTrailRecord {
  return {
    eventID: "1",
    eventName: "PutItem",
    eventSource: "dynamodb.amazonaws.com",
    eventTime: "2026-03-02T09:05:00Z",
    awsRegion: "eu-west-1",
    ...members,
  } as CloudTrailRecord;
}

const name = fc.oneof(
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "items", "tableName", "key", "hb", "Statement"),
);
const anything = fc.anything({
  key: name,
  withNullPrototype: false,
  maxDepth: 4,
  values: [
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
  ],
});

test("any JSON is taken in any member", async () => {
  await fc.assert(
    fc.asyncProperty(
      anything,
      anything,
      anything,
      fc.dictionary(name, anything),
      async (input, output, identity, others) => {
        const hostile = JSON.parse(
          JSON.stringify({
            ...others,
            requestParameters: input,
            responseElements: output,
            userIdentity: identity,
          }),
        );
        const made = await anonymize(makeHostile(hostile));
        expect(() => JSON.parse(writeDocument(made as Value))).not.toThrow();
        expect(made.eventTime).toBe("2026-03-02T09:05:00Z");
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ["lists", "[".repeat(3_000) + "]".repeat(3_000)],
  ["objects", `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`],
])("deep %s", async (_, json) => {
  const made = await anonymize(
    makeHostile({ requestParameters: { key: JSON.parse(json) }, addendum: JSON.parse(json), text: json }),
  );
  expect(made.eventSource).toBe("dynamodb.amazonaws.com");
});

test("the time that a text takes grows with its length, and no more", async () => {
  const measure = async (count: number) => {
    const parts = [
      "a.",
      "0:",
      "arn:aws:s3:::",
      "${",
      "%41",
      "vpc-",
      "1.1.",
      "us-east-",
      "é",
      "deadbeef0",
      "a1b2c3d4e5",
      "ab-cd_ef ",
    ];
    const started = performance.now();
    for (const part of parts)
      await anonymize(makeHostile({ requestParameters: { tableName: part.repeat(count) } }));
    return performance.now() - started;
  };
  await measure(100);
  const [short, long] = [await measure(2_000), await measure(16_000)];
  expect(long).toBeLessThan(short * 8 * 4 + 500);
}, 60_000);
