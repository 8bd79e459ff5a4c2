// What a read says to be another account's is not this log's to make.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

const OTHER = "999911112222";

test.each<[string, string, object]>([
  ["sqs", "GetQueueUrl", { queueName: "jobs", queueOwnerAWSAccountId: OTHER }],
  ["s3", "ListObjects", { bucketName: "files", "x-amz-expected-bucket-owner": OTHER }],
  ["glue", "GetTable", { catalogId: OTHER, databaseName: "raw", name: "orders" }],
  ["ecr", "BatchGetImage", { registryId: OTHER, repositoryName: "base" }],
])("%s %s of an owner that a member names", async (source, eventName, given) => {
  expect((await tell([makeRead(source, eventName, given)])).made).toEqual([]);
});

test.each<[string, string, object]>([
  ["sqs", "GetQueueUrl", { queueName: "jobs", queueOwnerAWSAccountId: "111122223333" }],
  ["ecr", "BatchGetImage", { registryId: "111122223333", repositoryName: "base" }],
  ["organizations", "DescribeAccount", { accountId: OTHER }],
])("%s %s of the account's own, or of an account itself", async (source, eventName, given) => {
  expect((await tell([makeRead(source, eventName, given)])).made).not.toEqual([]);
});

test("what the record says to be another account's, with what stands in it; not the role that read it", async () => {
  const role = "arn:aws:iam::111122223333:role/reader";
  const read = (accountId: string) =>
    makeRead(
      "s3",
      "GetObject",
      { bucketName: "feed", key: "prices.csv" },
      {
        userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", arn: role } } },
        resources: [
          { type: "AWS::S3::Object", ARN: "arn:aws:s3:::feed/prices.csv" },
          { accountId, type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::feed" },
        ],
      },
    );
  expect((await tell([read(OTHER)])).made.map(({ type }) => type)).toEqual(["role"]);
  const own = (await tell([read("111122223333")])).made.map(({ type }) => type);
  expect(own.sort()).toEqual(["bucket", "object", "role"]);
});

test("an object that was asked for is there; a part of an upload is not yet", async () => {
  const ask = (eventName: string) => tell([makeRead("s3", eventName, { bucketName: "files", key: "a.txt" })]);
  for (const eventName of ["HeadObject", "GetObjectAcl", "GetObjectLegalHold"])
    expect((await ask(eventName)).made.map(({ type }) => type)).toEqual(["bucket", "object"]);
  expect((await ask("ListParts")).made.map(({ type }) => type)).toEqual(["bucket"]);
});

test("what stands in nothing that is named stands in what every account has", async () => {
  const { made } = await tell([makeRead("scheduler", "GetSchedule", { name: "sweep" })]);
  expect(made.find(({ operation }) => operation === "CreateSchedule")?.input).toMatchObject({
    Name: "sweep",
    GroupName: "default",
  });
  expect(made.map(({ operation }) => operation)).not.toContain("CreateScheduleGroup");
});

test("a version of another account's layer, which is named by its ARN", async () => {
  const layerName = `arn:aws:lambda:us-east-1:${OTHER}:layer:insights`;
  const { made } = await tell([
    makeRead("lambda", "GetLayerVersion20181031", { layerName, versionNumber: 3 }),
  ]);
  expect(made).toEqual([]);
});

test.each<[string, object, number]>([
  ["amazon", { ownersSet: { items: [{ owner: "amazon" }] } }, 0],
  [
    "AWS's and another account's",
    { ownersSet: { items: [{ owner: "aws-marketplace" }, { owner: OTHER }] } },
    0,
  ],
  ["one's own", { ownersSet: { items: [{ owner: "self" }] } }, 1],
  ["one's own and AWS's", { ownersSet: { items: [{ owner: "self" }, { owner: "amazon" }] } }, 1],
  ["nobody's in particular", { ownersSet: {} }, 1],
])("an image that was asked for among %s", async (_, owners, count) => {
  const { made } = await tell([
    makeRead("ec2", "DescribeImages", {
      imagesSet: { items: [{ imageId: "ami-0123456789abcdef0" }] },
      ...owners,
    }),
  ]);
  expect(made).toHaveLength(count);
});
