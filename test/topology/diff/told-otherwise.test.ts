// What services tell in their own way: more than was asked for in lists, a structure for a text, ids of any look, numbers of versions.
import { expect, test } from "bun:test";
import type { Structure } from "../../../src/aws/values.ts";
import { Instance } from "../../../src/instance/instance.ts";
import { diffTopologies } from "../../../src/topology/diff/diff.ts";
import { readTopology } from "../../../src/topology/read.ts";
import { type MadeCall, standUp } from "./support.ts";

/** How two logs differ: what only one has, and the paths of what is otherwise. */
async function listDifferences(a: readonly MadeCall[], b: readonly MadeCall[]) {
  const { onlyA, onlyB, changed } = await diffTopologies(await standUp(a), await standUp(b));
  return {
    alone: [...onlyA, ...onlyB].map(({ name }) => name),
    changed: changed.flatMap(({ members }) => members.map(({ path }) => path)),
  };
}

const SAME = { alone: [], changed: [] };

function registerTask(revision: number, told: object, asked: object = {}): MadeCall {
  const container = { name: "web", image: "web:1", memory: 64, ...asked };
  const arn = `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${revision}`;
  return [
    "ecs",
    "RegisterTaskDefinition",
    { family: "web", containerDefinitions: [container] },
    {
      taskDefinition: {
        taskDefinitionArn: arn,
        family: "web",
        revision,
        containerDefinitions: [{ ...container, ...told }],
      },
    },
  ];
}

test("what a service tells in an item of a list is its own, and what somebody asks for there is not", async () => {
  const told = [registerTask(1, { essential: true })];
  expect(await listDifferences(told, [registerTask(1, {})])).toEqual(SAME);
  expect(
    (await listDifferences([registerTask(1, {}, { essential: true })], [registerTask(1, {})])).changed,
  ).toEqual(["containerDefinitions[name=web].essential"]);
});

test("one version of a thing in each is the same, whatever number the service counted", async () => {
  expect(await listDifferences([registerTask(7, {})], [registerTask(1, {})])).toEqual(SAME);
  const two = [registerTask(1, {}), registerTask(2, {}, { image: "web:2" })];
  expect((await listDifferences(two, [registerTask(1, {})])).alone).toEqual(["web:2"]);
});

test("as many versions on both sides are the same in their order", async () => {
  const [old, next] = [{ image: "web:1" }, { image: "web:2" }];
  const later = [registerTask(4, {}, old), registerTask(5, {}, next)];
  expect(await listDifferences(later, [registerTask(1, {}, old), registerTask(2, {}, next)])).toEqual(SAME);
});

test("what only the answer to a later call tells is its service's own, and what was asked for stays so", async () => {
  const make = (...more: MadeCall[]): MadeCall[] => [
    ["ecs", "CreateCluster", { clusterName: "main" }, { cluster: { clusterName: "main" } }],
    [
      "ecs",
      "CreateService",
      { cluster: "main", serviceName: "web", desiredCount: 1 },
      {
        service: {
          serviceName: "web",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/main/web",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/main",
          desiredCount: 1,
        },
      },
    ],
    ...more,
  ];
  const update = (told: object): MadeCall => [
    "ecs",
    "UpdateService",
    { cluster: "main", service: "web", desiredCount: 2 },
    {
      service: {
        serviceName: "web",
        serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/main/web",
        clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/main",
        desiredCount: 2,
        ...told,
      },
    },
  ];
  const told = make(update({ runningCount: 1 }));
  expect(await listDifferences(told, make(update({})))).toEqual(SAME);
  expect((await listDifferences(told, make())).changed).toEqual(["desiredCount"]);
});

test("a number that somebody chose is a name", async () => {
  const topic = (name: string): MadeCall => [
    "sns",
    "CreateTopic",
    { name },
    { topicArn: `arn:aws:sns:eu-west-1:111122223333:${name}` },
  ];
  expect((await listDifferences([topic("2")], [topic("3")])).alone).toEqual(["2", "3"]);
});

