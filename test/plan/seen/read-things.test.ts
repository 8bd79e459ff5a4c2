// What is said of the things that only reads name, where nobody asked for them to be made.
import { expect, test } from "bun:test";
import { makeFinder } from "../../../src/dialect/lookup.ts";
import { planReplay } from "../../../src/plan/plan-replay.ts";
import { describeOnlyRead, ReadThings } from "../../../src/plan/seen/read-things.ts";
import { NO_FILTERS } from "../../../src/trail/filters.ts";
import { selectFrom, type TestRecord } from "../../trail/records.ts";
import { makeCall, makeRead } from "./tell.ts";

const OPTIONS = { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false } as const;

async function describe(records: readonly TestRecord[], services: readonly string[] = []) {
  const readThings = new ReadThings();
  const { events } = await selectFrom([JSON.stringify({ Records: records })], {
    findOperation: makeFinder(),
    filters: { ...NO_FILTERS, services },
    witness: readThings,
  });
  await planReplay(events, OPTIONS, { readThings });
  const onlyRead = await readThings.summarise();
  return onlyRead && describeOnlyRead(onlyRead).replace(/; --from-reads makes (it|them) too/, "");
}

const queue = (queueName: string, changes: TestRecord = {}) =>
  makeRead("sqs", "GetQueueUrl", { queueName }, changes);
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

test("each thing once, the types with most of them first", async () => {
  const records = [
    queue("a"),
    queue("a"),
    queue("b"),
    queue("c"),
    makeRead("iam", "GetRole", { roleName: "r" }),
    makeRead("s3", "ListObjects", { bucketName: "files" }),
    makeRead("ecr", "DescribeImages", { repositoryName: "x" }),
    makeRead("ecr", "DescribeImages", { repositoryName: "y" }),
    makeRead("monitoring", "DescribeAlarms", { alarmNames: ["one"] }),
  ];
  expect(await describe(records)).toBe(
    "8 things are only read in this log (3 SQS queues, 2 ECR repositories, …)",
  );
  expect(await describe([queue("a")])).toBe("1 thing is only read in this log (1 SQS queue)");
});

test("nothing where nothing is left lying: what failed, what the calls name, what the filters leave out", async () => {
  expect(
    await describe([
      queue("none", { errorCode: "QueueDoesNotExist" }),
      queue("own"),
      makeCall("sqs", "CreateQueue", { queueName: "own" }),
      makeRead("iam", "GetUser", { userName: "ci" }),
      makeCall("iam", "CreateAccessKey", { userName: "ci" }),
      makeRead("iam", "ListRoles", {}),
    ]),
  ).toBeUndefined();
  expect(await describe([queue("a")], ["iam"])).toBeUndefined();
});

test("what was touched, and the roles that made the calls, of reads and of others", async () => {
  const session = (name: string) => ({
    userIdentity: {
      type: "AssumedRole",
      accountId: "111122223333",
      sessionContext: { sessionIssuer: { type: "Role", arn: role(name) } },
    },
  });
  const ARN = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  const records = [
    makeCall("sqs", "CreateQueue", { queueName: "own" }, session("deploy")),
    queue("own", session("reader")),
    queue("own", session("reader")),
    makeRead("kms", "Decrypt", {}, { resources: [{ ARN }] }),
  ];
  expect(await describe(records)).toBe("3 things are only read in this log (2 roles, 1 KMS key)");
});

test("a log with very many different reads is not read to the last of them", async () => {
  const reads = Array.from({ length: 5_000 }, (_, nth) => queue(`queue-${nth}`));
  const told = await describe(reads);
  expect(told).toMatch(/^at least \d+ things are only read in this log \(\d+ SQS queues\)$/);
  const others = Array.from({ length: 50 }, (_, nth) => makeRead("iam", "GetRole", { roleName: `r${nth}` }));
  expect(await describe([...reads, ...others])).toContain(" 50 roles)");
});
