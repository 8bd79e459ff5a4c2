/** What verifying costs, in steps: twice the calls are twice the steps, whatever they have in common. */
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { Step } from "../../src/plan/steps.ts";
import type { Reader } from "../../src/verify/fact.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { findByNames } from "../../src/verify/find-by-names.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { locate } from "../../src/verify/locate.ts";
import { makeTextRow } from "../../src/verify/named.ts";
import { findWholes } from "../../src/verify/wholes.ts";
import { countItems, countItemsAsync } from "../support/count-items.ts";

type Ask = readonly [operation: string, input: Structure, output?: Structure];

const SIZE = 500;
const MOST = 50_000;

/** What each of `count` calls asks for. */
const LOGS: readonly (readonly [
  what: string,
  service: string,
  ask: (place: number, count: number) => Ask,
])[] = [
  ["objects of one bucket", "s3", (place) => ["PutObject", { Bucket: "b", Key: `k${place}` }]],
  [
    "objects that are put and deleted again",
    "s3",
    (place, count) => [
      place < count / 2 ? "PutObject" : "DeleteObject",
      { Bucket: "b", Key: `k${place % (count / 2)}` },
    ],
  ],
  [
    "one object, over and over",
    "s3",
    () => ["PutObject", { Bucket: "b", Key: "k", ContentType: "text/plain" }],
  ],
  [
    "one policy at many roles, and off again",
    "iam",
    (place, count) => [
      place < count / 2 ? "AttachRolePolicy" : "DetachRolePolicy",
      { RoleName: `r${place % (count / 2)}`, PolicyArn: "arn:aws:iam::aws:policy/P" },
    ],
  ],
  [
    "many policies at one role, and the role's end",
    "iam",
    (place, count) =>
      place === count - 1
        ? ["DeleteRole", { RoleName: "r" }]
        : ["AttachRolePolicy", { RoleName: "r", PolicyArn: `arn:aws:iam::111122223333:policy/P${place}` }],
  ],
  [
    "inline policies of one name",
    "iam",
    (place, count) => [
      place < count / 2 ? "PutRolePolicy" : "DeleteRolePolicy",
      { RoleName: `r${place % (count / 2)}`, PolicyName: "inline" },
    ],
  ],
  [
    "roles, each with a policy in it",
    "iam",
    (place) =>
      place % 2 === 0
        ? ["CreateRole", { RoleName: `r${place}`, AssumeRolePolicyDocument: "{}" }]
        : ["PutRolePolicy", { RoleName: `r${place - 1}`, PolicyName: "inline" }],
  ],
  [
    "tags of one role, new ones, the same ones and their end",
    "iam",
    (place, count) =>
      place % 4 === 3
        ? ["UntagRole", { RoleName: "r", TagKeys: [`k${place - 3}`] }]
        : ["TagRole", { RoleName: "r", Tags: [{ Key: `k${place % (count / 2)}`, Value: `${place}` }] }],
  ],
  [
    "updates of one table",
    "dynamodb",
    (place) => ["UpdateTable", { TableName: "t", BillingMode: `${place}` }],
  ],
  [
    "instances, and their end",
    "ec2",
    (place, count) =>
      place < count / 2
        ? ["RunInstances", { MinCount: 1 }, { Instances: [{ InstanceId: `i-${1e9 + place}` }] }]
        : ["TerminateInstances", { InstanceIds: [`i-${1e9 + place - count / 2}`] }],
  ],
];

async function makeSteps(service: string, asks: readonly Ask[]): Promise<Step[]> {
  return Promise.all(
    asks.map(async ([name, input, output = {}], place) => ({
      id: `${place}`,
      service,
      operation: await loadOperation(service, name),
      account: "111122223333",
      region: "eu-west-1",
      at: place * 1000,
      ordinal: place,
      input,
      output,
      unmatched: [],
    })),
  );
}

async function countOf(service: string, ask: (typeof LOGS)[number][2], size: number): Promise<number> {
  const asks = Array.from({ length: size }, (_none, place) => ask(place, size));
  const steps = await makeSteps(service, asks);
  const base = await KnowledgeBase.load(steps);
  const lives = steps.map((step) => ({ step, input: step.input, output: step.output }));
  return countItems(() => {
    const facts = deriveFacts(lives, base);
    for (const { expectations } of facts) expectations.settle();
    findWholes(facts);
  });
}

