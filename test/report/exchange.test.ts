import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { SecretTexts } from "../../src/aws/secrets/secret-texts.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { Sent } from "../../src/aws/wire.ts";
import type { Creation } from "../../src/plan/steps.ts";
import { prepareRequest } from "../../src/replay/prepare.ts";
import { renderExchange } from "../../src/report/exchange.ts";
import { showUrl } from "../../src/report/exchange-sides.ts";
import { makeCall } from "../support/make-call.ts";

const DESTINATION = { endpoint: "http://127.0.0.1:4566", version: "0" };

function answer(body: string, status = 200, headers: Record<string, string> = {}): Sent {
  return { response: { status, headers, body: Buffer.from(body) } };
}

async function show(
  service: string,
  name: string,
  input: Structure,
  sent: Sent = answer("{}"),
  creation?: Creation,
): Promise<string> {
  const model = await loadModel(service);
  const operation = model.operations[name];
  if (!operation) throw new RangeError(`${service}.${name}`);
  const step = { ...makeCall({ service }), operation, input, ...(creation && { creation }) };
  const prepared = prepareRequest(step, DESTINATION);
  if ("unsendable" in prepared) throw new Error(prepared.unsendable);
  return renderExchange({ step, request: prepared.request, sent, tookMs: 12.4 }, 1_234.5);
}

test("an exchange is its call, the request with its input, and the answer with its output", async () => {
  const sent = answer('{"QueueUrl":"http://127.0.0.1/q"}', 200, { "x-amzn-requestid": "r-1" });
  expect(await show("sqs", "CreateQueue", { QueueName: "orders" }, sent)).toBe(
    [
      "+1.234s sqs.CreateQueue 5d1f7a3e-0000-4000-8000-000000000001",
      "  > POST http://127.0.0.1:4566/",
      "  > x-amz-target: AmazonSQS.CreateQueue",
      "  > content-type: application/x-amz-json-1.0",
      "  > x-amzn-query-mode: true",
      "  > authorization: AWS4-HMAC-SHA256 …",
      "  > user-agent: cloudmock/0",
      "  > x-cloudmock-service: sqs",
      '  > {"QueueName":"orders"}',
      "  < 200 after 12 ms",
      "  < x-amzn-requestid: r-1",
      '  < {"QueueUrl":"http://127.0.0.1/q"}',
      "",
    ].join("\n"),
  );
});

test("a call that the log does not hold says so, and one without an answer why", async () => {
  const creation: Creation = {
    kind: "prerequisite",
    type: "queue",
    recorded: "orders",
    neededBy: "e-1",
    evidence: "",
  };
  const sent: Sent = { failure: { code: "Timeout", message: "no answer within 60 s" } };
  const shown = await show("sqs", "CreateQueue", { QueueName: "orders" }, sent, creation);
  expect(shown).toStartWith("+1.234s sqs.CreateQueue (prerequisite, not in the log)\n");
  expect(shown).toEndWith("  < no answer after 12 ms\n  < Timeout: no answer within 60 s\n");
});

test("what the model marks as sensitive is hidden in input, answer and message", async () => {
  const secret = "correct horse battery";
  const refused = answer(
    JSON.stringify({ __type: "InvalidRequestException", message: `"${secret}" is weak` }),
    400,
  );
  const shown = await show("secretsmanager", "CreateSecret", { Name: "db", SecretString: secret }, refused);
  expect(shown).not.toContain("horse");
  expect(shown).toContain('  > {"Name":"db","SecretString":"(hidden)"}\n');
  expect(shown).toEndWith('  < InvalidRequestException: "(hidden)" is weak\n');

  const made = answer(
    "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>ann</UserName><AccessKeyId>AKIA1</AccessKeyId>" +
      "<SecretAccessKey>wJalrXUtnFEMI</SecretAccessKey></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>",
    200,
    { "x-echo": "wJalrXUtnFEMI" },
  );
  const key = await show("iam", "CreateAccessKey", { UserName: "ann" }, made);
  expect(key).toContain('"AccessKeyId":"AKIA1","SecretAccessKey":"(hidden)"');
  expect(key).not.toContain("wJalrXUtnFEMI");
});

test("a secret that a long message breaks off in the middle of is hidden too", async () => {
  const secret = "s".repeat(400);
  const refused = answer(JSON.stringify({ message: `bad value ${secret}` }), 400);
  expect(
    await show("secretsmanager", "CreateSecret", { Name: "db", SecretString: secret }, refused),
  ).toEndWith("  < 400: bad value (hidden)\n");
});

