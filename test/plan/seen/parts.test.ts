// What reads say of parts that have no name of their own: a read of one that is not there fails.
import { expect, test } from "bun:test";
import { makeCall, makeRead, tell } from "./tell.ts";

async function listMade(...records: Parameters<typeof tell>[0]): Promise<readonly string[]> {
  return (await tell(records)).made.map(({ operation }) => operation);
}

const bucket = (operation: string, changes = {}) =>
  makeRead("s3", operation, { bucketName: "files" }, changes);

test("settings of a bucket, each once and after the bucket", async () => {
  const made = await listMade(
    bucket("GetBucketPolicy"),
    bucket("GetBucketCors"),
    bucket("GetBucketPolicy"),
    bucket("GetBucketLifecycle"),
    bucket("GetBucketTagging"),
    bucket("GetBucketWebsite", { errorCode: "NoSuchWebsiteConfiguration" }),
  );
  expect(made).toEqual([
    "CreateBucket",
    "PutBucketPolicy",
    "PutBucketCors",
    "PutBucketLifecycleConfiguration",
    "PutBucketTagging",
  ]);
});

test("the evidence says that its read fails without it", async () => {
  const { steps } = await tell([bucket("GetBucketPolicy")]);
  expect(steps.map(({ creation }) => creation?.evidence)).toEqual([
    "GetBucketPolicy names it; nothing but its name",
    "GetBucketPolicy fails without it; what it holds is not in the log",
  ]);
});

test("what every bucket has, or a read answers without it, is not made", async () => {
  const made = await listMade(
    bucket("GetBucketVersioning"),
    bucket("GetBucketAcl"),
    bucket("GetBucketLogging"),
    bucket("GetBucketNotification"),
    makeRead("lambda", "GetFunctionConcurrency", { functionName: "f" }),
    makeRead("emr", "GetManagedScalingPolicy", { clusterId: "j-1ABCDEFGHIJKL" }),
  );
  expect(made).not.toContain("PutFunctionConcurrency");
  expect(made).not.toContain("PutManagedScalingPolicy");
  expect(made.filter((operation) => operation.startsWith("Put"))).toEqual([]);
});

test.each([
  ["lambda", "GetFunctionUrlConfig", { functionName: "f" }, "CreateFunctionUrlConfig"],
  ["lambda", "GetFunctionEventInvokeConfig", { functionName: "f" }, "PutFunctionEventInvokeConfig"],
  ["lambda", "GetPolicy20150331v2", { functionName: "f" }, "AddPermission"],
  ["ecr", "GetRepositoryPolicy", { repositoryName: "r" }, "SetRepositoryPolicy"],
  ["ecr", "GetLifecyclePolicy", { repositoryName: "r" }, "PutLifecyclePolicy"],
  [
    "elasticfilesystem",
    "DescribeFileSystemPolicy",
    { fileSystemId: "fs-0123456789abcdef0" },
    "PutFileSystemPolicy",
  ],
  [
    "dynamodb",
    "GetResourcePolicy",
    { resourceArn: "arn:aws:dynamodb:us-east-1:111122223333:table/t" },
    "PutResourcePolicy",
  ],
])("of %s, %s", async (source, operation, parameters, makes) => {
  const made = await listMade(
    makeRead(source, operation, parameters),
    makeRead(source, operation, parameters),
  );
  expect(made.filter((one) => one === makes)).toEqual([makes]);
});

test("of the account, which no call names", async () => {
  const made = await listMade(
    makeRead("iam", "GetAccountPasswordPolicy", {}),
    makeRead("ecr", "GetRegistryPolicy", {}),
    makeRead("ecr", "GetRegistryPolicy", {}),
    makeRead("s3", "GetAccountPublicAccessBlock", { publicAccessBlock: "" }),
    makeRead("securityhub", "DescribeHub", {}),
  );
  expect(made).toEqual([
    "UpdateAccountPasswordPolicy",
    "PutRegistryPolicy",
    "PutPublicAccessBlock",
    "EnableSecurityHub",
  ]);
});

test("things that no recipe makes, by the call that its read tells of", async () => {
  const made = await listMade(
    makeRead("directconnect", "DescribeConnections", { connectionId: "dxcon-abc12345" }),
    makeRead("lakeformation", "DescribeResource", { resourceArn: "arn:aws:s3:::lake" }),
  );
  expect(made).toContain("CreateConnection");
  expect(await listMade(makeRead("swf", "DescribeDomain", { name: "flows" }))).toEqual(["RegisterDomain"]);
  const other = { typeName: "AWS::S3::Bucket", identifier: "files" };
  expect(await listMade(makeRead("cloudcontrolapi", "GetResource", other))).toEqual(["CreateBucket"]);
  expect(made).toContain("RegisterResource");
});

