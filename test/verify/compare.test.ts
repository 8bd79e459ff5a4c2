/** What a call asked for against what was read back, in the shapes of real services. */
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel, loadOperation } from "../../src/aws/model/table.ts";
import type { Shape } from "../../src/aws/model/types.ts";
import type { Structure } from "../../src/aws/values.ts";
import { compareInput } from "../../src/verify/compare.ts";
import toleratedRows from "../../src/verify/tolerated.json" with { type: "json" };
import { ToleratedRow } from "../../src/verify/tolerated.ts";

async function loadInput(service: string, name: string): Promise<Shape> {
  const { input } = await loadOperation(service, name);
  if (!input) throw new RangeError(`${name} takes nothing`);
  return input;
}

/** The shape of an item of the lists of an answer, one in the other. */
async function loadItem(service: string, name: string, ...lists: readonly string[]): Promise<Shape> {
  let shape = (await loadOperation(service, name)).output;
  for (const list of lists) shape = shape?.members?.[list]?.member;
  if (!shape) throw new RangeError(`${name} has no ${lists.join(".")}`);
  return shape;
}

/** The comparison of an input with the whole answer of a read. */
async function compare(
  [service, operation, input]: readonly [string, string, Structure],
  [read, output]: readonly [string, Structure],
  { skipped = [], type }: { skipped?: readonly string[]; type?: string } = {},
) {
  const model = await loadModel(service);
  const asked = model.operations[operation];
  const { output: found } = model.operations[read] ?? {};
  if (!asked?.input || !found) throw new Error(`no ${operation} or ${read}`);
  const { compared, differences } = compareInput(
    asked,
    input,
    { ref: found, value: output },
    { ref: asked.input, isWhole: true, skipped: new Set(skipped), type },
  );
  return { compared, differences };
}

test("members right below the answer are found, and documents are compared as JSON", async () => {
  const input = { RoleName: "r", Description: "old", AssumeRolePolicyDocument: '{"Version": "1"}' };
  const role = {
    RoleName: "r",
    Description: "new",
    AssumeRolePolicyDocument: "%7B%22Version%22%3A%221%22%7D",
  };
  expect(await compare(["iam", "CreateRole", input], ["GetRole", { Role: role }])).toEqual({
    compared: 3,
    differences: [{ member: "Description", expected: "old", found: "new" }],
  });
});

test("tags are sets; one more is no difference, one less is", async () => {
  const tagging = {
    TagSet: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  };
  const found = {
    TagSet: [
      { Key: "b", Value: "3" },
      { Key: "c", Value: "4" },
    ],
  };
  const { differences } = await compare(
    ["s3", "PutBucketTagging", { Bucket: "x", Tagging: tagging }],
    ["GetBucketTagging", found],
  );
  expect(differences).toEqual([
    { member: "Tagging.TagSet.a", expected: "1", found: "nothing" },
    { member: "Tagging.TagSet.b", expected: "2", found: "3" },
  ]);
});

test("what stands beside its own status is found there", async () => {
  const input = {
    DomainName: "d",
    ClusterConfig: { InstanceCount: 2 },
    AdvancedOptions: { a: "1" },
    AccessPolicies: '{"Version":"1"}',
  };
  const Status = { State: "Active" };
  const found = (InstanceCount: number, a: string, policy: string) => ({
    DomainConfig: {
      ClusterConfig: { Options: { InstanceCount, InstanceType: "t3.small.search" }, Status },
      AdvancedOptions: { Options: { a, b: "2" }, Status },
      AccessPolicies: { Options: policy, Status },
    },
  });
  const asked = ["opensearch", "UpdateDomainConfig", input] as const;
  expect(await compare(asked, ["DescribeDomainConfig", found(2, "1", '{ "Version": "1" }')])).toEqual({
    compared: 3,
    differences: [],
  });
  const { differences } = await compare(asked, ["DescribeDomainConfig", found(1, "2", "{}")]);
  expect(differences.map(({ member }) => member)).toEqual([
    "ClusterConfig.InstanceCount",
    "AdvancedOptions.a",
    "AccessPolicies",
  ]);
});

