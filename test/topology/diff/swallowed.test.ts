// Differences that look like what says nothing, and are told.
import { expect, test } from "bun:test";
import { diffTopologies } from "../../../src/topology/diff/diff.ts";
import { type MadeCall, standUp } from "./support.ts";

/** The paths at which the diffs of two logs differ. */
async function listChanges(a: readonly MadeCall[], b: readonly MadeCall[]): Promise<string[]> {
  const { changed } = await diffTopologies(await standUp(a), await standUp(b));
  return changed.flatMap(({ members }) => members.map(({ path }) => path));
}

test("what somebody calls as requests call what says nothing is a difference: a parameter, a tag", async () => {
  const make = (DryRun: string): MadeCall => [
    "glue",
    "CreateDatabase",
    { databaseInput: { name: "orders", parameters: { DryRun } }, tags: { DryRun } },
    null,
  ];
  expect(await listChanges([make("yes")], [make("no")])).toEqual([
    "tags.DryRun",
    "DatabaseInput.Parameters.DryRun",
  ]);
});

test("what an item of a list lacks is a difference, whatever the resource tells at its top", async () => {
  const rules = (more: object): MadeCall => [
    "sns",
    "CreateTopic",
    { name: "orders", attributes: { DeliveryPolicy: JSON.stringify({ list: [{ id: 1, ...more }] }) } },
    { topicArn: "arn:aws:sns:eu-west-1:111122223333:orders" },
  ];
  expect(await listChanges([rules({ Name: "orders" })], [rules({})])).toHaveLength(1);
});

test("a tag that says what its resource is called is a difference where the other has none", async () => {
  const queue = (tags: object): MadeCall => ["sqs", "CreateQueue", { queueName: "orders", tags }, null];
  expect(await listChanges([queue({ app: "orders" })], [queue({})])).toEqual(["tags.app"]);
});

test("a list of one and its item are not the same", async () => {
  const topic = (value: unknown): MadeCall => [
    "sns",
    "CreateTopic",
    { name: "orders", attributes: { DeliveryPolicy: JSON.stringify({ http: value }) } },
    { topicArn: "arn:aws:sns:eu-west-1:111122223333:orders" },
  ];
  expect(await listChanges([topic("a")], [topic(["a"])])).toHaveLength(1);
  expect(await listChanges([topic("null")], [topic(null)])).toHaveLength(1);
  expect(await listChanges([topic("1")], [topic(1)])).toHaveLength(1);
});
