/** What the admin API tells of one request to the instance: decoded, explained, to be asked again, and without a secret. */
import { expect, test } from "bun:test";
import type { WireRequest } from "../../src/aws/wire.ts";
import { realClock } from "../../src/base/clock.ts";
import { merge } from "../../src/instance/engines/engine.ts";
import { makeInstance, startTestAdmin } from "./support.ts";

const SECRET = "correct horse battery staple";

function start() {
  const instance = makeInstance();
  const admin = startTestAdmin("http://localhost:4566", {}, realClock, instance);
  let number = 0;
  return {
    url: admin.url,
    instance,
    /** Asks the instance as an SDK does, and gives what the API tells of that. */
    async call(target: string, service: string, input: object, more: Partial<WireRequest> = {}) {
      await instance.answer({
        method: "POST",
        path: "/",
        query: [],
        body: JSON.stringify(input),
        ...more,
        headers: {
          host: "localhost:4566",
          "x-amz-target": target,
          "content-type": "application/x-amz-json-1.0",
          "user-agent": "aws-cli/2.30",
          authorization: `AWS4-HMAC-SHA256 Credential=AKIAREALLOOKINGKEY12/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=abcdef`,
          "x-amz-security-token": "FwoGZXIvYXdzSESSION",
          ...more.headers,
        },
      });
      number++;
      const response = await fetch(`${admin.url}/api/requests/${number}`);
      return {
        status: response.status,
        text: await response.clone().text(),
        told: JSON.parse(await response.text()),
      };
    },
    [Symbol.asyncDispose]: () => admin[Symbol.asyncDispose](),
  };
}

test("a request is told with what was asked and answered, and with commands that ask it again", async () => {
  await using server = start();
  const { told, text } = await server.call("AmazonSQS.CreateQueue", "sqs", { QueueName: "o'rders" });
  expect(told).toMatchObject({
    id: 1,
    service: "sqs",
    operation: "CreateQueue",
    status: 400,
    region: "eu-west-1",
    caller: { user_agent: "aws-cli/2.30" },
    exchange: { request: { method: "POST", input: { QueueName: "o'rders" } }, answer: { status: 400 } },
    why: { category: "invalid_parameters" },
  });
  const { told: made } = await server.call("AmazonSQS.CreateQueue", "sqs", { QueueName: "orders" });
  expect(made.exchange.answer.output.QueueUrl).toEndWith("/orders");
  expect(made.why).toBeUndefined();
  expect(made.commands.aws_cli).toBe(
    "aws sqs create-queue --endpoint-url http://localhost:4566 --region eu-west-1 \\\n  --queue-name orders",
  );
  expect(made.commands.curl).toContain("--aws-sigv4 aws:amz:eu-west-1:sqs --user 111122223333:none");
  expect(made.commands.curl).toContain(`--data-binary '{"QueueName":"orders"}'`);
  for (const credential of ["AKIAREAL", "abcdef", "SESSION"]) expect(text).not.toContain(credential);
});