test("a placeholder that stands where it was put is seen, and another text in its place is no difference", async () => {
  const asked = ["ssm", "PutParameter", { Name: "a", Value: "placeholder" }] as const;
  const compareWith = async (Value: string) =>
    compare(asked, ["GetParameter", { Parameter: { Value } }], { skipped: ["Value"] });
  expect(await compareWith("placeholder")).toEqual({ compared: 1, differences: [] });
  expect(await compareWith("other")).toEqual({ compared: 0, differences: [] });
});

test("a member whose name means something else in the answer is not compared with that", async () => {
  const method = { restApiId: "a", resourceId: "r", httpMethod: "GET" };
  const found = { type: "MOCK", httpMethod: "POST" };
  const asked = { ...method, type: "MOCK" };
  expect(await compare(["apigateway", "PutIntegration", asked], ["GetIntegration", found])).toEqual({
    compared: 1,
    differences: [],
  });
  const { differences } = await compare(
    ["apigateway", "PutIntegration", { ...asked, integrationHttpMethod: "PUT" }],
    ["GetIntegration", found],
  );
  expect(differences).toEqual([{ member: "httpMethod", expected: "PUT", found: "POST" }]);
});

test("pins, placeholders, tokens and hidden texts are not asked for by the log", async () => {
  const input = {
    Name: "s",
    ClientRequestToken: "t",
    Description: "HIDDEN_DUE_TO_SECURITY_REASONS",
    KmsKeyId: "made up",
    Tags: [{ Key: "_custom_id_", Value: "AbCdEf" }],
  };
  const found = { Name: "s", Description: "d", KmsKeyId: "k", Tags: [] };
  expect(
    await compare(["secretsmanager", "CreateSecret", input], ["DescribeSecret", found], {
      skipped: ["KmsKeyId"],
    }),
  ).toEqual({
    compared: 1,
    differences: [],
  });
});

test("of attributes, one that is not answered is not compared; of what the log named itself, it is missing", async () => {
  const topic = ["CreateTopic", { Attributes: { DisplayName: "d", KmsMasterKeyId: "k" } }] as const;
  const read = ["GetTopicAttributes", { Attributes: { DisplayName: "e" } }] as const;
  expect(await compare(["sns", ...topic], read)).toEqual({
    compared: 1,
    differences: [{ member: "Attributes.DisplayName", expected: "d", found: "e" }],
  });
  const version = ["CreatePackageVersion", { packageName: "p", attributes: { colour: "red" } }] as const;
  const { differences } = await compare(["iot", ...version], ["GetPackageVersion", { attributes: {} }]);
  expect(differences).toEqual([{ member: "attributes.colour", expected: "(hidden)", found: "nothing" }]);
});

test("the version that a change is made to is none of the thing's properties", async () => {
  const input = { Name: "n", Scope: "REGIONAL", Id: "1", Addresses: ["a"], LockToken: "one" };
  const found = { IPSet: { Name: "n", Addresses: ["a"] }, LockToken: "two" };
  expect(await compare(["wafv2", "UpdateIPSet", input], ["GetIPSet", found])).toEqual({
    compared: 2,
    differences: [],
  });
});

test("of tags for several types of things, those of the thing's own are compared", async () => {
  const tag = (value: string) => [{ Key: "Name", Value: value }];
  const input = {
    TagSpecifications: [
      { ResourceType: "volume", Tags: tag("v") },
      { ResourceType: "natgateway", Tags: tag("n") },
    ],
  };
  const judge = async (type: string, value: string) =>
    compareInput(
      await loadOperation("ec2", "CreateNatGateway"),
      input,
      { ref: await loadItem("ec2", "DescribeNatGateways", "NatGateways"), value: { Tags: tag(value) } },
      { ref: await loadInput("ec2", "CreateNatGateway"), isWhole: false, skipped: new Set(), type },
    );
  expect((await judge("nat-gateway", "n")).differences).toEqual([]);
  expect((await judge("nat-gateway", "v")).differences).toEqual([
    { member: "TagSpecifications.Tags.Name", expected: "n", found: "v" },
  ]);
  expect(await judge("elastic-ip", "x")).toMatchObject({ compared: 0, differences: [] });
});

