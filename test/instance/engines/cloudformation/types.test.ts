// Templates as they are written after AWS's documentation: every resource of them is made, and nothing of it is left in the end.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeStacks } from "./support.ts";

function readTemplateFile(name: string): string {
  return readFileSync(join(import.meta.dir, "templates", name), "utf8");
}

/** Types whose things AWS keeps for a while, too: a key waits to be deleted, what ran is told. */
const KEPT = 60_000;

for (const name of ["network.yaml", "serverless.yaml"])
  test(
    `every resource of ${name}`,
    async () => {
      const { create, describe, failures, cloudformation } = makeStacks();
      await create("shop", readTemplateFile(name));
      expect(await failures("shop")).toEqual([]);
      const { StackStatus, StackId } = await describe("shop");
      expect(StackStatus).toBe("CREATE_COMPLETE");
      await cloudformation("DeleteStack", { StackName: "shop" });
      expect(await failures(StackId)).toEqual([]);
      expect((await describe(StackId)).StackStatus).toBe("DELETE_COMPLETE");
      expect(await cloudformation("DescribeStacks", { StackName: "shop" })).toBe("ValidationError");
    },
    KEPT,
  );

test("what stands is as the template says", async () => {
  const { create, call, outputs, physicalId } = makeStacks();
  await create("shop", readTemplateFile("network.yaml"));
  const { VpcId = "" } = await outputs("shop");
  const dns = await call("ec2.DescribeVpcAttribute", { VpcId, Attribute: "enableDnsHostnames" });
  expect(dns.EnableDnsHostnames).toEqual({ Value: true });
  const group = await physicalId("shop", "Group");
  const { SecurityGroups: groups } = await call("ec2.DescribeSecurityGroups", { GroupIds: [group] });
  expect(groups[0].IpPermissions.map((one: { FromPort: number }) => one.FromPort).sort()).toEqual([
    1, 443, 80,
  ]);
  // What the template says goes out takes the place of what AWS lets out.
  expect(groups[0].IpPermissionsEgress).toMatchObject([
    { IpProtocol: "-1", IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
  ]);
  const { RouteTables: tables } = await call("ec2.DescribeRouteTables", {
    RouteTableIds: [await physicalId("shop", "Routes")],
  });
  expect(tables[0].Associations).toMatchObject([{ SubnetId: await physicalId("shop", "SubnetA") }]);
  const secret = await call("secretsmanager.GetSecretValue", {
    SecretId: await physicalId("shop", "DbSecret"),
  });
  expect(Object.keys(JSON.parse(secret.SecretString))).toEqual(["username", "password"]);
});

test("settings of buckets, roles and tables", async () => {
  const { create, call, physicalId } = makeStacks();
  await create("shop", readTemplateFile("serverless.yaml"));
  const Bucket = await physicalId("shop", "Bucket");
  expect(Bucket).toMatch(/^shop-bucket-[0-9a-z]{12}$/);
  expect(await call("s3.GetBucketVersioning", { Bucket })).toEqual({ Status: "Enabled" });
  expect(
    (await call("s3.GetBucketEncryption", { Bucket })).ServerSideEncryptionConfiguration.Rules,
  ).toMatchObject([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" }, BucketKeyEnabled: true },
  ]);
  expect((await call("s3.GetBucketLifecycleConfiguration", { Bucket })).Rules).toMatchObject([
    { ID: "x", Expiration: { Days: 3 } },
  ]);
  expect((await call("s3.GetBucketTagging", { Bucket })).TagSet).toEqual([{ Key: "a", Value: "b" }]);
  expect((await call("s3.GetBucketNotificationConfiguration", { Bucket })).QueueConfigurations).toMatchObject(
    [{ Events: ["s3:ObjectCreated:*"] }],
  );
  expect(JSON.parse((await call("s3.GetBucketPolicy", { Bucket })).Policy).Statement).toHaveLength(1);
  const RoleName = await physicalId("shop", "Role");
  expect((await call("iam.ListRolePolicies", { RoleName })).PolicyNames.sort()).toEqual([
    "inline",
    "written",
  ]);
  expect((await call("iam.ListAttachedRolePolicies", { RoleName })).AttachedPolicies).toHaveLength(2);
  const TableName = await physicalId("shop", "Table");
  const { Table } = await call("dynamodb.DescribeTable", { TableName });
  expect(Table).toMatchObject({
    StreamSpecification: { StreamEnabled: true },
    SSEDescription: { Status: "ENABLED" },
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  });
  expect((await call("dynamodb.DescribeTimeToLive", { TableName })).TimeToLiveDescription).toMatchObject({
    AttributeName: "ttl",
    TimeToLiveStatus: "ENABLED",
  });
  const policy = await call("sqs.GetQueueAttributes", {
    QueueUrl: await physicalId("shop", "Queue"),
    AttributeNames: ["Policy", "RedrivePolicy"],
  });
  expect(JSON.parse(policy.Attributes.Policy).Statement[0].Action).toBe("sqs:SendMessage");
  const { Configuration } = await call("lambda.GetFunction", {
    FunctionName: await physicalId("shop", "Fn"),
  });
  expect(Configuration).toMatchObject({ Handler: "index.handler", Timeout: 10, Runtime: "nodejs20.x" });
});

test("a property that needs another one is set after it, whatever the order of the template", async () => {
  const { create, describe, failures, call } = makeStacks();
  const versioned = {
    Type: "AWS::S3::Bucket",
    Properties: { BucketName: "to-orchard", VersioningConfiguration: { Status: "Enabled" } },
  };
  const rule = {
    Id: "r",
    Status: "Enabled",
    Prefix: "",
    Destination: { Bucket: "arn:aws:s3:::to-orchard" },
  };
  const from = {
    Type: "AWS::S3::Bucket",
    DependsOn: "To",
    Properties: {
      BucketName: "from-orchard",
      ReplicationConfiguration: { Role: "arn:aws:iam::111122223333:role/r", Rules: [rule] },
      VersioningConfiguration: { Status: "Enabled" },
    },
  };
  await create("a", { Resources: { To: versioned, From: from } });
  expect(await failures("a")).toEqual([]);
  expect((await describe("a")).StackStatus).toBe("CREATE_COMPLETE");
  const told = await call("s3.GetBucketReplication", { Bucket: "from-orchard" });
  expect(told.ReplicationConfiguration.Rules).toHaveLength(1);
  // What nothing helps is refused as it is.
  const bad = {
    ...from,
    Properties: {
      ...from.Properties,
      BucketName: "bad-orchard",
      VersioningConfiguration: { Status: "Suspended" },
    },
  };
  await create("b", { Resources: { From: { ...bad, DependsOn: undefined } } });
  expect(await failures("b")).toEqual([expect.stringContaining("Versioning must be 'Enabled'")]);
});
