// Addresses of queues: production's for clients that send all to their endpoint, the instance's own for those that would connect.
import { expect, test } from "bun:test";
import { drawDigits, Instance } from "../../src/instance/instance.ts";

const MINE = "localhost:24566";
const PRODUCTIONS = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";

function makeInstance(): Instance {
  return new Instance({
    home: { account: "123456789012", region: "eu-west-1" },
    now: () => 1_775_000_000_000,
    random: drawDigits,
  });
}

function write(operation: string, input: object, host: string, agent: string) {
  const headers = { host, "x-amz-target": `AmazonSQS.${operation}`, "user-agent": agent };
  return { method: "POST", path: "/", query: [], headers, body: JSON.stringify(input) };
}

async function ask(
  instance: Instance,
  operation: string,
  input: object,
  agent = "aws-sdk-js/3.1",
  host = MINE,
) {
  const { body } = await instance.answer(write(operation, input, host, agent));
  return JSON.parse(Buffer.from(body).toString());
}

/** An instance with a queue of production's. */
async function replay(): Promise<Instance> {
  const instance = makeInstance();
  const { method, path, headers, body } = write("CreateQueue", { QueueName: "orders" }, MINE, "cloudmock");
  const told = { output: { QueueUrl: PRODUCTIONS }, at: 1_775_000_000_000 };
  await instance.answerReady({ method, url: `http://${MINE}${path}`, headers, body }, told);
  return instance;
}

test("clients that connect to a queue's address are given the instance's", async () => {
  const instance = await replay();
  const mine = `http://${MINE}/123456789012/orders`;
  for (const agent of ["aws-sdk-js/3.1", "aws-sdk-dotnet-coreclr/3", "curl/8", ""]) {
    expect(await ask(instance, "GetQueueUrl", { QueueName: "orders" }, agent)).toEqual({ QueueUrl: mine });
    expect(await ask(instance, "ListQueues", {}, agent)).toEqual({ QueueUrls: [mine] });
  }
  for (const agent of ["aws-cli/2.31.1", "Boto3/1.44.8", "aws-sdk-go-v2/1.48.0"])
    expect(await ask(instance, "GetQueueUrl", { QueueName: "orders" }, agent)).toEqual({
      QueueUrl: PRODUCTIONS,
    });
});

test("the queue is found by whichever address", async () => {
  const instance = await replay();
  const own = await ask(instance, "CreateQueue", { QueueName: "mine" }, "Boto3/1", "cloudmock:4566");
  expect(own).toEqual({ QueueUrl: "http://cloudmock:4566/123456789012/mine" });
  const addresses = [PRODUCTIONS, `http://${MINE}/123456789012/orders`, "http://other:1/123456789012/orders"];
  for (const QueueUrl of [...addresses, own.QueueUrl, "mine"]) {
    const told = await ask(instance, "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    expect(told).not.toHaveProperty("__type");
  }
  const missing = await ask(instance, "GetQueueAttributes", { QueueUrl: `http://${MINE}/123456789012/none` });
  expect(missing.__type).toContain("QueueDoesNotExist");
});

async function askStacks(instance: Instance, Action: string, input: Readonly<Record<string, string>>) {
  const scope = "Credential=test/20260401/eu-west-1/cloudformation/aws4_request";
  const { status, body } = await instance.answer({
    method: "POST",
    path: "/",
    query: [],
    headers: {
      host: MINE,
      "content-type": "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=00`,
      "user-agent": "Boto3/1.44.8",
    },
    body: new URLSearchParams({ Action, Version: "2010-05-15", ...input }).toString(),
  });
  const text = Buffer.from(body).toString();
  expect([status, text]).toEqual([200, text]);
  return text;
}

test("a stack tells a queue's address as its client reaches the instance, and takes it", async () => {
  const instance = makeInstance();
  const TemplateBody = JSON.stringify({
    Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "made" } } },
    Outputs: { Url: { Value: { Ref: "Queue" } }, Elsewhere: { Value: "http://other:1/123456789012/made" } },
  });
  await askStacks(instance, "CreateStack", { StackName: "a", TemplateBody });
  const mine = `http://${MINE}/123456789012/made`;
  const told = await askStacks(instance, "DescribeStacks", { StackName: "a" });
  expect(told).toContain(`<OutputValue>${mine}</OutputValue>`);
  expect(told).toContain("<OutputValue>http://other:1/123456789012/made</OutputValue>");
  expect(await askStacks(instance, "ListStackResources", { StackName: "a" })).toContain(
    `<PhysicalResourceId>${mine}</PhysicalResourceId>`,
  );
  expect(await askStacks(instance, "DescribeStackResources", { PhysicalResourceId: mine })).toContain(
    "<LogicalResourceId>Queue</LogicalResourceId>",
  );
});
