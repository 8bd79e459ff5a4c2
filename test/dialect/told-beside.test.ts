// What a record says of a call outside of its parameters.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { decodeCall } from "../../src/dialect/call.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvents } from "./support.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

async function readRetired(
  request: object | null,
  response: object | null,
  additionalEventData: unknown,
  resources?: unknown,
) {
  const events = await makeEvents([{ second: 0, source: "kms", name: "RetireGrant", request, response }]);
  const event: TrailEvent | undefined = events[0] && { ...events[0], additionalEventData, resources };
  if (!event) return undefined;
  const operation = await loadOperation(event.service, event.operation);
  return { ...decodeCall(event, operation, new Map()).input };
}

test("a grant that is retired is told beside the parameters", async () => {
  expect(await readRetired(null, { keyId: KEY }, { grantId: "abcde" })).toEqual({
    GrantId: "abcde",
    KeyId: KEY,
  });
  // The token named the same grant.
  expect(await readRetired({ grantToken: "token" }, { keyId: KEY }, { grantId: "abcde" })).toEqual({
    GrantId: "abcde",
    KeyId: KEY,
  });
});

test("what the parameters say stays, and nothing is made up", async () => {
  const asked = { keyId: KEY, grantId: "own" };
  expect(await readRetired(asked, { keyId: "other" }, { grantId: "other" })).toEqual({
    KeyId: KEY,
    GrantId: "own",
  });
  expect(await readRetired({ grantToken: "token" }, null, null)).toEqual({ GrantToken: "token" });
  expect(await readRetired(null, { keyId: 7 }, { grantId: "" })).toEqual({});
});

test("what nothing else tells, the things that the record says were touched tell", async () => {
  const key = { accountId: "111122223333", type: "AWS::KMS::Key", ARN: KEY };
  const told = { grantId: "abcde" };
  expect(await readRetired(null, null, told, [key])).toEqual({ GrantId: "abcde", KeyId: KEY });
  // Athena prints struct members in lower case.
  expect(await readRetired(null, null, told, [{ type: "AWS::KMS::Key", arn: KEY }])).toEqual({
    GrantId: "abcde",
    KeyId: KEY,
  });
  expect(await readRetired(null, { keyId: "other" }, told, [key])).toEqual({
    GrantId: "abcde",
    KeyId: "other",
  });
  // Of two, nothing says which one is meant.
  for (const resources of [[key, { ...key, ARN: `${KEY}0` }], [{ ...key, type: "AWS::IAM::Role" }], "key"])
    expect(await readRetired(null, null, told, resources)).toEqual({ GrantId: "abcde" });
});