test("a structure is what a service tells for a text that is in it", async () => {
  const layer = "arn:aws:lambda:eu-west-1:111122223333:layer:tools:1";
  const make = (Layers: unknown): MadeCall => [
    "lambda",
    "CreateFunction20150331",
    {
      functionName: "work",
      runtime: "python3.12",
      handler: "a.b",
      role: "arn:aws:iam::111122223333:role/work",
      layers: [layer],
    },
    {
      functionName: "work",
      functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:work",
      layers: Layers,
    },
  ];
  const told = [make([{ arn: layer, codeSize: 116 }])];
  expect(await listDifferences(told, [make(undefined)])).toEqual(SAME);
});

test("an id that a service told is one, whatever it looks like", async () => {
  const make = (id: string): MadeCall[] => [
    ["apigateway", "CreateRestApi", { name: "shop" }, { id: "abc1234567", name: "shop", rootResourceId: id }],
    [
      "apigateway",
      "CreateResource",
      { restApiId: "abc1234567", parentId: id, pathPart: "orders" },
      { id: `${id}r`, parentId: id, pathPart: "orders", path: "/orders" },
    ],
  ];
  expect(await listDifferences(make("dowfnl"), make("rirmba"))).toEqual(SAME);
});

test("an id of letters alone that nobody said is one as well", async () => {
  const caller = { account: "111122223333", region: "eu-west-1" };
  const make = async (digits: string) => {
    const random = (length: number) => digits.padEnd(length, digits).slice(0, length);
    const instance = new Instance({ home: {}, now: Date.now, random });
    const ask = async (operation: string, input: Structure) => {
      const done = await instance.ask({ service: "apigateway", operation, input, caller });
      if ("error" in done) throw new Error(done.error.message);
      return done.output;
    };
    const { id: restApiId = "", rootResourceId: parentId = "" } = await ask("CreateRestApi", {
      name: "shop",
    });
    const { id: resourceId = "" } = await ask("CreateResource", { restApiId, parentId, pathPart: "orders" });
    await ask("PutMethod", { restApiId, resourceId, httpMethod: "GET", authorizationType: "NONE" });
    return readTopology(instance);
  };
  const { onlyA, onlyB, changed } = await diffTopologies(await make("abcdef"), await make("fedcba"));
  expect([...onlyA, ...onlyB, ...changed.map(({ a }) => a)].map(({ key }) => key)).toEqual([]);
});

test("a structure of empty structures is nothing, and one of what callers call so is something", async () => {
  const bucket: MadeCall = ["s3", "CreateBucket", { bucketName: "orders" }, null];
  const logging: MadeCall = [
    "s3",
    "PutBucketLogging",
    { bucketName: "orders", BucketLoggingStatus: "" },
    null,
  ];
  expect(await listDifferences([bucket, logging], [bucket])).toEqual(SAME);
});

test("the rules of a list are told in it, whichever was put there last", async () => {
  const rule = (ruleNumber: number): MadeCall => [
    "ec2",
    "CreateNetworkAclEntry",
    {
      networkAclId: "acl-0a1b2c3d4e5f60718",
      ruleNumber,
      ruleAction: "allow",
      egress: false,
      aclProtocol: "6",
      cidrBlock: `10.0.${ruleNumber}.0/24`,
    },
    { requestId: "x", _return: true },
  ];
  const made: MadeCall[] = [
    [
      "ec2",
      "CreateVpc",
      { cidrBlock: "10.0.0.0/16" },
      { vpc: { vpcId: "vpc-0a1b2c3d4e5f60718", cidrBlock: "10.0.0.0/16" } },
    ],
    [
      "ec2",
      "CreateNetworkAcl",
      { vpcId: "vpc-0a1b2c3d4e5f60718" },
      { networkAcl: { networkAclId: "acl-0a1b2c3d4e5f60718", vpcId: "vpc-0a1b2c3d4e5f60718" } },
    ],
  ];
  expect(await listDifferences([...made, rule(100), rule(110)], [...made, rule(110), rule(100)])).toEqual(
    SAME,
  );
});
