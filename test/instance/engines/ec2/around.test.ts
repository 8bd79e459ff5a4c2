// What EC2 does around its operations: templates, pairs of keys, logs of several networks, gateways.
import { expect, test } from "bun:test";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { makeCaller, makeNetwork } from "../../support/world.ts";

test("a machine is started with what its template says and the call does not", async () => {
  const call = makeCaller();
  const LaunchTemplateName = "small";
  const TagSpecifications = [{ ResourceType: "instance", Tags: [{ Key: "team", Value: "press" }] }];
  const LaunchTemplateData = { ImageId: "ami-0aaaaaaaaaaaaaaaa", InstanceType: "t3.nano", TagSpecifications };
  await call("ec2.CreateLaunchTemplate", { LaunchTemplateName, LaunchTemplateData });
  const version = await call("ec2.CreateLaunchTemplateVersion", {
    ...{ LaunchTemplateName, LaunchTemplateData: { ImageId: "ami-0bbbbbbbbbbbbbbbb" } },
  });
  expect(version.LaunchTemplateVersion.LaunchTemplateData).toEqual({ ImageId: "ami-0bbbbbbbbbbbbbbbb" });
  const run = async (LaunchTemplate: Readonly<Record<string, string>>, more = {}) => {
    const done = await call("ec2.RunInstances", { LaunchTemplate, MinCount: 1, MaxCount: 1, ...more });
    return typeof done === "string" ? done : done.Instances[0];
  };
  const Tags = expect.arrayContaining([
    { Key: "team", Value: "press" },
    { Key: "aws:ec2launchtemplate:version", Value: "1" },
  ]);
  const own = { InstanceType: "m5.large" };
  expect(await run({ LaunchTemplateName }, own)).toMatchObject({
    ImageId: "ami-0aaaaaaaaaaaaaaaa",
    Tags,
    ...own,
  });
  expect(await run({ LaunchTemplateName, Version: "$Latest" })).toMatchObject({
    ImageId: "ami-0bbbbbbbbbbbbbbbb",
  });
  expect(await run({ LaunchTemplateName, Version: "9" })).toBe("InvalidLaunchTemplateId.VersionNotFound");
  const code = "InvalidLaunchTemplateName.NotFoundException";
  expect(await run({ LaunchTemplateName: "none" })).toBe(code);
  expect(await call("ec2.DescribeLaunchTemplates", { LaunchTemplateNames: ["none"] })).toBe(code);
  expect(await call("ec2.DeleteLaunchTemplate", { LaunchTemplateName: "none" })).toBe(code);
});

test("each of two versions that are made at once is told to who made it", async () => {
  const call = makeCaller();
  const LaunchTemplateName = "small";
  await call("ec2.CreateLaunchTemplate", {
    LaunchTemplateName,
    LaunchTemplateData: { InstanceType: "t3.nano" },
  });
  const types = ["t3.micro", "t3.small", "t3.large"];
  const made = await Promise.all(
    types.map((InstanceType) =>
      call("ec2.CreateLaunchTemplateVersion", { LaunchTemplateName, LaunchTemplateData: { InstanceType } }),
    ),
  );
  const told = made.map((one) => one.LaunchTemplateVersion);
  expect(told.map((one) => [one.VersionNumber, one.LaunchTemplateData.InstanceType])).toEqual([
    [2, "t3.micro"],
    [3, "t3.small"],
    [4, "t3.large"],
  ]);
});

test("a version has what its source says besides, production's as its answer tells", async () => {
  const call = makeCaller();
  const LaunchTemplateName = "small";
  const [ImageId, InstanceType] = ["ami-0aaaaaaaaaaaaaaaa", "t3.nano"];
  await call("ec2.CreateLaunchTemplate", {
    LaunchTemplateName,
    LaunchTemplateData: { ImageId, InstanceType },
  });
  const asked = { LaunchTemplateName, LaunchTemplateData: { InstanceType: "t3.large" } };
  const whole = { ImageId, InstanceType: "t3.large" };
  const output = { LaunchTemplateVersion: { VersionNumber: 2, LaunchTemplateData: whole } };
  const told = { output, at: 1_770_000_000_000 };
  await call("ec2.CreateLaunchTemplateVersion", { ...asked, SourceVersion: "1" }, { told });
  const own = { LaunchTemplateName, LaunchTemplateData: { KeyName: "k" }, SourceVersion: "2" };
  await call("ec2.CreateLaunchTemplateVersion", own);
  await call("ec2.CreateLaunchTemplateVersion", asked);
  const { LaunchTemplateVersions } = await call("ec2.DescribeLaunchTemplateVersions", { LaunchTemplateName });
  const data = LaunchTemplateVersions.map((one: { LaunchTemplateData: object }) => one.LaunchTemplateData);
  expect(data.slice(1)).toEqual([whole, { ...whole, KeyName: "k" }, { InstanceType: "t3.large" }]);
});

