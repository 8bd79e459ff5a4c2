// AWS's SDKs for Go, Java and Rust against the instance, with nothing set but the endpoint, a region and any credentials.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeGoSession, makeJavaSession, makeRustSession } from "../../scripts/lib/clients.ts";
import { root } from "../e2e/support/binary.ts";
import { startInstance } from "../e2e/support/instance.ts";
import { makeClientEnvironment } from "./support/client-environment.ts";

/** Rust compiles for minutes. */
const LIMIT_MS = 3_600_000;
const QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orchard-shipments";

/** What a session does with what things hold. */
const HELD = {
  items: ["2025", "2026"],
  "a condition that fails": "400 ConditionalCheckFailedException",
  "a transaction that is cancelled": ["None", "ConditionalCheckFailed"],
  messages: ["one", "two"],
  "a topic to a queue": ["three"],
  "a key": "hello",
  "a secret": "one",
  "a parameter": ["one", 1],
  "a stream of data": "hello",
  "a log": ["ERROR late"],
};

/** What a session prints. */
async function runSession(command: readonly string[]): Promise<string> {
  await using instance = await startInstance(["--input", join(root, "fixtures", "demo", "trail.json")]);
  const child = Bun.spawn([...command], {
    env: makeClientEnvironment(instance.url),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [told, said] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  expect({ exitCode: await child.exited, said: said.replace(/^SLF4J: .*\n/gm, "") }).toEqual({
    exitCode: 0,
    said: "",
  });
  return told;
}

const lacks = (...programs: string[]) => programs.some((program) => Bun.which(program) === null);

test.skipIf(lacks("go"))(
  "Go (needs go)",
  async () => {
    expect(JSON.parse(await runSession(makeGoSession()))).toEqual({
      put: [5, 5, { by: "me" }],
      head: 5,
      "no key": "404 NoSuchKey",
      "no key's head": "404 NotFound",
      presigned: "hello",
      "production's own": [QUEUE, "45"],
      "no queue": "400 AWS.SimpleQueueService.NonExistentQueue",
      tables: ["orchard-orders"],
      "no table": "400 ResourceNotFoundException",
      "a role": "arn:aws:iam::123456789012:role/orchard-worker",
      "no role": "404 NoSuchEntity",
      "no dashboard": "404 ResourceNotFound",
      ...HELD,
    });
  },
  LIMIT_MS,
);

test.skipIf(lacks("mvn", "javac", "java"))(
  "Java (needs mvn and a JDK)",
  async () => {
    expect((await runSession(makeJavaSession())).trimEnd().split("\n")).toEqual([
      "put: hello 5 {by=me}",
      "head: 5",
      "no key: 404 NoSuchKey",
      "no key's head: 404 NoSuchKey",
      `production's own: ${QUEUE} 45`,
      "no queue: 400 AWS.SimpleQueueService.NonExistentQueue",
      "tables: [orchard-orders]",
      "no table: 400 ResourceNotFoundException",
      "items: [2025, 2026]",
      "a condition that fails: 400 ConditionalCheckFailedException",
      "messages: [one, two] []",
      "a role: arn:aws:iam::123456789012:role/orchard-worker",
      "no role: 404 NoSuchEntity",
    ]);
  },
  LIMIT_MS,
);

test.skipIf(lacks("cargo"))(
  "Rust (needs cargo)",
  async () => {
    expect(JSON.parse(await runSession(makeRustSession()))).toEqual({
      put: ["hello", 5, "me"],
      "no key": "NoSuchKey",
      "no key's head": "NotFound",
      "production's own": [QUEUE, "45"],
      "no queue": "AWS.SimpleQueueService.NonExistentQueue",
      tables: ["orchard-orders"],
      "no table": "ResourceNotFoundException",
      items: ["2025", "2026", "ConditionalCheckFailedException"],
      messages: ["one", "two"],
      "a role": "arn:aws:iam::123456789012:role/orchard-worker",
      "no role": "NoSuchEntity",
    });
  },
  LIMIT_MS,
);
