// What the calls of several shards name is made by one of them.
import { expect, test } from "bun:test";
import { makeFinder } from "../../../src/dialect/lookup.ts";
import { planReplay } from "../../../src/plan/plan-replay.ts";
import { Witnesses } from "../../../src/plan/seen/witnesses.ts";
import { OtherShards } from "../../../src/plan/shards/other-shards.ts";
import { selectFrom, type TestRecord } from "../../trail/records.ts";
import { makeCall, makeRead } from "./tell.ts";

const COUNT = 8;
const ROLE = "arn:aws:iam::111122223333:role/app/writer";
const actor = {
  type: "AssumedRole",
  accountId: "111122223333",
  sessionContext: { sessionIssuer: { type: "Role", arn: ROLE, accountId: "111122223333" } },
};

/** What a shard makes, as operations with the first text of their inputs. */
async function listMade(records: readonly TestRecord[], index: number): Promise<readonly string[]> {
  const witnesses = new Witnesses();
  const others = new OtherShards("children");
  const { events } = await selectFrom([JSON.stringify({ Records: records })], {
    findOperation: makeFinder(),
    witness: witnesses,
    shard: { index, count: COUNT },
    onOtherShard: (event, shard) => others.add(event, shard),
  });
  for (const [event, shard] of witnesses.listElsewhere()) others.addSeen(event, shard);
  await others.finish(events);
  const options = { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false } as const;
  const { steps } = await planReplay(events, options, { witnesses: witnesses.events, others });
  return steps.flatMap(({ creation, operation }) =>
    creation ? [`${operation.name} ${creation.recorded.split("/").at(-1)}`] : [],
  );
}

async function listAll(records: readonly TestRecord[]): Promise<readonly string[]> {
  const all = await Promise.all(Array.from({ length: COUNT }, (_, index) => listMade(records, index)));
  return all.flat().sort();
}

const here = (awsRegion: string, record: TestRecord): TestRecord => ({ ...record, awsRegion });

test("a role that made calls in two regions, and that IAM was asked for in a third", async () => {
  const records = [
    here("eu-west-1", { ...makeRead("sqs", "GetQueueUrl", { queueName: "one" }), userIdentity: actor }),
    here("ap-south-1", { ...makeRead("sqs", "GetQueueUrl", { queueName: "two" }), userIdentity: actor }),
    here("us-east-1", makeRead("iam", "GetRole", { roleName: "writer" })),
  ];
  for (const order of [records, records.toReversed()])
    expect(await listAll(order)).toEqual(["CreateQueue one", "CreateQueue two", "CreateRole writer"]);
});

test("one that a call of one shard needs after a read of it, and a read of another names in between", async () => {
  const records = [
    here("eu-west-1", { ...makeRead("sqs", "GetQueueUrl", { queueName: "one" }), userIdentity: actor }),
    here("us-east-1", makeRead("iam", "GetRole", { roleName: "writer" })),
    here("eu-west-1", makeCall("lambda", "CreateFunction20150331", { functionName: "price", role: ROLE })),
  ];
  expect(await listAll(records)).toEqual(["CreateQueue one", "CreateRole writer"]);
});

test("one that made a call of another shard", async () => {
  const records = [
    here("eu-west-1", { ...makeCall("sqs", "CreateQueue", { queueName: "one" }), userIdentity: actor }),
    here("us-east-1", makeRead("iam", "GetRole", { roleName: "writer" })),
  ];
  expect(await listAll(records)).toEqual(["CreateRole writer"]);
});