test("a pair of keys is told with its private half once, and with its fingerprint always", async () => {
  const call = makeCaller();
  for (const KeyType of ["rsa", "ed25519"]) {
    const made = await call("ec2.CreateKeyPair", { KeyName: KeyType, KeyType });
    expect(createPrivateKey(made.KeyMaterial).asymmetricKeyType).toBe(KeyType as "rsa");
    const { KeyPairs } = await call("ec2.DescribeKeyPairs", { KeyNames: [KeyType] });
    expect(KeyPairs[0].KeyFingerprint).toBe(made.KeyFingerprint);
    expect(KeyPairs[0]).not.toHaveProperty("KeyMaterial");
  }
});

/** A text before its length, as OpenSSH writes it. */
function frame(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

test("a public key is taken in OpenSSH's form alone", async () => {
  const call = makeCaller();
  const { publicKey } = generateKeyPairSync("ed25519");
  const x = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const body = Buffer.concat([frame(Buffer.from("ssh-ed25519")), frame(x)]).toString("base64");
  const take = (text: string) =>
    call("ec2.ImportKeyPair", { KeyName: "k", PublicKeyMaterial: new Uint8Array(Buffer.from(text)) });
  for (const text of ["", "none", "ssh-ed25519 AAAA", `ssh-rsa ${body}`, `ssh-ed25519 ${body.slice(0, 20)}`])
    expect(await take(text)).toBe("InvalidKey.Format");
  expect((await take(`ssh-ed25519 ${body} me@here`)).KeyFingerprint).toBeString();
});

test("each of several networks gets a log, and what is not attached is not detached", async () => {
  const call = makeCaller();
  const { VpcId, SubnetId } = await makeNetwork(call);
  const log = { ResourceType: "Subnet", TrafficType: "ALL", LogDestination: "arn:aws:s3:::logs" };
  const other = await call("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.2.0/24" });
  const ResourceIds = [SubnetId, other.Subnet.SubnetId];
  const { FlowLogIds } = await call("ec2.CreateFlowLogs", { ...log, LogDestinationType: "s3", ResourceIds });
  expect(new Set(FlowLogIds).size).toBe(2);
  const { FlowLogs } = await call("ec2.DescribeFlowLogs");
  expect(FlowLogs.map((one: { ResourceId: string }) => one.ResourceId)).toEqual(ResourceIds);
  const { InternetGatewayId } = (await call("ec2.CreateInternetGateway")).InternetGateway;
  expect(await call("ec2.DetachInternetGateway", { InternetGatewayId, VpcId })).toBe("Gateway.NotAttached");
  const none = { InternetGatewayId: "igw-0123456789abcdef0", VpcId };
  expect(await call("ec2.DetachInternetGateway", none)).toBe("InvalidInternetGatewayID.NotFound");
});

test("a fleet starts its machines, which one that is wanted at once tells", async () => {
  const call = makeCaller();
  const LaunchTemplateName = "small";
  await call("ec2.CreateLaunchTemplate", {
    LaunchTemplateName,
    LaunchTemplateData: { ImageId: "ami-12345678" },
  });
  const done = await call("ec2.CreateFleet", {
    ...{
      Type: "instant",
      LaunchTemplateConfigs: [{ LaunchTemplateSpecification: { LaunchTemplateName, Version: "1" } }],
    },
    TargetCapacitySpecification: {
      ...{ TotalTargetCapacity: 3, OnDemandTargetCapacity: 1, DefaultTargetCapacityType: "spot" },
    },
  });
  const told = done.Instances.map((one: { Lifecycle: string; InstanceIds: string[] }) => [
    one.Lifecycle,
    one.InstanceIds.length,
  ]);
  expect(told).toEqual([
    ["on-demand", 1],
    ["spot", 2],
  ]);
  const Filters = [{ Name: "instance-lifecycle", Values: ["spot"] }];
  const { Reservations } = await call("ec2.DescribeInstances", { Filters });
  expect(Reservations.flatMap((one: { Instances: object[] }) => one.Instances)).toHaveLength(2);
});
