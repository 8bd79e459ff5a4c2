// Which calls one thing needs: what made, changed and used it, and all that these refer to; nothing else.
import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { chooseCalls } from "../../../src/plan/needs/choose-calls.ts";
import { type Call, makeEvents } from "../../dialect/support.ts";

const ACCOUNT = "111122223333";
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const queueUrl = (name: string) => `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${name}`;

type Written = readonly [what: string, request: object, response?: object];

/** The names of the calls that are chosen, each with its place in the log; one goes a second. */
async function choose(resources: readonly string[], ...written: readonly Written[]): Promise<string[]> {
  const calls = written.map(([what, request, response], second): Call => {
    const [source = "", name = ""] = what.split(" ");
    return { second, source, name, request, ...(response && { response }) };
  });
  const wanted = { stacks: "children", finalState: false, resources } as const;
  const events = await makeEvents(calls);
  const chosen = await chooseCalls(events, wanted);
  if ("unknown" in chosen) return [`unknown ${chosen.unknown}`];
  return chosen.calls.map(({ ordinal }) => `${events[ordinal]?.eventName} ${ordinal}`);
}

const role = (roleName: string): Written => ["iam CreateRole", { roleName, assumeRolePolicyDocument: "{}" }];
const createFunction = (functionName: string, of: string): Written => [
  "lambda CreateFunction20150331",
  { functionName, runtime: "nodejs20.x", handler: "index.handler", role: roleArn(of) },
];

test("a function needs its role with the role's policies, and neither another function nor that one's role", async () => {
  const log: readonly Written[] = [
    role("worker"),
    role("other"),
    ["iam PutRolePolicy", { roleName: "worker", policyName: "p", policyDocument: "{}" }],
    ["iam PutRolePolicy", { roleName: "other", policyName: "p", policyDocument: "{}" }],
    createFunction("f", "worker"),
    createFunction("g", "other"),
    ["lambda UpdateFunctionConfiguration20150331v2", { functionName: "f", timeout: 3 }],
  ];
  const left = [
    "CreateRole 0",
    "PutRolePolicy 2",
    "CreateFunction20150331 4",
    "UpdateFunctionConfiguration20150331v2 6",
  ];
  expect(await choose(["f"], ...log)).toEqual(left);
  expect(await choose([`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`], ...log)).toEqual(left);
  expect(await choose(["worker"], ...log)).toEqual(left.slice(0, 2));
});

test("a thing's own uses are taken, and of what it needs only what changes it", async () => {
  const item = (tableName: string): Written => [
    "dynamodb PutItem",
    { tableName, key: { id: "1" }, items: ["id"] },
  ];
  const table = (tableName: string): Written => ["dynamodb CreateTable", { tableName }];
  const log = [table("a"), table("b"), item("a"), item("b")];
  expect(await choose(["a"], ...log)).toEqual(["CreateTable 0", "PutItem 2"]);
});

test("what ARNs in documents name is needed", async () => {
  const queue = (queueName: string, attributes?: object): Written => [
    "sqs CreateQueue",
    { queueName, ...(attributes && { attributes }) },
    { queueUrl: queueUrl(queueName) },
  ];
  const redrive = JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:dead`,
    maxReceiveCount: 3,
  });
  const log = [queue("dead"), queue("other"), queue("orders", { RedrivePolicy: redrive })];
  expect(await choose(["orders"], ...log)).toEqual(["CreateQueue 0", "CreateQueue 2"]);
  expect(await choose([queueUrl("dead")], ...log)).toEqual(["CreateQueue 0"]);
});

test("of things of one name that live one after the other each has its own needs", async () => {
  const log: readonly Written[] = [
    role("old"),
    role("new"),
    createFunction("f", "old"),
    ["lambda DeleteFunction20150331", { functionName: "f" }],
    createFunction("f", "new"),
    [
      "lambda CreateEventSourceMapping20150331",
      { functionName: "f", eventSourceArn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:q` },
      { uUID: "6d0b6c2e-6f0e-4a53-9d0e-2a1a5c1f77aa" },
    ],
  ];
  expect(await choose(["6d0b6c2e-6f0e-4a53-9d0e-2a1a5c1f77aa"], ...log)).toEqual([
    "CreateRole 1",
    "CreateFunction20150331 4",
    "CreateEventSourceMapping20150331 5",
  ]);
});