test("a device that is asked not to be there is a difference only where it is", async () => {
  const input = { BlockDeviceMappings: [{ DeviceName: "/dev/sdb", NoDevice: "" }] };
  const judge = async (devices: readonly string[]) =>
    compareInput(
      await loadOperation("ec2", "RunInstances"),
      input,
      {
        ref: await loadItem("ec2", "DescribeInstances", "Reservations", "Instances"),
        value: { BlockDeviceMappings: devices.map((DeviceName) => ({ DeviceName })) },
      },
      {
        ref: await loadInput("ec2", "RunInstances"),
        isWhole: false,
        skipped: new Set(),
        type: "instance",
      },
    );
  expect(await judge(["/dev/sda"])).toMatchObject({ compared: 1, differences: [] });
  expect((await judge(["/dev/sdb"])).differences).toHaveLength(1);
});

test("what was asked for can stand in an item beside what became of it", async () => {
  const step = (jar: string) => ({ Name: "load", HadoopJarStep: { Jar: jar } });
  const judge = async (jar: string) => {
    const found = {
      JobFlows: [{ Steps: [{ StepConfig: step(jar), ExecutionStatusDetail: { State: "RUNNING" } }] }],
    };
    return compareInput(
      await loadOperation("emr", "AddJobFlowSteps"),
      { Steps: [step("a.jar")] },
      { ref: await loadItem("emr", "DescribeJobFlows", "JobFlows"), value: found.JobFlows[0] },
      { ref: await loadInput("emr", "AddJobFlowSteps"), isWhole: false, skipped: new Set(), type: "step" },
    );
  };
  expect((await judge("a.jar")).differences).toEqual([]);
  expect((await judge("b.jar")).differences).toHaveLength(1);
});

test("pairs are the same as a map, but where a key stands twice they are a list", async () => {
  const judge = async (input: Structure, Tags: readonly Structure[]) =>
    (await compare(["kinesis", "TagResource", input], ["ListTagsForStream", { Tags }])).differences;
  expect(
    await judge({ Tags: { a: "1", b: "" } }, [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "" },
    ]),
  ).toEqual([]);
  expect(await judge({ Tags: { a: "1" } }, [{ Key: "a", Value: "2" }])).toEqual([
    { member: "Tags.a", expected: "1", found: "2" },
  ]);
  const dimensions = (...pairs: readonly [string, string][]) => ({
    Dimensions: pairs.map(([Name, Value]) => ({ Name, Value })),
  });
  const alarm = async (asked: Structure, found: Structure) =>
    compareInput(
      await loadOperation("cloudwatch", "PutMetricAlarm"),
      asked,
      { ref: await loadItem("cloudwatch", "DescribeAlarms", "MetricAlarms"), value: found },
      {
        ref: await loadInput("cloudwatch", "PutMetricAlarm"),
        isWhole: false,
        skipped: new Set(),
        type: "alarm",
      },
    );
  const twice = dimensions(["d", "1"], ["d", "2"]);
  expect((await alarm(twice, dimensions(["d", "2"], ["d", "1"]))).differences).toEqual([]);
  expect((await alarm(twice, dimensions(["d", "1"], ["d", "3"]))).differences).toHaveLength(1);
  // What an answer leaves out of a pair is not compared, and a name may be an ARN in it.
  const left = { Dimensions: [{ Name: "d" }] };
  expect((await alarm(dimensions(["d", "1"]), left)).differences).toEqual([]);
  const arn = "arn:aws:sns:eu-west-1:111122223333:d";
  expect((await alarm(dimensions(["d", "1"]), dimensions([arn, "1"]))).differences).toEqual([]);
});

test("what only one side has is not compared", async () => {
  const input = { FunctionName: "f", Timeout: 3, MemorySize: 128, Publish: true };
  const found = { Configuration: { FunctionName: "f", Timeout: 3 } };
  expect(await compare(["lambda", "CreateFunction", input], ["GetFunction", found])).toEqual({
    compared: 2,
    differences: [],
  });
});

test("the tolerated differences are at most twenty well-formed rows", () => {
  const rows = v.parse(v.pipe(v.array(ToleratedRow), v.maxLength(20)), toleratedRows);
  expect(rows.every(({ reason }) => reason.endsWith("."))).toBe(true);
});