test("not of what the log makes, puts on or takes off itself", async () => {
  const policy = { bucketName: "files", bucketPolicy: { Version: "2012-10-17", Statement: [] } };
  const made = await listMade(
    makeCall("s3", "CreateBucket", { bucketName: "files" }),
    bucket("GetBucketPolicy"),
    makeRead("s3", "GetBucketPolicy", { bucketName: "older" }),
    makeCall("s3", "PutBucketPolicy", { ...policy, bucketName: "put" }),
    makeRead("s3", "GetBucketPolicy", { bucketName: "put" }),
  );
  expect(made).toEqual(["CreateBucket", "PutBucketPolicy", "CreateBucket"]);
});

test.each([
  [
    "s3",
    "PutBucketTagging",
    { bucketName: "put", Tagging: { TagSet: { Tag: { Key: "a", Value: "b" } } } },
    "GetBucketTagging",
    { bucketName: "put" },
  ],
  [
    "s3",
    "PutBucketPolicy",
    { bucketName: "put", bucketPolicy: { Version: "2012-10-17" } },
    "GetBucketPolicyStatus",
    { bucketName: "put" },
  ],
  [
    "lambda",
    "AddPermission20150331v2",
    { functionName: "f", statementId: "s", action: "lambda:InvokeFunction", principal: "*" },
    "GetPolicy20150331v2",
    { functionName: "f" },
  ],
])("%s.%s of a thing that is older stays as it is", async (source, operation, parameters, reads, read) => {
  const { steps } = await tell([makeCall(source, operation, parameters), makeRead(source, reads, read)]);
  const names = steps.map((step) => step.operation.name);
  expect(names.filter((name) => name === operation.replace(/\d+v\d+$/, ""))).toHaveLength(1);
  expect(names.at(-1)).toBe(operation.replace(/\d+v\d+$/, ""));
});

test("what the log takes off later was on", async () => {
  const { steps } = await tell([
    bucket("GetBucketCors"),
    makeCall("s3", "DeleteBucketCors", { bucketName: "files" }),
  ]);
  expect(steps.map(({ operation }) => operation.name)).toEqual([
    "CreateBucket",
    "PutBucketCors",
    "DeleteBucketCors",
  ]);
});

test("not of another account's things", async () => {
  const theirs = "arn:aws:dynamodb:us-east-1:444455556666:table/t";
  const made = await listMade(
    makeRead("dynamodb", "GetResourcePolicy", { resourceArn: theirs }),
    bucket("GetBucketPolicy", {
      resources: [{ accountId: "444455556666", type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::files" }],
    }),
  );
  expect(made).toEqual([]);
});

test("not in what the log makes and no recipe does, but in what the account has", async () => {
  const store = "d-0123456789";
  const group = (identityStoreId: string) =>
    makeRead("identitystore", "DescribeGroup", {
      identityStoreId,
      groupId: "11111111-2222-4333-8444-555555555555",
    });
  expect(await listMade(group(store))).toContain("CreateGroup");
});

test("partitions of a table, by their values", async () => {
  const table = { databaseName: "lake", tableName: "sales" };
  const { made } = await tell([
    makeRead("glue", "GetPartition", { ...table, partitionValues: ["2026", "08"] }),
    makeRead("glue", "BatchGetPartition", {
      ...table,
      partitionsToGet: [{ values: ["2026", "06"] }, { values: ["2026", "07"] }],
    }),
    makeRead("glue", "GetPartitions", { ...table, expression: "year = '2026'" }),
  ]);
  expect(made.map(({ operation }) => operation)).toEqual([
    "CreateDatabase",
    "CreateTable",
    "CreatePartition",
    "BatchCreatePartition",
  ]);
  expect(made.slice(2).map(({ input }) => input)).toMatchObject([
    { DatabaseName: "lake", TableName: "sales", PartitionInput: { Values: ["2026", "08"] } },
    {
      DatabaseName: "lake",
      TableName: "sales",
      PartitionInputList: [{ Values: ["2026", "06"] }, { Values: ["2026", "07"] }],
    },
  ]);
});

test("a log stream in a group that is told by its ARN or by its name", async () => {
  const group = "arn:aws:logs:us-east-1:111122223333:log-group:/shop/web";
  for (const logGroupIdentifier of [group, `${group}:*`, "/shop/web"]) {
    const { made } = await tell([
      makeRead("logs", "GetLogEvents", { logGroupIdentifier, logStreamName: "w/1" }),
    ]);
    expect(made.map(({ operation, input }) => [operation, input["logGroupName"]])).toEqual([
      ["CreateLogGroup", "/shop/web"],
      ["CreateLogStream", "/shop/web"],
    ]);
  }
  const { made } = await tell([
    makeRead("logs", "DescribeIndexPolicies", { logGroupIdentifiers: ["/shop/api", "/shop/jobs"] }),
  ]);
  expect(made.map(({ input }) => input["logGroupName"])).toEqual(["/shop/api", "/shop/jobs"]);
});
