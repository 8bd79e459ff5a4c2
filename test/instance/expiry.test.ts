// A presigned URL works for as long as it was signed for, whatever was answered to it before.
import { describe, expect, test } from "bun:test";
import { isExpired } from "../../src/instance/expiry.ts";
import { Instance } from "../../src/instance/instance.ts";

const SIGNED_AT = Date.UTC(2026, 3, 1, 12);
const HOUR_MS = 3_600_000;

function makeQuery(credential: string) {
  return [
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", credential],
    ["X-Amz-Date", "20260401T120000Z"],
    ["X-Amz-Expires", "3600"],
    ["X-Amz-SignedHeaders", "host"],
    ["X-Amz-Signature", "0"],
  ] as const;
}

test("S3 and others refuse it afterwards, each in its own words", async () => {
  let now = SIGNED_AT;
  const instance = new Instance({ home: {}, now: () => now, random: (length) => "a".repeat(length) });
  const host = "localhost:4566";
  const makeBucket = {
    method: "PUT",
    path: "/orchard",
    query: [],
    headers: { host },
    body: new Uint8Array(),
  };
  expect((await instance.answer(makeBucket)).status).toBe(200);
  const list = {
    ...makeBucket,
    method: "GET",
    query: makeQuery("test/20260401/us-east-1/s3/aws4_request"),
  };
  const whoAmI = {
    ...makeBucket,
    method: "GET",
    path: "/",
    query: [
      ["Action", "GetCallerIdentity"] as const,
      ["Version", "2011-06-15"] as const,
      ...makeQuery("test/20260401/us-east-1/sts/aws4_request"),
    ],
  };
  for (const request of [list, whoAmI]) expect((await instance.answer(request)).status).toBe(200);
  now = SIGNED_AT + HOUR_MS + 1;
  const late = await instance.answer(list);
  expect([late.status, Buffer.from(late.body as Uint8Array).toString()]).toEqual([
    403,
    expect.stringContaining("<Code>AccessDenied</Code><Message>Request has expired</Message>"),
  ]);
  const other = await instance.answer(whoAmI);
  expect([other.status, Buffer.from(other.body as Uint8Array).toString()]).toEqual([
    403,
    expect.stringContaining("<Code>SignatureDoesNotMatch</Code>"),
  ]);
});

describe("the end of a query", () => {
  test.each([
    [[], false],
    [makeQuery("a/20260401/us-east-1/s3/aws4_request"), true],
    [
      [
        ["X-Amz-Date", "yesterday"],
        ["X-Amz-Expires", "1"],
      ],
      false,
    ],
    [[["X-Amz-Expires", "1"]], false],
    [
      [
        ["AWSAccessKeyId", "a"],
        ["Expires", "1"],
        ["Signature", "0"],
      ],
      true,
    ],
    [
      [
        ["AWSAccessKeyId", "a"],
        ["Expires", String(SIGNED_AT)],
        ["Signature", "0"],
      ],
      false,
    ],
    // A member of an operation.
    [[["Expires", "1"]], false],
  ] as const)("%j: %p", (query, expected) => {
    expect(isExpired({ query: query as never }, SIGNED_AT + HOUR_MS + 1)).toBe(expected);
  });
});
