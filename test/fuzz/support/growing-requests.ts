/** Calls whose input repeats something as often as it is told to. */
import type { Given } from "../../instance/engines/support/client.ts";

/** Where a text goes. */
interface Place {
  readonly name: string;
  readonly make: (
    text: string,
  ) => readonly [service: string, operation: string, input: Readonly<Record<string, Given>>];
}

const KEY = { pk: { S: "a" }, sk: { N: "1" } };
const VALUES = { ":a": { S: "a" }, ":b": { N: "1" }, ":c": { N: "2" } };
const JOBS = "arn:aws:sqs:us-east-1:111111111111:jobs";
const STATEMENT = (action: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":${action},"Resource":"*"}]}`;

const PLACES: Readonly<Record<string, Place["make"]>> = {
  filter: (text) => [
    "dynamodb",
    "Scan",
    { TableName: "orders", FilterExpression: text, ExpressionAttributeValues: VALUES },
  ],
  update: (text) => [
    "dynamodb",
    "UpdateItem",
    { TableName: "orders", Key: KEY, UpdateExpression: text, ExpressionAttributeValues: VALUES },
  ],
  projection: (text) => ["dynamodb", "Scan", { TableName: "orders", ProjectionExpression: text }],
  partiql: (text) => ["dynamodb", "ExecuteStatement", { Statement: text }],
  item: (text) => ["dynamodb", "PutItem", { TableName: "orders", Item: { ...KEY, n: { N: text } } }],
  pattern: (text) => [
    "events",
    "TestEventPattern",
    { EventPattern: text, Event: '{"source":"aaaaaaaaaaaaaaaaaaaaaaaa"}' },
  ],
  event: (text) => [
    "events",
    "TestEventPattern",
    { EventPattern: '{"source":[{"wildcard":"*a*a*a*a*b"}]}', Event: text },
  ],
  rule: (text) => ["events", "PutRule", { Name: "rule", EventPattern: text }],
  schedule: (text) => ["events", "PutRule", { Name: "rule", ScheduleExpression: text }],
  subscription: (text) => [
    "sns",
    "Subscribe",
    {
      TopicArn: "arn:aws:sns:us-east-1:111111111111:news",
      Protocol: "sqs",
      Endpoint: JOBS,
      Attributes: { FilterPolicy: text },
    },
  ],
  policy: (text) => ["iam", "CreatePolicy", { PolicyName: "p", PolicyDocument: text }],
  bucketPolicy: (text) => ["s3", "PutBucketPolicy", { Bucket: "files", Policy: text }],
  logs: (text) => [
    "logs",
    "TestMetricFilter",
    { filterPattern: text, logEventMessages: [`{"a":"${"a".repeat(200)}"}`] },
  ],
  messages: (text) => [
    "logs",
    "TestMetricFilter",
    { filterPattern: "[a, b, ..., c = *x*y*z]", logEventMessages: [text] },
  ],
  insights: (text) => [
    "logs",
    "StartQuery",
    { logGroupName: "app", startTime: 0, endTime: 2_000_000_000, queryString: text },
  ],
  key: (text) => ["s3", "PutObject", { Bucket: "files", Key: text, Body: "x" }],
  tags: (text) => ["s3", "PutObject", { Bucket: "files", Key: "k", Tagging: text }],
  name: (text) => ["iam", "GetUser", { UserName: text }],
  message: (text) => [
    "sqs",
    "SendMessage",
    { QueueUrl: "http://localhost:4566/111111111111/jobs", MessageBody: text },
  ],
  select: (text) => [
    "s3",
    "SelectObjectContent",
    {
      Bucket: "files",
      Key: "a/b.csv",
      ExpressionType: "SQL",
      Expression: text,
      InputSerialization: { CSV: { FileHeaderInfo: "USE" } },
      OutputSerialization: { JSON: {} },
    },
  ],
  template: (text) => ["cloudformation", "ValidateTemplate", { TemplateBody: text }],
};

const REPEATED: readonly (readonly [place: string, make: (times: number) => string])[] = [
  ["filter", (times) => "(".repeat(times)],
  ["filter", (times) => `${"(".repeat(times)}pk = :a${")".repeat(times)}`],
  ["filter", (times) => "NOT ".repeat(times)],
  ["filter", (times) => Array.from({ length: times }, () => "pk = :a").join(" AND ")],
  ["filter", (times) => `pk IN (${":a, ".repeat(times)}:a)`],
  ["filter", (times) => `l${"[0]".repeat(times)} = :a`],
  ["filter", (times) => " ".repeat(times)],
  ["update", (times) => `SET ${Array.from({ length: times }, (_, at) => `a${at} = :a`).join(", ")}`],
  ["update", (times) => `SET a = ${":b + ".repeat(times)}:b`],
  ["update", (times) => `SET a = ${"if_not_exists(a, ".repeat(times)}:a${")".repeat(times)}`],
  ["update", (times) => `REMOVE ${Array.from({ length: times }, (_, at) => `l[${at}]`).join(", ")}`],
  ["projection", (times) => Array.from({ length: times }, (_, at) => `a${at}`).join(", ")],
  ["projection", (times) => `a${".b".repeat(times)}`],
  ["partiql", (times) => `SELECT * FROM "orders" WHERE ${"(".repeat(times)}pk = 'a'${")".repeat(times)}`],
  ["partiql", (times) => `SELECT * FROM "orders" WHERE ${"pk = 'a' OR ".repeat(times)}pk = 'a'`],
  [
    "partiql",
    (times) =>
      `INSERT INTO "orders" VALUE {'pk': 'a', 'sk': 1, 'l': ${"[".repeat(times)}${"]".repeat(times)}}`,
  ],
  ["partiql", (times) => `SELECT * FROM "orders" WHERE pk = '${"''".repeat(times)}`],
  ["item", (times) => "1".repeat(times)],
  ["item", (times) => `0.${"0".repeat(times)}1`],
  ["pattern", (times) => `{"source":[{"wildcard":"${"*a".repeat(times)}*b"}]}`],
  ["pattern", (times) => `{"source":[${'"a",'.repeat(times)}"a"]}`],
  ["pattern", (times) => `${'{"a":'.repeat(times)}["b"]${"}".repeat(times)}`],
  ["pattern", (times) => `{"$or":[${'{"source":["a"]},'.repeat(times)}{"source":["b"]}]}`],
  ["event", (times) => `{"source":"${"a".repeat(times)}"}`],
  ["event", (times) => `${'{"a":'.repeat(times)}1${"}".repeat(times)}`],
  ["event", (times) => `{"source":[${'"aab",'.repeat(times)}"a"]}`],
  ["rule", (times) => `{"source":[{"anything-but":[${'"a",'.repeat(times)}"a"]}]}`],
  ["schedule", (times) => `cron(${"0,".repeat(times)}0 * * * ? *)`],
  ["schedule", (times) => `rate(${"9".repeat(times)} minutes)`],
  ["subscription", (times) => `{"a":[${'"a",'.repeat(times)}"a"]}`],
  ["subscription", (times) => `${'{"a":'.repeat(times)}["b"]${"}".repeat(times)}`],
  ["policy", (times) => STATEMENT(`[${'"s3:GetObject",'.repeat(times)}"s3:*"]`)],
  ["policy", (times) => STATEMENT(`"s3:${"*a".repeat(times)}"`)],
  ["policy", (times) => `{"Statement":${"[".repeat(times)}${"]".repeat(times)}}`],
  [
    "policy",
    (times) =>
      `{"Version":"2012-10-17","Statement":[${Array.from({ length: times / 8 }, () => '{"Effect":"Allow","Action":"*","Resource":"*"}').join(",")}]}`,
  ],
  ["bucketPolicy", (times) => STATEMENT(`[${'"s3:GetObject",'.repeat(times)}"s3:*"]`)],
  ["logs", (times) => `{ ${"(".repeat(times)}$.a = 1${")".repeat(times)} }`],
  ["logs", (times) => `{ ${"$.a = 1 || ".repeat(times)}$.a = 2 }`],
  ["logs", (times) => `{ $.a = "${"*a".repeat(times)}*b" }`],
  ["logs", (times) => `{ $${".a".repeat(times)} = 1 }`],
  ["logs", (times) => `[${"a, ".repeat(times)}b]`],
  ["logs", (times) => "?a ".repeat(times)],
  ["messages", (times) => "a ".repeat(times)],
  ["messages", (times) => `"${"a".repeat(times)}`],
  ["messages", (times) => `[${"a".repeat(times)}`],
  ["insights", (times) => `fields ${"@message, ".repeat(times)}@message`],
  ["insights", (times) => `filter ${"(".repeat(times)}a = 1${")".repeat(times)}`],
  ["insights", (times) => "| limit 1 ".repeat(times)],
  ["insights", (times) => `parse @message "${"* ".repeat(times)}" as a`],
  ["key", (times) => "a".repeat(times)],
  ["key", (times) => "/".repeat(times)],
  ["key", (times) => "a/".repeat(times)],
  ["tags", (times) => "a=b&".repeat(times)],
  ["name", (times) => "a".repeat(times)],
  ["message", (times) => "a".repeat(times)],
  ["message", (times) => "\u0001".repeat(times)],
  ["select", (times) => `SELECT * FROM S3Object s WHERE ${"(".repeat(times)}1 = 1${")".repeat(times)}`],
  ["template", (times) => `{"Resources":${'{"a":'.repeat(times)}1${"}".repeat(times)}}`],
  [
    "template",
    (times) =>
      `Resources:\n${Array.from({ length: times }, (_, at) => `  A${at}:\n    Type: AWS::SQS::Queue\n`).join("")}`,
  ],
];

/** A call that grows. */
export interface GrowingCall {
  readonly name: string;
  readonly make: (times: number) => ReturnType<Place["make"]>;
}

/** By what they repeat. */
export const GROWING_REQUESTS: readonly GrowingCall[] = REPEATED.flatMap(([name, repeat]) => {
  const place = PLACES[name];
  return place
    ? [{ name: `${name}: ${repeat(2).slice(0, 60)}`, make: (times: number) => place(repeat(times)) }]
    : [];
});
