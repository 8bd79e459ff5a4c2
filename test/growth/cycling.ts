/** Makes one of each of many kinds of things, uses it and deletes it, in an instance whose time goes on by a day each time. */
import { drawDigits, Instance } from "../../src/instance/instance.ts";
import type { DataFolder } from "../../src/instance/state/data-folder.ts";

const ACCOUNT = "111122223333";
/** Longer than anything is kept that has ended. */
const STEP_MS = 25 * 3_600_000;

let time = Date.UTC(2026, 3, 1);
/** An instance at that time, whose records are kept by a folder where there is one. */
export async function makeDated(folder?: DataFolder): Promise<Instance> {
  const instance = new Instance({
    home: { account: ACCOUNT, region: "eu-west-1" },
    now: () => time,
    random: drawDigits,
    ...(folder && { records: folder.records }),
  });
  if (folder) await instance.keep(folder);
  return instance;
}

const signed = (service: string) => ({
  host: "localhost",
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

interface Call {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: readonly (readonly [string, string | undefined])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function send(
  instance: Instance,
  { service, method = "POST", path = "/", query = [], headers = {}, body = "" }: Call,
) {
  const answer = await instance.answer({
    method,
    path,
    query,
    headers: { ...signed(service), ...headers },
    body: Buffer.from(body),
  });
  const text = Buffer.from(answer.body).toString();
  if (answer.status >= 300) throw new Error(`${service} ${method} ${path} ${body}: ${answer.status} ${text}`);
  return { text, headers: answer.headers };
}

/** Makes one of each, uses it and deletes it. */
async function cycle(instance: Instance, at: number): Promise<void> {
  time += STEP_MS;
  const name = `name-${at}`;
  const json = async (service: string, target: string, input: object) =>
    JSON.parse(
      (
        await send(instance, {
          service,
          headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
          body: JSON.stringify(input),
        })
      ).text || "{}",
    );
  const query = (service: string, version: string, input: Record<string, string>) =>
    send(instance, {
      service,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ Version: version, ...input }).toString(),
    });
  const s3 = (method: string, path: string, more: Partial<Call> = {}) =>
    send(instance, { service: "s3", method, path: `/${name}${path}`, ...more });

  const table = (operation: string, input: object) =>
    json("dynamodb", `DynamoDB_20120810.${operation}`, { TableName: name, ...input });
  await table("CreateTable", {
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  const Item = { id: { S: "a" }, text: { S: "x".repeat(100) } };
  await table("PutItem", { Item });
  await json("dynamodb", "DynamoDB_20120810.TransactWriteItems", {
    ClientRequestToken: `token-${at}`,
    TransactItems: [{ Put: { TableName: name, Item: { id: { S: "b" } } } }],
  });
  await table("DeleteItem", { Key: { id: { S: "a" } } });
  await table("DeleteTable", {});

  await s3("PUT", "", {
    body: "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
  });
  await s3("PUT", "/a", { body: "x".repeat(1_000) });
  const { text: begun } = await s3("POST", "/b", { query: [["uploads", undefined]] });
  const uploadId = /<UploadId>([^<]+)/.exec(begun)?.[1] ?? "";
  await s3("PUT", "/b", {
    query: [
      ["partNumber", "1"],
      ["uploadId", uploadId],
    ],
    body: "x".repeat(1_000),
  });
  await s3("DELETE", "/b", { query: [["uploadId", uploadId]] });
  await s3("DELETE", "/a");
  await s3("DELETE", "");

  const sqs = (operation: string, input: object) => json("sqs", `AmazonSQS.${operation}`, input);
  const { QueueUrl } = await sqs("CreateQueue", {
    QueueName: `${name}.fifo`,
    Attributes: { FifoQueue: "true" },
  });
  const QueueArn = `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}.fifo`;
  const { TopicArn } = Object(
    /<TopicArn>(?<TopicArn>[^<]+)/.exec(
      (
        await query("sns", "2010-03-31", {
          Action: "CreateTopic",
          Name: `${name}.fifo`,
          "Attributes.entry.1.key": "FifoTopic",
          "Attributes.entry.1.value": "true",
        })
      ).text,
    )?.groups,
  );
  await query("sns", "2010-03-31", { Action: "Subscribe", TopicArn, Protocol: "sqs", Endpoint: QueueArn });
  await query("sns", "2010-03-31", {
    Action: "Publish",
    TopicArn,
    Message: "m",
    MessageGroupId: "g",
    MessageDeduplicationId: "d",
  });
  await sqs("SendMessage", { QueueUrl, MessageBody: "m", MessageGroupId: "g", MessageDeduplicationId: "e" });
  const { Messages = [] } = await sqs("ReceiveMessage", { QueueUrl, ReceiveRequestAttemptId: `r-${at}` });
  for (const { ReceiptHandle } of Messages) await sqs("DeleteMessage", { QueueUrl, ReceiptHandle });
  await query("sns", "2010-03-31", { Action: "DeleteTopic", TopicArn });
  await sqs("DeleteQueue", { QueueUrl });

  const kinesis = (operation: string, input: object) =>
    json("kinesis", `Kinesis_20131202.${operation}`, { StreamName: name, ...input });
  await kinesis("CreateStream", { ShardCount: 1 });
  await kinesis("PutRecord", { PartitionKey: "p", Data: "aaaa" });
  await kinesis("DeleteStream", {});

  const logs = (operation: string, input: object) =>
    json("logs", `Logs_20140328.${operation}`, { logGroupName: name, ...input });
  await logs("CreateLogGroup", {});
  await logs("CreateLogStream", { logStreamName: "s" });
  await logs("PutLogEvents", { logStreamName: "s", logEvents: [{ timestamp: time, message: "m" }] });
  await logs("DeleteLogGroup", {});

  await json("ssm", "AmazonSSM.PutParameter", { Name: name, Value: "v", Type: "String" });
  await json("ssm", "AmazonSSM.DeleteParameter", { Name: name });
  await json("secretsmanager", "secretsmanager.CreateSecret", {
    Name: name,
    SecretString: "s",
    ClientRequestToken: "t".repeat(32),
  });
  await json("secretsmanager", "secretsmanager.DeleteSecret", {
    SecretId: name,
    ForceDeleteWithoutRecovery: true,
  });

  await json("events", "AWSEvents.PutRule", { Name: name, EventPattern: '{"source":["s"]}' });
  await json("events", "AWSEvents.PutTargets", {
    Rule: name,
    Targets: [{ Id: "1", Arn: QueueArn, SqsParameters: { MessageGroupId: "g" } }],
  });
  await json("events", "AWSEvents.PutEvents", { Entries: [{ Source: "s", DetailType: "d", Detail: "{}" }] });
  await json("events", "AWSEvents.RemoveTargets", { Rule: name, Ids: ["1"] });
  await json("events", "AWSEvents.DeleteRule", { Name: name });

  const role = { RoleName: name, AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' };
  await query("iam", "2010-05-08", { Action: "CreateRole", ...role });
  await query("iam", "2010-05-08", {
    Action: "PutRolePolicy",
    RoleName: name,
    PolicyName: "p",
    PolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
  });
  await query("iam", "2010-05-08", { Action: "DeleteRolePolicy", RoleName: name, PolicyName: "p" });
  await query("iam", "2010-05-08", { Action: "DeleteRole", RoleName: name });
  const ec2 = (input: Record<string, string>) => query("ec2", "2016-11-15", input);
  const vpc =
    /<vpcId>([^<]+)/.exec((await ec2({ Action: "CreateVpc", CidrBlock: "10.0.0.0/16" })).text)?.[1] ?? "";
  const group =
    /<groupId>([^<]+)/.exec(
      (await ec2({ Action: "CreateSecurityGroup", GroupName: name, GroupDescription: "d", VpcId: vpc })).text,
    )?.[1] ?? "";
  await ec2({ Action: "DeleteSecurityGroup", GroupId: group });
  await ec2({ Action: "DeleteVpc", VpcId: vpc });
}

/** What stands and what is held, in numbers, by what it is. */
export function tally(instance: Instance): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const { service, type } of instance.store.listAll()) add(`thing ${service} ${type}`);
  for (const { owner, part } of instance.store.records.listAll())
    add(`record ${owner.replace(/name-\d+|\d{4}-[\d-]+T[\d:.]+/g, "…")} ${part}`);
  return counts;
}

/** So many of them, one after the other. */
export async function cycles(instance: Instance, from: number, count: number): Promise<void> {
  for (let at = from; at < from + count; at++) await cycle(instance, at);
}