test("who asks is told by the ARN of the user whose key it shows", async () => {
  await using server = start();
  const caller = { account: "444455556666", region: "eu-west-1" };
  const ask = (operation: string, input: Record<string, string>) =>
    server.instance.ask({ service: "iam", operation, input: merge(input), caller });
  await ask("CreateUser", { UserName: "ann", Path: "/team/" });
  const made = await ask("CreateAccessKey", { UserName: "ann" });
  const key = "output" in made ? (made.output["AccessKey"] as Record<string, string>)["AccessKeyId"] : "";
  const { told } = await server.call(
    "AmazonSQS.ListQueues",
    "sqs",
    {},
    {
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=abcdef`,
      },
    },
  );
  expect(told.caller.arn).toBe("arn:aws:iam::444455556666:user/team/ann");
});

test("no secret is told, in whatever part", async () => {
  await using server = start();
  const { text, told } = await server.call("secretsmanager.CreateSecret", "secretsmanager", {
    Name: "db",
    SecretString: SECRET,
  });
  expect(told.exchange.request.input).toMatchObject({ Name: "db", SecretString: "(hidden)" });
  expect(told.commands.curl).toContain("(hidden)");
  expect(text).not.toContain("horse");
});

test("why one failed is told by the table of causes", async () => {
  await using server = start();
  const { told } = await server.call("AmazonSQS.GetQueueUrl", "sqs", { QueueName: "nowhere" });
  expect(told.exchange.answer.error.code).toContain("NonExistentQueue");
  expect(told.why).toEqual({
    category: "missing_prerequisite",
    cause: "something that the call needs is not there",
  });
});

test("hostile texts are one word of the commands, and act on no terminal", async () => {
  await using server = start();
  const name = "a'; rm -rf /\n$(id)\u001b[2J\u202e";
  const { told } = await server.call("DynamoDB_20120810.DescribeTable", "dynamodb", { TableName: name });
  for (const command of Object.values(told.commands as Record<string, string>)) {
    for (const control of ["\u001b", "\u202e"]) expect(command).not.toContain(control);
    const words = Bun.spawnSync(["bash", "-c", `printf '%s\\0' ${command}`])
      .stdout.toString()
      .split("\0");
    const held = words.map((word) => (word.startsWith("{") ? JSON.parse(word).TableName : word));
    expect(held).toContain(name);
  }
});

test("a request that names no operation, one that is too long, and one that there is not", async () => {
  await using server = start();
  const { told } = await server.call("Nothing.Nothing", "nothing", {});
  expect(told.exchange.request.note).toBe("it names no operation");
  const long = { TableName: "t", KeySchema: [{ AttributeName: "x".repeat(300_000), KeyType: "HASH" }] };
  const { told: cut } = await server.call("DynamoDB_20120810.CreateTable", "dynamodb", long, {
    headers: { "content-length": "300100" },
  });
  expect(cut.exchange.request).toMatchObject({ note: "the body was too long to be kept" });
  expect(cut.exchange.request.input).toBeUndefined();
  for (const id of ["0", "99", "x", "1.5", "-1"]) {
    const response = await fetch(`${server.url}/api/requests/${id}`);
    expect(await response.json()).toMatchObject({ error: "unknown_request" });
  }
});

test("the last thousand requests are kept, and no more", async () => {
  await using server = start();
  for (let at = 0; at < 1_100; at++) await server.call("AmazonSQS.ListQueues", "sqs", {});
  expect((await fetch(`${server.url}/api/requests/50`)).status).toBe(404);
  expect((await fetch(`${server.url}/api/requests/1100`)).status).toBe(200);
});

test("why access is denied is told where the instance knows it, and never to the client", async () => {
  await using server = start();
  const owner = { account: "111122223333", region: "eu-west-1" };
  const ask = (service: string, operation: string, input: Record<string, unknown>) =>
    server.instance.ask({ service, operation, input: merge(input as never), caller: owner });
  await ask("s3", "CreateBucket", {
    Bucket: "reports",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
  await ask("s3", "PutObject", { Bucket: "reports", Key: "a", Body: new Uint8Array([1]) });
  const as = (account: string) =>
    `AWS4-HMAC-SHA256 Credential=${account}/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=ab`;
  let number = 0;
  const get = async (account: string, method = "GET") => {
    const headers = { host: "localhost:4566", authorization: as(account) };
    await server.instance.answer({ method, path: "/reports/a", query: [], headers, body: undefined });
    const answer = await fetch(`${server.url}/api/requests/${++number}`);
    return JSON.parse(await answer.text());
  };
  const put = (...Statement: object[]) =>
    ask("s3", "PutBucketPolicy", {
      Bucket: "reports",
      Policy: JSON.stringify({ Version: "2012-10-17", Statement }),
    });
  const other = await get("444455556666");
  expect(other).toMatchObject({
    status: 403,
    exchange: { answer: { error: { message: "Access Denied" } } },
  });
  expect(other.why.because).toBe("the bucket has no policy, and no list grants READ");
  const all = { Principal: "*", Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] };
  await put({ Effect: "Allow", Action: "s3:PutObject", ...all });
  expect((await get("444455556666", "HEAD")).why).toEqual({
    category: expect.any(String),
    cause: expect.any(String),
    because: "no statement of the bucket's policy allows it to who asks, and no list grants READ",
  });
  await put({ Sid: "Shut", Effect: "Deny", Action: "s3:Get*", ...all });
  const denied = await get("111122223333");
  expect(denied.why.because).toStartWith(
    'a statement of the bucket\'s policy denies it, Shut: {"Sid":"Shut","Effect":"Deny"',
  );
  expect(JSON.stringify(denied.exchange)).not.toContain("Shut");
  await put({ Effect: "Allow", Action: "s3:*", ...all });
  expect(await get("444455556666")).toMatchObject({ status: 200 });
  expect((await get("444455556666")).why).toBeUndefined();
});

test("which statement of a key's policy denies a call is told", async () => {
  await using server = start();
  const caller = { account: "111122223333", region: "eu-west-1" };
  const ask = (operation: string, input: Record<string, string>) =>
    server.instance.ask({ service: "kms", operation, input: merge(input), caller });
  const key = await ask("CreateKey", {});
  const id = "output" in key ? (key.output["KeyMetadata"] as Record<string, string>)["KeyId"] : "";
  const statement = { Sid: "No", Effect: "Deny", Action: "kms:Encrypt", Principal: "*", Resource: "*" };
  const whole = {
    Effect: "Allow",
    Action: "kms:*",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Resource: "*",
  };
  await ask("PutKeyPolicy", {
    KeyId: id ?? "",
    Policy: JSON.stringify({ Version: "2012-10-17", Statement: [whole, statement] }),
  });
  const encrypt = await server.call("TrentService.Encrypt", "kms", { KeyId: id, Plaintext: "YQ==" });
  expect(encrypt.told.why.because).toStartWith("a statement of the key's policy denies it, No: {");
});
