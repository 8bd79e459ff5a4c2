/** What stands before each case of a request, so that most of what is asked is there; and the values that name it, by the members that ask for it. */
import type { Structure } from "../../../src/aws/values.ts";
import { isObject } from "../../../src/base/values.ts";
import { type Given, TestClient } from "../../instance/engines/support/client.ts";

const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

/** Calls in their order. */
const CALLS: readonly (readonly [
  service: string,
  operation: string,
  input: Readonly<Record<string, Given>>,
])[] = [
  [
    "dynamodb",
    "CreateTable",
    {
      TableName: "orders",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-sk",
          KeySchema: [{ AttributeName: "sk", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
  ],
  [
    "dynamodb",
    "PutItem",
    {
      TableName: "orders",
      Item: {
        pk: { S: "a" },
        sk: { N: "1" },
        l: { L: [{ N: "1" }, { S: "b" }] },
        m: { M: { n: { SS: ["x"] } } },
      },
    },
  ],
  ["s3", "CreateBucket", { Bucket: "files" }],
  ["s3", "PutObject", { Bucket: "files", Key: "a/b.csv", Body: Buffer.from("id,name\n1,ann\n2,bob\n") }],
  ["s3", "CreateMultipartUpload", { Bucket: "files", Key: "large" }],
  ["sqs", "CreateQueue", { QueueName: "jobs" }],
  ["sqs", "SendMessage", { QueueUrl: "http://localhost:4566/111111111111/jobs", MessageBody: "hello" }],
  ["sns", "CreateTopic", { Name: "news" }],
  [
    "sns",
    "Subscribe",
    {
      TopicArn: "arn:aws:sns:us-east-1:111111111111:news",
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:111111111111:jobs",
      Attributes: { FilterPolicy: '{"kind":["a"]}' },
      ReturnSubscriptionArn: true,
    },
  ],
  ["kms", "CreateKey", {}],
  ["secretsmanager", "CreateSecret", { Name: "secret", SecretString: "{}" }],
  ["ssm", "PutParameter", { Name: "/a/b", Value: "x", Type: "String" }],
  ["kinesis", "CreateStream", { StreamName: "clicks", ShardCount: 2 }],
  ["logs", "CreateLogGroup", { logGroupName: "app" }],
  ["logs", "CreateLogStream", { logGroupName: "app", logStreamName: "one" }],
  [
    "logs",
    "PutLogEvents",
    {
      logGroupName: "app",
      logStreamName: "one",
      logEvents: [{ timestamp: Date.UTC(2026, 3, 1), message: '{"a":1}' }],
    },
  ],
  ["events", "PutRule", { Name: "rule", EventPattern: '{"source":["a"]}' }],
  [
    "events",
    "PutTargets",
    { Rule: "rule", Targets: [{ Id: "1", Arn: "arn:aws:sqs:us-east-1:111111111111:jobs" }] },
  ],
  ["iam", "CreateRole", { RoleName: "role", AssumeRolePolicyDocument: POLICY }],
  ["iam", "CreateUser", { UserName: "ann" }],
  ["ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }],
  [
    "lambda",
    "CreateFunction",
    {
      FunctionName: "work",
      Role: "arn:aws:iam::111111111111:role/role",
      Runtime: "nodejs22.x",
      Handler: "a.b",
      Code: { ZipFile: Buffer.from("x") },
    },
  ],
];

/** Texts by the names of the members that had them. */
export type NamedTexts = ReadonlyMap<string, readonly string[]>;

function collect(value: unknown, name: string, found: Map<string, Set<string>>): void {
  if (typeof value === "string") {
    const texts = found.get(name) ?? new Set();
    if (value.length < 300) texts.add(value);
    found.set(name, texts);
  } else if (Array.isArray(value)) for (const item of value) collect(item, name, found);
  else if (isObject(value)) for (const [key, inner] of Object.entries(value)) collect(inner, key, found);
}

/** A client of a world in which there is a thing of every engine; resetting its instance goes back to that. */
export async function makeSeedWorld(): Promise<{ readonly client: TestClient; readonly texts: NamedTexts }> {
  const client = new TestClient();
  const found = new Map<string, Set<string>>();
  for (const [service, operation, input] of CALLS) {
    const { Error: error, ResponseMetadata: _, ...output } = await client.call(service, operation, input);
    if (error) throw new Error(`${service} ${operation}: ${error.Code}: ${error.Message}`);
    collect(input as Structure, "", found);
    collect(output, "", found);
  }
  client.instance.mark();
  return { client, texts: new Map([...found].map(([name, texts]) => [name, [...texts]])) };
}
