// ARNs that recorded answers lack, told by the calls that name them.
import { expect, test } from "bun:test";
import { completeArns } from "../../../src/plan/missing/complete-arns.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const PLACE = "eu-west-1:111122223333";
const makeId = (digit: number) => `0a8c2c28-1111-2222-3333-00000000000${digit}`;
const arnOf = (name: string, digit: number) => `arn:aws:events:${PLACE}:connection/${name}/${makeId(digit)}`;
const connect = (name: string, answer?: object): Call => ({
  service: "events",
  operation: "CreateConnection",
  parameters: { name, authorizationType: "API_KEY" },
  answer,
});
const use = (connectionArn: string): Call => ({
  service: "events",
  operation: "CreateApiDestination",
  parameters: { name: "d", connectionArn, invocationEndpoint: "https://a.example", httpMethod: "POST" },
});

async function listArns(calls: readonly Call[], member = "ConnectionArn") {
  const steps = completeArns(await planCalls(calls));
  return steps.map(({ output }) => output[member]);
}

test("a thing has the ARN of its kind and name that a later call names", async () => {
  const calls = [connect("core"), connect("other"), use(arnOf("core", 1)), use(arnOf("other", 2))];
  expect(await listArns(calls)).toEqual([arnOf("core", 1), arnOf("other", 2), undefined, undefined]);
});

test("a thing that is made again has another one", async () => {
  const calls = [connect("core"), use(arnOf("core", 1)), connect("core"), use(arnOf("core", 2))];
  expect(await listArns(calls)).toEqual([arnOf("core", 1), undefined, arnOf("core", 2), undefined]);
});

test("of things of one name, each has the ARN with most of what its call names", async () => {
  const scale = (table: string): Call => ({
    service: "application-autoscaling",
    operation: "PutScalingPolicy",
    parameters: { policyName: "reads", serviceNamespace: "dynamodb", resourceId: `table/${table}` },
  });
  const arn = (table: string, digit: number) =>
    `arn:aws:autoscaling:${PLACE}:scalingPolicy:${makeId(digit)}:resource/dynamodb/table/${table}:policyName/reads`;
  const alarm: Call = {
    service: "cloudwatch",
    operation: "PutMetricAlarm",
    parameters: { alarmName: "a", alarmActions: [arn("items-old", 2), arn("items", 1)] },
  };
  expect(await listArns([scale("items"), scale("items-old"), alarm], "PolicyARN")).toEqual([
    arn("items", 1),
    arn("items-old", 2),
    undefined,
  ]);
});

test("what an answer tells, and what is of another kind, place or name, is no other's", async () => {
  const told = connect("core", { connectionArn: arnOf("core", 1) });
  expect(await listArns([told, use(arnOf("core", 1))])).toEqual([arnOf("core", 1), undefined]);
  expect(await listArns([connect("core"), told, use(arnOf("core", 1))])).toEqual([
    undefined,
    arnOf("core", 1),
    undefined,
  ]);
  const others = [
    arnOf("cores", 1),
    arnOf("core", 1).replace("connection", "archive"),
    arnOf("core", 1).replace("eu-west-1", "eu-west-2"),
    `arn:aws:events:${PLACE}:connection/core`,
  ];
  for (const other of others)
    expect(await listArns([connect("core"), use(other)])).toEqual([undefined, undefined]);
});
