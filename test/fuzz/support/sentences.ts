/** Calls whose input holds a text in a language of its own, so that what reads that language is reached. */
import type { Structure } from "../../../src/aws/values.ts";

/** The member that holds the text, where the input has it: `Attributes.Policy`, `Entries[0].Detail`. */
export interface SentenceCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Structure;
  /** The member at the end of the way is the name of a language, or one alike. */
  readonly at: readonly (string | number)[];
  readonly language?: string;
}

const TABLE = { TableName: "orders" };
const KEY = { Key: { pk: { S: "a" }, sk: { N: "1" } } };
const VALUES = {
  ExpressionAttributeNames: { "#p": "pk" },
  ExpressionAttributeValues: { ":a": { S: "a" }, ":b": { N: "1" }, ":c": { N: "2" } },
};
const LOGS = { logGroupName: "app" };
const TIMES = { startTime: 0, endTime: 2_000_000_000 };
const TOPIC = "arn:aws:sns:us-east-1:111111111111:news";
const QUEUE = "http://localhost:4566/111111111111/jobs";
const FILES = { Bucket: "files" };

function call(
  name: string,
  input: Structure,
  at: readonly (string | number)[] | string,
  language?: string,
): SentenceCall {
  const [service = "", operation = ""] = name.split(".");
  return { service, operation, input, at: typeof at === "string" ? [at] : at, ...(language && { language }) };
}

