// What refers to what is not there is refused, and so is the end of what others hold: by AWS's own errors.
import { describe, expect, test } from "bun:test";
import { HOME, makeCaller, makeNetwork, POLICY } from "./support/world.ts";

describe("a call that refers to what is not there", () => {
  test.each([
    [
      "ec2.CreateSubnet",
      { VpcId: "vpc-0123456789abcdef0", CidrBlock: "10.0.0.0/24" },
      "InvalidVpcID.NotFound",
    ],
    ["ec2.CreateNatGateway", { SubnetId: "subnet-0123456789abcdef0" }, "InvalidSubnetID.NotFound"],
    [
      "ec2.CreateRoute",
      { RouteTableId: "rtb-0123456789abcdef0", DestinationCidrBlock: "0.0.0.0/0" },
      "InvalidRouteTableID.NotFound",
    ],
    ["iam.PutRolePolicy", { RoleName: "none", PolicyName: "p", PolicyDocument: POLICY }, "NoSuchEntity"],
    [
      "iam.AttachRolePolicy",
      { RoleName: "none", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      "NoSuchEntity",
    ],
    [
      "lambda.CreateAlias",
      { FunctionName: "none", Name: "a", FunctionVersion: "1" },
      "ResourceNotFoundException",
    ],
    ["logs.CreateLogStream", { logGroupName: "none", logStreamName: "s" }, "ResourceNotFoundException"],
    [
      "s3.PutBucketVersioning",
      { Bucket: "none", VersioningConfiguration: { Status: "Enabled" } },
      "NoSuchBucket",
    ],
    [
      "elbv2.CreateListener",
      {
        LoadBalancerArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/none/0123456789abcdef",
        DefaultActions: [],
      },
      "LoadBalancerNotFound",
    ],
    [
      "lambda.CreateFunction",
      { FunctionName: "f", Role: "arn:aws:iam::111122223333:role/none", Code: {} },
      "InvalidParameterValueException",
    ],
    ["cloudtrail.CreateTrail", { Name: "t", S3BucketName: "none" }, "S3BucketDoesNotExistException"],
    [
      "rds.CreateDBSubnetGroup",
      { DBSubnetGroupName: "g", DBSubnetGroupDescription: "g", SubnetIds: ["subnet-0123456789abcdef0"] },
      "InvalidSubnet",
    ],
  ] as const)("%s", async (name, input, code) => {
    const call = makeCaller();
    expect(await call(name, input as never)).toBe(code);
  });

  test("is made where production made it", async () => {
    const call = makeCaller();
    const told = { output: { Subnet: { SubnetId: "subnet-0aaaaaaaaaaaaaaaa" } }, at: 1 };
    await call("ec2.CreateSubnet", { VpcId: "vpc-0123456789abcdef0", CidrBlock: "10.0.0.0/24" }, { told });
    const { Subnets } = await call("ec2.DescribeSubnets", { SubnetIds: ["subnet-0aaaaaaaaaaaaaaaa"] });
    expect(Subnets).toHaveLength(1);
  });
});

test("nothing that production did is refused, whatever it did it to", async () => {
  const call = makeCaller();
  const told = { output: {}, at: 1 };
  const arn = "arn:aws:networkmanager::111122223333:global-network/global-network-0aaaaaaaaaaaaaaaa";
  const tags = { ResourceArn: arn, Tags: [{ Key: "a", Value: "b" }] };
  expect(await call("networkmanager.TagResource", tags as never)).toBe("ResourceNotFoundException");
  expect(await call("networkmanager.TagResource", tags as never, { told })).toEqual({});
  expect(await call("iam.DeleteRole", { RoleName: "none" }, { told })).toEqual({});
  expect(
    await call("iam.PutRolePolicy", { RoleName: "none", PolicyName: "p", PolicyDocument: POLICY }, { told }),
  ).toEqual({});
});

describe("what others hold", () => {
  test("is deleted once they are gone, and takes along what came with it", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId, GroupId } = await makeNetwork(call);
    expect(await call("ec2.DeleteVpc", { VpcId })).toBe("DependencyViolation");
    await call("ec2.DeleteSubnet", { SubnetId });
    await call("ec2.DeleteSecurityGroup", { GroupId });
    expect(await call("ec2.DeleteVpc", { VpcId })).toEqual({});
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    expect((await call("ec2.DescribeSecurityGroups", { Filters })).SecurityGroups).toEqual([]);
    expect((await call("ec2.DescribeRouteTables", { Filters })).RouteTables).toEqual([]);
  });

  test("is told by the error of the operation", async () => {
    const call = makeCaller();
    const RoleName = "app";
    await call("iam.CreateRole", { RoleName, AssumeRolePolicyDocument: "{}" });
    await call("iam.PutRolePolicy", { RoleName, PolicyName: "inline", PolicyDocument: POLICY });
    expect(await call("iam.DeleteRole", { RoleName })).toBe("DeleteConflict");
    await call("iam.DeleteRolePolicy", { RoleName, PolicyName: "inline" });
    expect(await call("iam.DeleteRole", { RoleName })).toEqual({});
    await call("s3.CreateBucket", {
      Bucket: "bucket",
      CreateBucketConfiguration: { LocationConstraint: HOME.region },
    });
    await call("s3.PutObject", { Bucket: "bucket", Key: "k" });
    expect(await call("s3.DeleteBucket", { Bucket: "bucket" })).toBe("BucketNotEmpty");
    await call("s3.DeleteObject", { Bucket: "bucket", Key: "k" });
    expect(await call("s3.DeleteBucket", { Bucket: "bucket" })).toEqual({});
  });

  test("is gone where production deleted it", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    await call("ec2.DeleteVpc", { VpcId }, { told: { output: {}, at: 1 } });
    expect(await call("ec2.DescribeVpcs", { VpcIds: [VpcId] })).toBe("InvalidVpcID.NotFound");
  });
});

test("what is not there is the client's fault, though the operation's own errors tell only of another service's keys", async () => {
  const DurableExecutionArn =
    "arn:aws:lambda:eu-west-1:111122223333:function:f:$LATEST/durable-execution/a/b";
  const asked = { DurableExecutionArn, CheckpointToken: "dG9rZW4=" };
  expect(await makeCaller()("lambda.CheckpointDurableExecution", asked)).toBe("ResourceNotFoundException");
});

test("what another service has is taken, under its ARN or its id; what is another account's is not known", async () => {
  const call = makeCaller();
  await call("iam.CreateRole", { RoleName: "worker", AssumeRolePolicyDocument: "{}" });
  const make = (FunctionName: string, account: string) =>
    call("lambda.CreateFunction", {
      FunctionName,
      Role: `arn:aws:iam::${account}:role/worker`,
      Code: {},
    });
  expect((await make("f", "111122223333")).FunctionName).toBe("f");
  expect((await make("g", "444455556666")).FunctionName).toBe("g");
  const { SubnetId } = await makeNetwork(call);
  const group = { DBSubnetGroupName: "g", DBSubnetGroupDescription: "g", SubnetIds: [SubnetId] };
  expect((await call("rds.CreateDBSubnetGroup", group)).DBSubnetGroup.DBSubnetGroupName).toBe("g");
});
