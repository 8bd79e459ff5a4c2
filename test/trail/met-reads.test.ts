// Which reads of a log say what none before them said.
import { expect, test } from "bun:test";
import { MetReads } from "../../src/trail/met-reads.ts";
import { ReadSample } from "../../src/trail/read-sample.ts";

const READ = {
  eventID: "1",
  eventName: "GetItem",
  eventSource: "dynamodb.amazonaws.com",
  eventTime: "2026-01-01T00:00:00Z",
  awsRegion: "eu-west-1",
  recipientAccountId: "111122223333",
  requestParameters: { tableName: "orders", key: { id: "a" } },
};

function bySession(arn: string, context = "sessionContext", issuer = "sessionIssuer") {
  return { ...READ, userIdentity: { type: "AssumedRole", [context]: { [issuer]: { arn } } } };
}

test("the same request is met once it is noted, whenever it was made", () => {
  const met = new MetReads();
  expect(met.meet(READ)).toBeDefined();
  met.meet(READ)?.();
  expect(met.meet({ ...READ, eventID: "2", eventTime: "2026-01-02T00:00:00Z" })).toBeUndefined();
});

test.each([
  { requestParameters: { tableName: "orders", key: { id: "b" } } },
  { awsRegion: "eu-west-2" },
  { recipientAccountId: "444455556666" },
  { eventName: "DeleteItem" },
  { resources: [{ ARN: "arn:aws:dynamodb:eu-west-1:111122223333:table/orders" }] },
  { userIdentity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" } },
])("%j is news", (change) => {
  const met = new MetReads();
  met.meet(READ)?.();
  expect(met.meet({ ...READ, ...change })).toBeDefined();
});

test.each([
  ["sessionContext", "sessionIssuer"],
  ["sessioncontext", "sessionissuer"],
])("a role is news once, whatever it asks for (%s)", (context, issuer) => {
  const met = new MetReads();
  met.meet(READ)?.();
  const make = (name: string) => bySession(`arn:aws:iam::111122223333:role/${name}`, context, issuer);
  for (const name of ["a", "b"]) {
    expect(met.meet(make(name))).toBeDefined();
    met.meet(make(name))?.();
    expect(met.meet(make(name))).toBeUndefined();
  }
});

test("of a long log fewer reads of an operation are chosen than of a short one", () => {
  const choose = (count: number) => {
    const sample = new ReadSample();
    for (let n = 0; n < count; n++) {
      const record = { ...READ, requestParameters: { tableName: `t-${n % 150}` } };
      sample.add({ fields: record, record }, n);
    }
    const { kept, isWhole } = sample.choose();
    return [kept.length, isWhole];
  };
  expect(choose(5_000)).toEqual([150, true]);
  expect(choose(20_000)).toEqual([100, false]);
});
