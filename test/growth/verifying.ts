/** Logs whose verification is counted in steps, and what that comes to. */
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { Step } from "../../src/plan/steps.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { findWholes } from "../../src/verify/wholes.ts";
import { countItems } from "../support/count-items.ts";

export type Ask = readonly [operation: string, input: Structure, output?: Structure];

/** What each of `count` calls asks for. */
export const LOGS: readonly (readonly [
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

/** The calls as steps. */
export async function makeSteps(service: string, asks: readonly Ask[]): Promise<Step[]> {
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

/** The steps that verifying a log of so many calls takes. */
export async function countOf(service: string, ask: (typeof LOGS)[number][2], size: number): Promise<number> {
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
