// What EC2's filters let through: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
import { describe, expect, test } from "bun:test";
import { makeStructure } from "../../src/aws/values.ts";
import { matchesWild } from "../../src/instance/behaviour/reads/filter-values.ts";
import { makeCaller, makeNetwork } from "./support/world.ts";

async function makeMachine() {
  const call = makeCaller();
  const network = await makeNetwork(call);
  const { Instances } = await call("ec2.RunInstances", {
    ...{ ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1, InstanceType: "t3.micro" },
    ...{ SubnetId: network.SubnetId, SecurityGroupIds: [network.GroupId] },
    TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "prod-web" }] }],
  });
  /** How many a list tells that is asked with a filter, or the code of its error. */
  const count = async (operation: string, list: string, Name: string, value: string) => {
    const answer = await call(`ec2.${operation}`, { Filters: [{ Name, Values: [value] }] });
    return typeof answer === "string" ? answer : answer[list].length;
  };
  return { call, ...network, InstanceId: String(Instances[0].InstanceId), count };
}

describe("a filter's name", () => {
  test("may be a path through what a machine tells, and begin with its own name", async () => {
    const { count, GroupId, SubnetId } = await makeMachine();
    for (const [name, value, other] of [
      ["instance-state-name", "running", "stopped"],
      ["instance-state-code", "16", "80"],
      ["availability-zone", "eu-west-1a", "eu-west-1b"],
      ["instance.group-id", GroupId, "sg-0aaaaaaaaaaaaaaaa"],
      ["instance.group-name", "web", "database"],
      ["network-interface.subnet-id", SubnetId, "subnet-0aaaaaaaaaaaaaaaa"],
    ] as const) {
      expect([name, await count("DescribeInstances", "Reservations", name, value)]).toEqual([name, 1]);
      expect([name, await count("DescribeInstances", "Reservations", name, other)]).toEqual([name, 0]);
    }
  });

  test("may be a word of the API's own", async () => {
    const { call, count, InstanceId, GroupId } = await makeMachine();
    const { VolumeId } = await call("ec2.CreateVolume", { AvailabilityZone: "eu-west-1a", Size: 1 });
    expect(await count("DescribeVolumes", "Volumes", "status", "available")).toBe(1);
    await call("ec2.AttachVolume", { VolumeId, InstanceId, Device: "/dev/sdf" });
    expect(await count("DescribeVolumes", "Volumes", "status", "available")).toBe(0);
    expect(await count("DescribeVolumes", "Volumes", "attachment.device", "/dev/sdf")).toBe(1);
    expect(await count("DescribeVolumes", "Volumes", "attachment.status", "attached")).toBe(2);
    const IpRanges = [{ CidrIp: "10.9.0.0/16" }];
    await call("ec2.AuthorizeSecurityGroupIngress", {
      GroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges }],
    });
    for (const [name, value, found] of [
      ["ip-permission.cidr", "10.9.0.0/16", 1],
      ["ip-permission.cidr", "10.8.0.0/16", 0],
      ["ip-permission.protocol", "tcp", 1],
      ["ip-permission.from-port", "80", 1],
      ["egress.ip-permission.cidr", "10.9.0.0/16", 0],
    ] as const)
      expect([name, await count("DescribeSecurityGroups", "SecurityGroups", name, value)]).toEqual([
        name,
        found,
      ]);
    // The default network has one, too.
    for (const [name, value, found] of [
      ["entry.cidr", "0.0.0.0/0", 2],
      ["entry.rule-number", "100", 2],
      ["entry.rule-number", "200", 0],
      ["entry.rule-action", "allow", 2],
      ["default", "true", 2],
      ["default", "false", 0],
    ] as const)
      expect([name, await count("DescribeNetworkAcls", "NetworkAcls", name, value)]).toEqual([name, found]);
    for (const name of ["cidr", "cidr-block-association.cidr-block"]) {
      expect([name, await count("DescribeVpcs", "Vpcs", name, "10.0.0.0/16")]).toEqual([name, 1]);
      expect([name, await count("DescribeVpcs", "Vpcs", name, "10.1.0.0/16")]).toEqual([name, 0]);
    }
  });

  test("that the API has not is refused; one that it has is not", async () => {
    const { count } = await makeMachine();
    expect(await count("DescribeInstances", "Reservations", "colour", "red")).toBe("InvalidParameterValue");
    expect(await count("DescribeVpcs", "Vpcs", "x", "red")).toBe("InvalidParameterValue");
    expect(await count("DescribeInstances", "Reservations", "hypervisor", "no")).toBe(0);
    expect(await count("DescribeInstances", "Reservations", "tag:colour", "red")).toBe(0);
  });
});