test("of what calls before made under names that no answer tells all is needed, of its type and in its region", async () => {
  const pool = (poolName: string): Written => ["cognito-idp CreateUserPool", { poolName }];
  const client: Written = [
    "cognito-idp CreateUserPoolClient",
    { userPoolId: "eu-west-1_aBcDeFgHi", clientName: "web" },
    { userPoolClient: { clientId: "6f1g2h3j4k5l6m7n8o9p0q1r2s", userPoolId: "eu-west-1_aBcDeFgHi" } },
  ];
  const other: Written = ["sns CreateTopic", { name: "t" }];
  const chosen = await choose(["6f1g2h3j4k5l6m7n8o9p0q1r2s"], pool("a"), other, pool("b"), client, pool("c"));
  expect(chosen).toEqual(["CreateUserPool 0", "CreateUserPool 2", "CreateUserPoolClient 3"]);
  // Nor does the call itself name it.
  const vpcId = "vpc-0a0a0a0a0a0a0a0a1";
  const network: Written = ["ec2 CreateVpc", { cidrBlock: "10.0.0.0/16" }];
  const subnet: Written = [
    "ec2 CreateSubnet",
    { vpcId, cidrBlock: "10.0.1.0/24" },
    { subnet: { subnetId: "subnet-0a0a0a0a0a0a0a0a3", vpcId } },
  ];
  const gateway: Written = ["ec2 CreateInternetGateway", {}];
  expect(await choose(["subnet-0a0a0a0a0a0a0a0a3"], network, gateway, subnet, network)).toEqual([
    "CreateVpc 0",
    "CreateSubnet 2",
  ]);
});

test("what is attached to a network comes along where a subnet needs it, and other subnets do not", async () => {
  const vpcId = "vpc-0a0a0a0a0a0a0a0a1";
  const internetGatewayId = "igw-0a0a0a0a0a0a0a0a2";
  const subnet = (id: string, cidrBlock: string): Written => [
    "ec2 CreateSubnet",
    { vpcId, cidrBlock },
    { subnet: { subnetId: id, vpcId } },
  ];
  const log: readonly Written[] = [
    ["ec2 CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc: { vpcId } }],
    ["ec2 CreateInternetGateway", {}, { internetGateway: { internetGatewayId } }],
    ["ec2 AttachInternetGateway", { vpcId, internetGatewayId }],
    subnet("subnet-0a0a0a0a0a0a0a0a3", "10.0.1.0/24"),
    subnet("subnet-0a0a0a0a0a0a0a0a4", "10.0.2.0/24"),
  ];
  const left = ["CreateVpc 0", "CreateInternetGateway 1", "AttachInternetGateway 2", "CreateSubnet 3"];
  expect(await choose(["subnet-0a0a0a0a0a0a0a0a3"], ...log)).toEqual(left);
});

test("what is older than the log and only used is known by what uses it", async () => {
  const log = [createFunction("f", "older"), createFunction("g", "else")];
  expect(await choose(["older"], ...log)).toEqual(["CreateFunction20150331 0"]);
  expect(await choose(["oldest"], ...log)).toEqual(["unknown oldest"]);
});

/** Things that refer to those before them, as pairs of what they are and what each refers to, and changes of them. */
const plans = fc.record({
  things: fc.array(fc.tuple(fc.nat(99), fc.boolean()), { minLength: 1, maxLength: 12 }),
  changes: fc.array(fc.nat(99), { maxLength: 6 }),
  asked: fc.nat(99),
});

test("of queues that refer to one another, those are made that the asked one leads to, with their changes", async () => {
  await fc.assert(
    fc.asyncProperty(plans, async ({ things, changes, asked }) => {
      const name = (place: number) => `q${place}`;
      const target = (place: number) => {
        const [pick = 0, refers = false] = things[place] ?? [];
        return refers && place > 0 ? pick % place : undefined;
      };
      const made = things.map((_, place): Written => {
        const to = target(place);
        const arn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name(to ?? 0)}`;
        const attributes = to === undefined ? {} : { RedrivePolicy: `{"deadLetterTargetArn":"${arn}"}` };
        return [
          "sqs CreateQueue",
          { queueName: name(place), attributes },
          { queueUrl: queueUrl(name(place)) },
        ];
      });
      const changed = changes.map((pick) => pick % things.length);
      const tags = changed.map(
        (place): Written => ["sqs TagQueue", { queueUrl: queueUrl(name(place)), tags: { a: "b" } }],
      );
      const needed = new Set<number>();
      for (let place: number | undefined = asked % things.length; place !== undefined; place = target(place))
        needed.add(place);
      const expected = [
        ...[...needed].sort((one, other) => one - other).map((place) => `CreateQueue ${place}`),
        ...changed.flatMap((place, at) => (needed.has(place) ? [`TagQueue ${things.length + at}`] : [])),
      ];
      expect(await choose([name(asked % things.length)], ...made, ...tags)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
