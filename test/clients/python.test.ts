// boto3, the AWS CLI and LocalStack's awslocal against the instance, with nothing set but the endpoint, a region and any credentials.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeClientEnvironment as installClients } from "../../scripts/lib/python.ts";
import { root } from "../e2e/support/binary.ts";
import { startInstance } from "../e2e/support/instance.ts";
import { makeClientEnvironment } from "./support/client-environment.ts";

const LIMIT_MS = 120_000;
const TRAIL = join(root, "fixtures", "demo", "trail.json");

async function run(command: readonly string[], env: Readonly<Record<string, string>>) {
  const [program = "", ...args] = command;
  const child = Bun.spawn([join(installClients(), "bin", program), ...args], {
    env: { ...env, PATH: `${join(installClients(), "bin")}:${env["PATH"]}` },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { exitCode: await child.exited, stdout: stdout.trim(), stderr: stderr.trim() };
}

test(
  "a session with boto3",
  async () => {
    await using instance = await startInstance(["--input", TRAIL]);
    const script = join(import.meta.dir, "support", "session.py");
    const { stdout, stderr } = await run(["python", script], makeClientEnvironment(instance.url));
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      put: ["hello", 5, { by: "me" }],
      "in parts": [true, 10_000_000, '-2"'],
      list: [
        ["a/b c+d.txt", 5],
        ["large", 10_000_000],
      ],
      "copy and end": ["large", "copied"],
      "no key": "404 NoSuchKey NoSuchKey",
      "no key's head": "404 404 ClientError",
      presigned: "hello",
      "none of sqs": "400 AWS.SimpleQueueService.NonExistentQueue QueueDoesNotExist",
      "none of dynamodb": "400 ResourceNotFoundException ResourceNotFoundException",
      "none of iam": "404 NoSuchEntity NoSuchEntityException",
      "none of ec2": "400 InvalidVpcID.NotFound ClientError",
      "none of lambda": "404 ResourceNotFoundException ResourceNotFoundException",
      "none of cloudwatch": "404 ResourceNotFound ResourceNotFound",
      "none of route53": "404 NoSuchHostedZone NoSuchHostedZone",
      "none of sns": "404 NotFound NotFoundException",
      "production's own": ["https://sqs.eu-west-1.amazonaws.com/123456789012/orchard-shipments", "45"],
      "a waiter": ["mine", "orchard-orders"],
      metrics: "read",
    });
  },
  LIMIT_MS,
);

test(
  "what things hold, with boto3",
  async () => {
    await using instance = await startInstance([]);
    const script = join(import.meta.dir, "support", "data.py");
    const { stdout, stderr } = await run(["python", script], makeClientEnvironment(instance.url));
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      items: [
        [5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
        14,
        [30, 27, 24, 21, 18, 15, 12, 9, 6, 3],
        [26, 27, 28, 29, 30],
        30,
      ],
      "an update": { customer: "ada", goods: "['tea']", number: "1", total: "10" },
      "a condition that fails": "400 ConditionalCheckFailedException ConditionalCheckFailedException",
      "a transaction that is cancelled": [["None", "ConditionalCheckFailed"], false],
      PartiQL: [{ total: { N: "9.99" } }],
      "a stream": [31, "INSERT", "MODIFY", ["customer", "number"]],
      messages: ["tea", "1", 0, "2", 0],
      "a long poll": [[], true],
      "a topic to a queue": ["an open order"],
      "a rule to a queue": ['{"total":50}'],
      "a bucket to a queue": ["ObjectCreated:Put", "one+file.json", 2],
      "versions of an object": ["1", 2, 1],
      "a key": ["secret", 400],
      "a secret and a parameter": ["two", "one", "http://localhost"],
      "a stream of data": ["tea"],
      "a log": ['{"level": "error", "took": 700}'],
    });
  },
  LIMIT_MS,
);

test(
  "the AWS CLI, and awslocal in its place",
  async () => {
    await using instance = await startInstance(["--input", TRAIL]);
    const env = makeClientEnvironment(instance.url);
    const tables = ["dynamodb", "list-tables", "--output", "text"];
    expect(await run(["aws", ...tables], env)).toMatchObject({
      exitCode: 0,
      stdout: "TABLENAMES\torchard-orders",
    });
    const { AWS_ENDPOINT_URL: endpoint = "", AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...bare } = env;
    const local = { ...bare, AWS_ENDPOINT_URL: endpoint };
    expect(await run(["awslocal", ...tables], local)).toMatchObject({ stdout: "TABLENAMES\torchard-orders" });
    // The AWS CLI 1 knows an address of its own for queues, which awslocal overrules.
    const queues = await run(["awslocal", "sqs", "list-queues", "--output", "text"], local);
    expect(queues.stdout).toBe(
      "QUEUEURLS\thttps://sqs.eu-west-1.amazonaws.com/123456789012/orchard-shipments",
    );
    const missing = await run(["aws", "iam", "get-role", "--role-name", "none"], env);
    expect(missing.exitCode).toBe(255);
    expect(missing.stderr).toContain("An error occurred (NoSuchEntity) when calling the GetRole operation");
    const copied = await run(["aws", "s3", "cp", TRAIL, "s3://orchard-invoices/trail.json"], env);
    expect(copied).toMatchObject({ exitCode: 0 });
    const listed = await run(["aws", "s3", "ls", "s3://orchard-invoices/"], env);
    expect(listed.stdout).toMatch(/ \d+ trail\.json$/);
    const read = await run(["aws", "s3", "cp", "s3://orchard-invoices/trail.json", "-"], env);
    expect(read.stdout).toBe((await Bun.file(TRAIL).text()).trim());
  },
  LIMIT_MS,
);