test("a script of many lines is hidden wherever one of them is", async () => {
  const script = Array.from({ length: 2_000 }, (_, line) => `export SECRET_${line}='x'`).join("\n");
  const refused = answer(JSON.stringify({ message: "bad: export SECRET_1234='x'" }), 400);
  const shown = await show("autoscaling", "CreateLaunchConfiguration", { UserData: script }, refused);
  expect(shown).not.toContain("SECRET");
});

test("a key of several lines is hidden when only some of them are repeated", async () => {
  const key = "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA\nq83vEjRWeJCrze8S\n-----END KEY-----";
  const refused = answer(JSON.stringify({ message: "cannot read q83vEjRWeJCrze8S" }), 400);
  const input = { CertificateBody: "c", PrivateKey: key, ServerCertificateName: "n" };
  const shown = await show("iam", "UploadServerCertificate", input, refused);
  expect(shown).not.toMatch(/MIIE|q83v/);
});

test.each<[string, string, Structure, string]>([
  [
    "sns",
    "CreatePlatformApplication",
    { Name: "app", Platform: "GCM", Attributes: { PlatformCredential: "hunter22", Enabled: "true" } },
    '"Attributes":{"PlatformCredential":"(hidden)","Enabled":"true"}',
  ],
  [
    "batch",
    "SubmitJob",
    {
      jobName: "j",
      jobQueue: "q",
      jobDefinition: "d",
      containerOverrides: { environment: [{ name: "DATABASE_URL", value: "hunter22" }] },
    },
    '"environment":[{"name":"DATABASE_URL","value":"(hidden)"}]',
  ],
  ["rds", "ModifyDBInstance", { DBInstanceIdentifier: "db", MasterUserPassword: "hunter22" }, '"(hidden)"'],
  [
    "lambda",
    "CreateFunction",
    { FunctionName: "f", Role: "r", Code: {}, Environment: { Variables: { A: "hunter22" } } },
    '"Variables":"(hidden)"',
  ],
  [
    "sagemaker",
    "CreateModel",
    { ModelName: "m", PrimaryContainer: { Environment: { A: "hunter22" } } },
    '"Environment":{"A":"(hidden)"}',
  ],
  [
    "ec2",
    "CreateTags",
    { Resources: ["i-1"], Tags: [{ Key: "db_password", Value: "hunter22" }] },
    '{"Key":"db_password","Value":"(hidden)"}',
  ],
  [
    "cloudformation",
    "CreateStack",
    { StackName: "s", TemplateBody: '{"Resources":{"Db":{"Properties":{"MasterUserPassword":"hunter22"}}}}' },
    '{\\"Resources\\":{\\"Db\\":{\\"Properties\\":{\\"MasterUserPassword\\":\\"(hidden)\\"}}}}',
  ],
  ["autoscaling", "CreateLaunchConfiguration", { UserData: "hunter22" }, '"UserData":"(hidden)"'],
  [
    "kms",
    "CreateKey",
    { Tags: [{ TagKey: "db_password", TagValue: "hunter22" }] },
    '{"TagKey":"db_password","TagValue":"(hidden)"}',
  ],
  ["apigateway", "CreateApiKey", { name: "k", value: "hunter22" }, '{"name":"k","value":"(hidden)"}'],
])("%s.%s: what no model marks is hidden by the table", async (service, name, input, expected) => {
  const shown = await show(service, name, input);
  expect(shown).toContain(expected);
  expect(shown).not.toContain("hunter22");
});