export const SENTENCE_CALLS: readonly SentenceCall[] = [
  call("dynamodb.Query", { ...TABLE, ...VALUES }, "KeyConditionExpression"),
  call("dynamodb.Query", { ...TABLE, ...VALUES, KeyConditionExpression: "pk = :a" }, "FilterExpression"),
  call("dynamodb.Scan", { ...TABLE, ...VALUES }, "FilterExpression"),
  call("dynamodb.Scan", { ...TABLE, ExpressionAttributeNames: { "#p": "pk" } }, "ProjectionExpression"),
  call("dynamodb.GetItem", { ...TABLE, ...KEY }, "ProjectionExpression"),
  call("dynamodb.PutItem", { ...TABLE, ...VALUES, Item: KEY.Key }, "ConditionExpression"),
  call("dynamodb.DeleteItem", { ...TABLE, ...KEY, ...VALUES }, "ConditionExpression"),
  call("dynamodb.UpdateItem", { ...TABLE, ...KEY, ...VALUES }, "UpdateExpression"),
  call(
    "dynamodb.UpdateItem",
    { ...TABLE, ...KEY, ExpressionAttributeValues: { ":a": { L: [] } } },
    "UpdateExpression",
  ),
  call("dynamodb.TransactWriteItems", { TransactItems: [{ Update: { ...TABLE, ...KEY, ...VALUES } }] }, [
    "TransactItems",
    0,
    "Update",
    "UpdateExpression",
  ]),
  call("dynamodb.ExecuteStatement", {}, "Statement"),
  call("dynamodb.ExecuteStatement", { Parameters: [{ S: "a" }, { N: "1" }] }, "Statement"),
  call("dynamodb.BatchExecuteStatement", { Statements: [{}] }, ["Statements", 0, "Statement"]),
  call(
    "sns.SetSubscriptionAttributes",
    { SubscriptionArn: `${TOPIC}:x`, AttributeName: "FilterPolicy" },
    "AttributeValue",
    "FilterPolicy",
  ),
  call(
    "sns.Subscribe",
    { TopicArn: TOPIC, Protocol: "sqs", Endpoint: "arn:aws:sqs:us-east-1:111111111111:jobs", Attributes: {} },
    ["Attributes", "FilterPolicy"],
  ),
  call("sns.SetTopicAttributes", { TopicArn: TOPIC, AttributeName: "Policy" }, "AttributeValue", "Policy"),
  call("sns.Publish", { TopicArn: TOPIC, MessageStructure: "json" }, "Message", "Event"),
  call("sqs.SetQueueAttributes", { QueueUrl: QUEUE, Attributes: {} }, ["Attributes", "Policy"]),
  call("sqs.SetQueueAttributes", { QueueUrl: QUEUE, Attributes: {} }, ["Attributes", "RedrivePolicy"]),
  call("events.PutRule", { Name: "rule" }, "EventPattern"),
  call("events.PutRule", { Name: "rule" }, "ScheduleExpression"),
  call("events.TestEventPattern", { Event: '{"source":"a","detail":{"a":"abcd"}}' }, "EventPattern"),
  call("events.TestEventPattern", { EventPattern: '{"source":["a"]}' }, "Event"),
  call(
    "events.PutEvents",
    { Entries: [{ Source: "a", DetailType: "t" }] },
    ["Entries", 0, "Detail"],
    "Event",
  ),
  call(
    "events.PutTargets",
    {
      Rule: "rule",
      Targets: [
        {
          Id: "1",
          Arn: "arn:aws:sqs:us-east-1:111111111111:jobs",
          InputTransformer: { InputPathsMap: { b: "$.a" } },
        },
      ],
    },
    ["Targets", 0, "InputTransformer", "InputTemplate"],
  ),
  call(
    "events.PutTargets",
    { Rule: "rule", Targets: [{ Id: "1", Arn: "arn:aws:sqs:us-east-1:111111111111:jobs" }] },
    ["Targets", 0, "InputPath"],
  ),
  call("logs.FilterLogEvents", LOGS, "filterPattern"),
  call(
    "logs.TestMetricFilter",
    { logEventMessages: ['{"a":1,"b":{"c":["x"]}}', "1.2.3.4 ann 404 12"] },
    "filterPattern",
  ),
  call(
    "logs.PutSubscriptionFilter",
    { ...LOGS, filterName: "f", destinationArn: "arn:aws:kinesis:us-east-1:111111111111:stream/clicks" },
    "filterPattern",
  ),
  call("logs.StartQuery", { ...LOGS, ...TIMES }, "queryString"),
  call("logs.PutQueryDefinition", { name: "q" }, "queryString"),
  call("logs.PutResourcePolicy", { policyName: "p" }, "policyDocument"),
  call("iam.CreatePolicy", { PolicyName: "p" }, "PolicyDocument"),
  call("iam.PutRolePolicy", { RoleName: "role", PolicyName: "p" }, "PolicyDocument"),
  call("iam.UpdateAssumeRolePolicy", { RoleName: "role" }, "PolicyDocument"),
  call("iam.CreateRole", { RoleName: "other" }, "AssumeRolePolicyDocument"),
  call("kms.CreateKey", {}, "Policy"),
  call("secretsmanager.PutResourcePolicy", { SecretId: "secret" }, "ResourcePolicy"),
  call("s3.PutBucketPolicy", FILES, "Policy"),
  call("s3.PutObject", { ...FILES, Key: "k" }, "Tagging"),
  call("s3.CopyObject", { ...FILES, Key: "k" }, "CopySource"),
  call("s3.GetObject", { ...FILES, Key: "a/b.csv" }, "Range"),
  call(
    "s3.SelectObjectContent",
    {
      ...FILES,
      Key: "a/b.csv",
      ExpressionType: "SQL",
      InputSerialization: { CSV: { FileHeaderInfo: "USE" } },
      OutputSerialization: { JSON: {} },
    },
    "Expression",
  ),
  call(
    "lambda.AddPermission",
    { FunctionName: "work", StatementId: "s", Action: "a" },
    "Principal",
    "Policy",
  ),
  call("cloudformation.CreateStack", { StackName: "s" }, "TemplateBody"),
  call("cloudformation.ValidateTemplate", {}, "TemplateBody"),
  call(
    "stepfunctions.CreateStateMachine",
    { name: "m", roleArn: "arn:aws:iam::111111111111:role/role" },
    "definition",
  ),
];