describe("a filter's value", () => {
  test("may have wildcards", async () => {
    const { count } = await makeMachine();
    for (const [name, value, found] of [
      ["tag:Name", "prod-*", 1],
      ["tag:Name", "test-*", 0],
      ["tag-key", "N?me", 1],
      ["instance-type", "t3.*", 1],
      ["instance-type", "t3.?", 0],
    ] as const)
      expect([value, await count("DescribeInstances", "Reservations", name, value)]).toEqual([value, found]);
  });

  test("is a pattern for the whole text, in which a backslash means what follows it", () => {
    for (const [pattern, text, fits] of [
      ["*", "", true],
      ["a*b*c", "a-b-b-c", true],
      ["a*b*c", "a-c", false],
      ["a?c", "abc", true],
      // None, or one.
      ["a?c", "ac", true],
      ["a?c", "abbc", false],
      ["\\*a\\?\\\\", "*a?\\", true],
      ["\\*", "a", false],
      ["A*", "abc", false],
      ["a?*?b", "ab", true],
    ] as const)
      expect([pattern, text, matchesWild(pattern, text)]).toEqual([pattern, text, fits]);
  });

  test("takes no longer for many wildcards", () => {
    const begun = performance.now();
    expect(matchesWild(`${"a*?".repeat(200)}b`, "a".repeat(255))).toBe(false);
    expect(matchesWild(`${"?".repeat(1_000_000)}b`, "a".repeat(255))).toBe(false);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

test("an attribute that is changed is its value", async () => {
  const { call, count, InstanceId } = await makeMachine();
  // As it is read from a request.
  const InstanceType = Object.assign(makeStructure(), { Value: "m5.large" });
  await call("ec2.ModifyInstanceAttribute", { InstanceId, InstanceType });
  expect(await count("DescribeInstances", "Reservations", "instance-type", "m5.large")).toBe(1);
  expect(await count("DescribeInstances", "Reservations", "instance-type", "t3.micro")).toBe(0);
  const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] });
  expect(Reservations[0].Instances[0].InstanceType).toBe("m5.large");
  const read = await call("ec2.DescribeInstanceAttribute", { InstanceId, Attribute: "instanceType" });
  expect(read.InstanceType).toEqual({ Value: "m5.large" });
});

test("a dry run has no effect", async () => {
  const { call, InstanceId, count } = await makeMachine();
  expect(await call("ec2.CreateVpc", { CidrBlock: "10.1.0.0/16", DryRun: true })).toBe("DryRunOperation");
  expect(await call("ec2.TerminateInstances", { InstanceIds: [InstanceId], DryRun: true })).toBe(
    "DryRunOperation",
  );
  expect(await call("ec2.DescribeVpcs", { DryRun: true })).toBe("DryRunOperation");
  expect(await count("DescribeVpcs", "Vpcs", "cidr", "10.1.0.0/16")).toBe(0);
  expect(await count("DescribeInstances", "Reservations", "instance-state-name", "running")).toBe(1);
  const told = { output: { Vpc: { VpcId: "vpc-0aaaaaaaaaaaaaaaa" } }, at: 1 };
  await call("ec2.CreateVpc", { CidrBlock: "10.1.0.0/16", DryRun: true }, { told });
  expect(await count("DescribeVpcs", "Vpcs", "cidr", "10.1.0.0/16")).toBe(1);
});

test("a flag that things say of themselves asks for those that say it", async () => {
  const call = makeCaller();
  for (const ruleName of ["a", "b"])
    await call("iot.CreateTopicRule", {
      ruleName,
      topicRulePayload: { sql: "SELECT * FROM 't'", actions: [] },
    });
  await call("iot.DisableTopicRule", { ruleName: "b" });
  const list = async (input: Readonly<Record<string, boolean>>) =>
    (await call("iot.ListTopicRules", input)).rules.map((one: { ruleName: string }) => one.ruleName);
  expect(await list({})).toEqual(["a", "b"]);
  expect(await list({ ruleDisabled: true })).toEqual(["b"]);
  expect(await list({ ruleDisabled: false })).toEqual(["a"]);
});
