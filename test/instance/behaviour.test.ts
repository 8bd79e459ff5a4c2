// What the generic behaviour does, by kinds of operations.
import { describe, expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import { HOME, makeCaller, makeNetwork, POLICY } from "./support/world.ts";

describe("a thing with an id", () => {
  test("is made, read, listed, changed, and gone", async () => {
    const call = makeCaller();
    const { Vpc } = await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" });
    expect(Vpc).toMatchObject({ CidrBlock: "10.0.0.0/16", State: "available" });
    expect(Vpc.VpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
    await call("ec2.CreateVpc", { CidrBlock: "10.1.0.0/16" });
    expect((await call("ec2.DescribeVpcs", { VpcIds: [Vpc.VpcId] })).Vpcs).toEqual([
      expect.objectContaining(Vpc),
    ]);
    const filter = (Name: string, value: string) => ({ Filters: [{ Name, Values: [value] }] });
    expect((await call("ec2.DescribeVpcs", filter("cidr-block", "10.1.0.0/16"))).Vpcs).toHaveLength(1);
    expect((await call("ec2.DescribeVpcs", filter("vpc-id", Vpc.VpcId))).Vpcs).toHaveLength(1);
    await call("ec2.CreateTags", { Resources: [Vpc.VpcId], Tags: [{ Key: "Name", Value: "main" }] });
    expect((await call("ec2.DescribeVpcs", filter("tag:Name", "main"))).Vpcs[0].Tags).toEqual([
      { Key: "Name", Value: "main" },
    ]);
    expect(await call("ec2.DeleteVpc", { VpcId: Vpc.VpcId })).toEqual({});
    expect(await call("ec2.DeleteVpc", { VpcId: Vpc.VpcId })).toBe("InvalidVpcID.NotFound");
  });

  test("has it in its ARN, whatever name it has besides", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    const group = { GroupName: "front", Description: "d", VpcId };
    const made = await call("ec2.CreateSecurityGroup", group);
    expect(made.SecurityGroupArn).toBe(`arn:aws:ec2:eu-west-1:111122223333:security-group/${made.GroupId}`);
  });

  test("tells what is attached to it, until that is parted", async () => {
    const call = makeCaller();
    const { InternetGateway } = await call("ec2.CreateInternetGateway");
    const { VpcId } = await makeNetwork(call);
    const pair = { InternetGatewayId: InternetGateway.InternetGatewayId, VpcId };
    await call("ec2.AttachInternetGateway", pair);
    const read = async () =>
      (await call("ec2.DescribeInternetGateways", { InternetGatewayIds: [pair.InternetGatewayId] }))
        .InternetGateways[0].Attachments;
    expect(await read()).toEqual([expect.objectContaining({ VpcId: pair.VpcId })]);
    await call("ec2.DetachInternetGateway", pair);
    expect((await read()) ?? []).toEqual([]);
  });
});

describe("a thing with a name", () => {
  test("is there once, and its role's policies are told apart", async () => {
    const call = makeCaller();
    const role = { RoleName: "app", AssumeRolePolicyDocument: "{}" };
    const { Role } = await call("iam.CreateRole", role);
    expect(Role.Arn).toBe("arn:aws:iam::111122223333:role/app");
    expect(await call("iam.CreateRole", role)).toBe("EntityAlreadyExists");
    expect(await call("iam.GetRole", { RoleName: "other" })).toBe("NoSuchEntity");
    await call("iam.PutRolePolicy", { RoleName: "app", PolicyName: "inline", PolicyDocument: POLICY });
    await call("iam.AttachRolePolicy", {
      RoleName: "app",
      PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    expect((await call("iam.ListRolePolicies", { RoleName: "app" })).PolicyNames).toEqual(["inline"]);
    expect((await call("iam.ListAttachedRolePolicies", { RoleName: "app" })).AttachedPolicies).toEqual([
      { PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess", PolicyName: "ReadOnlyAccess" },
    ]);
    await call("iam.TagRole", { RoleName: "app", Tags: [{ Key: "team", Value: "core" }] });
    expect((await call("iam.ListRoleTags", { RoleName: "app" })).Tags).toEqual([
      { Key: "team", Value: "core" },
    ]);
    await call("iam.UntagRole", { RoleName: "app", TagKeys: ["team"] });
    expect((await call("iam.ListRoleTags", { RoleName: "app" })).Tags).toEqual([]);
    await call("iam.UpdateRole", { RoleName: "app", Description: "new" });
    expect((await call("iam.GetRole", { RoleName: "app" })).Role.Description).toBe("new");
    await call("iam.DeleteRolePolicy", { RoleName: "app", PolicyName: "inline" });
    await call("iam.DetachRolePolicy", {
      RoleName: "app",
      PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    await call("iam.DeleteRole", { RoleName: "app" });
    expect((await call("iam.ListRoles")).Roles).toEqual([]);
  });

  test("is listed in pages", async () => {
    const call = makeCaller();
    for (const name of ["a", "b", "c"])
      await call("kinesis.CreateStream", { StreamName: name, ShardCount: 1 });
    const first = await call("ecr.DescribeRepositories", { maxResults: 2 });
    expect(first.repositories).toEqual([]);
    for (const name of ["a1", "b1", "c1"]) await call("ecr.CreateRepository", { repositoryName: name });
    const page = await call("ecr.DescribeRepositories", { maxResults: 2 });
    expect(page.repositories).toHaveLength(2);
    const rest = await call("ecr.DescribeRepositories", { maxResults: 2, nextToken: page.nextToken });
    expect(rest.repositories.map((one: Structure) => one["repositoryName"])).toEqual(["c1"]);
    expect(rest.nextToken).toBeUndefined();
  });
});

test("accounts and regions do not see each other, but for what is named once an account", async () => {
  const call = makeCaller();
  const elsewhere = { account: "111122223333", region: "us-east-1" };
  const other = { account: "444455556666", region: "eu-west-1" };
  await call("dynamodb.CreateTable", { TableName: "orders", AttributeDefinitions: [], KeySchema: [] });
  await call("iam.CreateRole", { RoleName: "app", AssumeRolePolicyDocument: "{}" });
  for (const caller of [elsewhere, other])
    expect(await call("dynamodb.DescribeTable", { TableName: "orders" }, { caller })).toBe(
      "ResourceNotFoundException",
    );
  expect((await call("iam.GetRole", { RoleName: "app" }, { caller: elsewhere })).Role.RoleName).toBe("app");
  expect(await call("iam.GetRole", { RoleName: "app" }, { caller: other })).toBe("NoSuchEntity");
});

test("what the tables do not tell is answered with 501, and in a replay with what production answered", async () => {
  const call = makeCaller();
  const input = { Text: "t", LanguageCode: "en" };
  expect(await call("comprehend.DetectSentiment", input)).toBe("NotImplemented");
  const told = { output: { Sentiment: "MIXED" }, at: 1 };
  expect(await call("comprehend.DetectSentiment", input, { told })).toEqual({ Sentiment: "MIXED" });
});

test("production's identifiers, times and members are taken from its answer", async () => {
  const call = makeCaller();
  const output = {
    Vpc: {
      VpcId: "vpc-06fe06fe06fe06fe0",
      CidrBlock: "10.0.0.0/16",
      DhcpOptionsId: "dopt-0aaaaaaaaaaaaaaaa",
      IsDefault: false,
    },
  };
  await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" }, { told: { output, at: 1_600_000_000_000 } });
  const { Vpcs } = await call("ec2.DescribeVpcs", { VpcIds: ["vpc-06fe06fe06fe06fe0"] });
  expect(Vpcs).toEqual([expect.objectContaining(output.Vpc)]);
});

test("STS tells who asks", async () => {
  const call = makeCaller();
  expect(await call("sts.GetCallerIdentity")).toMatchObject({
    Account: "111122223333",
    Arn: "arn:aws:iam::111122223333:root",
  });
});

test("a call about several things is done with each", async () => {
  const call = makeCaller();
  await call("events.PutRule", { Name: "nightly", ScheduleExpression: "rate(1 day)" });
  const target = (Id: string) => ({ Id, Arn: `arn:aws:sqs:eu-west-1:111122223333:${Id}` });
  await call("events.PutTargets", { Rule: "nightly", Targets: [target("one"), target("two")] });
  expect((await call("events.ListTargetsByRule", { Rule: "nightly" })).Targets).toEqual([
    target("one"),
    target("two"),
  ]);
  await call("events.RemoveTargets", { Rule: "nightly", Ids: ["one"] });
  expect((await call("events.ListTargetsByRule", { Rule: "nightly" })).Targets).toEqual([target("two")]);
});

test("nothing is answered with success that has no effect: data goes nowhere without an engine", async () => {
  const call = makeCaller();
  await call("firehose.CreateDeliveryStream", { DeliveryStreamName: "s" });
  const data: [string, Structure][] = [
    ["firehose.PutRecord", { DeliveryStreamName: "s", Record: { Data: new Uint8Array([1]) } }],
  ];
  for (const [name, input] of data) expect([name, await call(name, input)]).toEqual([name, "NotImplemented"]);
});

test("a bucket's tags are the bucket's, whatever else is set on it under its name", async () => {
  const call = makeCaller();
  await call("s3.CreateBucket", {
    Bucket: "bucket",
    CreateBucketConfiguration: { LocationConstraint: HOME.region },
  });
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::bucket" }];
  await call("s3.PutBucketPolicy", { Bucket: "bucket", Policy: JSON.stringify({ Statement }) });
  await call("s3.PutBucketTagging", {
    Bucket: "bucket",
    Tagging: { TagSet: [{ Key: "team", Value: "core" }] },
  });
  expect((await call("s3.GetBucketTagging", { Bucket: "bucket" })).TagSet).toEqual([
    { Key: "team", Value: "core" },
  ]);
});

test("a call makes as many things as it asks for, and tells them together", async () => {
  const call = makeCaller();
  const made = await call("ec2.RunInstances", { MinCount: 1, MaxCount: 3, ImageId: "ami-1" });
  const ids = made.Instances.map(({ InstanceId }: { InstanceId: string }) => InstanceId);
  expect(new Set(ids).size).toBe(3);
  const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: ids });
  expect(Reservations.flatMap(({ Instances }: { Instances: object[] }) => Instances)).toHaveLength(3);
});