test.each(LOGS)(
  "%s",
  async (_, service, ask) => {
    const [few, many] = [await countOf(service, ask, SIZE), await countOf(service, ask, 4 * SIZE)];
    expect(few).toBeGreaterThan(SIZE);
    expect(many / few).toBeLessThan(5);
  },
  300_000,
);

test("fifty thousand objects", async () => {
  const [, service, ask] = LOGS[0] ?? [];
  if (!service || !ask) throw new Error("no log");
  const [few, many] = [await countOf(service, ask, SIZE), await countOf(service, ask, MOST)];
  expect(many / few).toBeLessThan((MOST / SIZE) * 1.2);
}, 300_000);

test("each of many things with documents in one list", async () => {
  const operation = await loadOperation("iam", "ListRoles");
  const count = (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    const output: Structure = {
      Roles: places.map((place) => ({
        RoleName: `r${place}`,
        AssumeRolePolicyDocument: JSON.stringify({ Statement: [{ Sid: `s${place}`, Effect: "Allow" }] }),
      })),
    };
    const reader = { operation, input: {}, used: [], held: [], isList: true };
    return countItems(() => {
      for (const place of places) {
        const own = [{ text: `r${place}`, row: makeTextRow("RoleName") }];
        const others = [{ text: `s${place}`, row: makeTextRow("Sid") }];
        if (locate(reader, output, { own, others })?.value?.["RoleName"] !== `r${place}`) throw new Error();
        if (locate(reader, output, { own: [], others })?.value?.["RoleName"] !== `r${place}`)
          throw new Error();
      }
    });
  };
  expect(count(4 * SIZE) / count(SIZE)).toBeLessThan(5);
});

test("each of many things in one list", async () => {
  const operation = await loadOperation("kms", "ListAliases");
  const count = (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    const output: Structure = { Aliases: places.map((place) => ({ AliasName: `alias/${place}` })) };
    const reader = { operation, input: {}, used: [], held: [], isList: true };
    return countItems(() => {
      for (const place of places) {
        const own = [{ text: `alias/${place}`, row: makeTextRow("AliasName") }];
        const found = locate(reader, output, { own, others: [] });
        if (found?.value?.["AliasName"] !== `alias/${place}`) throw new Error(`no ${place}`);
      }
    });
  };
  expect(count(4 * SIZE) / count(SIZE)).toBeLessThan(5);
});

test("each of many networks, found by its tags without a map", async () => {
  const operation = await loadOperation("ec2", "CreateVpc");
  const count = async (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    const tag = (place: number) => [{ Key: "Name", Value: `network-${place}` }];
    const asks = places.map((place): Ask => {
      const tags = [{ ResourceType: "vpc", Tags: tag(place) }];
      const input = { CidrBlock: `10.${place >> 8}.${place % 256}.0/24`, TagSpecifications: tags };
      return [
        operation.name,
        input,
        { Vpc: { VpcId: `vpc-${(1e9 + place).toString(16).padStart(17, "0")}` } },
      ];
    });
    const Vpcs = places.map((place) => ({
      VpcId: `vpc-live${place}`,
      CidrBlock: `10.${place >> 8}.${place % 256}.0/24`,
      Tags: tag(place),
    }));
    const answered = { output: { Vpcs } };
    const unread = { kind: "unreadable", reason: "" } as const;
    const steps = await makeSteps("ec2", asks);
    const base = await KnowledgeBase.load(steps);
    const reads = {
      call: async (reader: Reader) => (reader.operation.name === "DescribeVpcs" ? answered : unread),
      find: async () => unread,
      hasTold: () => false,
    };
    const { signal } = new AbortController();
    let known = 0;
    const items = await countItemsAsync(async () => {
      const found = await findByNames(steps, base, reads, signal, (text) => text);
      known = found.dictionary.size;
    });
    expect(known).toBe(size);
    return items;
  };
  const [few, many] = [await count(200), await count(800)];
  expect(many / few).toBeLessThan(5);
}, 300_000);