test.each<[string, string, Structure, string]>([
  ["s3", "PutObject", { Bucket: "b", Key: "k", Tagging: "password=hunter22&a=b" }, "password=(hidden)&a=b"],
  [
    "sns",
    "Subscribe",
    { TopicArn: "t", Protocol: "https", Endpoint: "https://ann:hunter22@example.com/" },
    "https://ann:(hidden)@example.com/",
  ],
  [
    "codebuild",
    "CreateProject",
    { name: "p", source: { type: "GITHUB", location: "https://hunter22hunter22hunter22@github.com/x" } },
    "https://(hidden)@github.com/x",
  ],
  [
    "ecs",
    "RunTask",
    {
      taskDefinition: "t",
      overrides: { containerOverrides: [{ command: ["--db-password=hunter22", "-v"] }] },
    },
    '["--db-password=(hidden)","-v"]',
  ],
  [
    "ecs",
    "RunTask",
    {
      taskDefinition: "t",
      overrides: { containerOverrides: [{ command: ["--db-password", "hunter22", "-v"] }] },
    },
    '["--db-password","(hidden)","-v"]',
  ],
  [
    "ecs",
    "RunTask",
    {
      taskDefinition: "t",
      overrides: { containerOverrides: [{ command: ["app --token --password hunter22 --region eu"] }] },
    },
    '["app --token --password (hidden) --region eu"]',
  ],
  [
    "sqs",
    "SendMessage",
    { QueueUrl: "q", MessageBody: "curl -H 'Authorization: Bearer hunter22.aB-9' https://example.com" },
    "Authorization: Bearer (hidden)' https://example.com",
  ],
  [
    "sns",
    "Publish",
    { TopicArn: "t", Message: "see https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=hunter22" },
    "X-Amz-Expires=60&X-Amz-Signature=(hidden)",
  ],
  [
    "cloudformation",
    "CreateStack",
    { StackName: "s", TemplateBody: "Db:\n  MasterUserPassword: 'hunter22 x'\n  Port: 1\n" },
    "MasterUserPassword: '(hidden)'\\n  Port: 1",
  ],
])(
  "%s.%s: what a text gives away is hidden in it and in the headers",
  async (service, name, input, expected) => {
    const shown = await show(service, name, input);
    expect(shown).toContain(expected);
    expect(shown).not.toContain("hunter22");
  },
);

test("a long text without a secret takes no long time", async () => {
  const words = "aB3-._".repeat(200_000);
  const started = performance.now();
  await show("cloudformation", "CreateStack", {
    StackName: "s",
    TemplateBody: `${words}="${words}://${words}`,
  });
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a header that holds a secret in another encoding is hidden whole", async () => {
  const attributes = { phone: "hunter22" };
  const input = {
    botName: "b",
    botAlias: "a",
    userId: "u-1",
    inputStream: Buffer.from("x"),
    contentType: "text/plain",
  };
  const shown = await show("lex-runtime", "PostContent", { ...input, sessionAttributes: attributes });
  expect(shown).toContain("  > x-amz-lex-session-attributes: (hidden)\n");
  expect(shown).not.toContain(Buffer.from(JSON.stringify(attributes)).toString("base64"));
});

test("a short secret is hidden where it stands by itself, and leaves other words whole", async () => {
  const refused = answer(JSON.stringify({ message: "ab is not able" }), 400);
  expect(await show("secretsmanager", "CreateSecret", { Name: "db", SecretString: "ab" }, refused)).toEndWith(
    "  < 400: (hidden) is not able\n",
  );
});

test("bytes are counted, long bodies cut, and nothing reaches the terminal that would control it", async () => {
  const code = await show("kinesis", "PutRecord", {
    StreamName: "s",
    Data: Buffer.from("abc"),
    PartitionKey: "p",
  });
  expect(code).toContain('"StreamName":"s"');
  expect(code).toMatch(/"Data":"(\(hidden\)|\(3 bytes\))"/);
  const long = await show("sqs", "SendMessage", { QueueUrl: "q", MessageBody: "x".repeat(9_000) });
  expect(long).toMatch(/x… \(\d+ more characters\)\n/);
  const odd = await show("sqs", "CreateQueue", { QueueName: "a\u009b31m\u202eb\u2028" });
  expect(odd).toContain('{"QueueName":"a\\u009b31m\\u202eb\\u2028"}');
});

test("an answer that is not the API's is not quoted", async () => {
  const shown = await show("sqs", "CreateQueue", { QueueName: "q" }, answer("token=hunter22", 200));
  expect(shown).toContain("(the body is not what the API answers, or not whole: 14 bytes, not shown)");
  expect(shown).not.toContain("hunter22");
});

test("what signs an address is hidden, and the rest of it stays", () => {
  const url = "http://h/b/k?X-Amz-Expires=60&X-Amz-Signature=abcdef&prefix=a?b&X-Amz-Credential=AKIA";
  const side = { ref: undefined, value: {}, headers: {} };
  expect(showUrl(side, url, {}, new SecretTexts())).toBe(
    "http://h/b/k?X-Amz-Expires=60&X-Amz-Signature=(hidden)&prefix=a?b&X-Amz-Credential=(hidden)",
  );
});
