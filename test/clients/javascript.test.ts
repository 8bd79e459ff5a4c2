// AWS's SDK for JavaScript against the instance, with nothing set but the endpoint, a region and any credentials.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { makeJavaScriptClients } from "../../scripts/lib/clients.ts";
import { root } from "../e2e/support/binary.ts";
import { startInstance } from "../e2e/support/instance.ts";
import { makeClientEnvironment } from "./support/client-environment.ts";

test("a session", async () => {
  await using instance = await startInstance(["--input", join(root, "fixtures", "demo", "trail.json")]);
  const script = join(import.meta.dir, "support", "session.mjs");
  const child = Bun.spawn(["node", script, makeJavaScriptClients()], {
    env: makeClientEnvironment(instance.url),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [told, said] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  expect({ exitCode: await child.exited, said: said.replace(/\(node:.*$/s, "") }).toEqual({
    exitCode: 0,
    said: "",
  });
  expect(JSON.parse(told)).toEqual({
    host: "orchard-session.localhost",
    "a bucket's host": ["orchard-invoices", "orchard-session"],
    put: { text: "hello", ContentLength: 5, ContentType: "text/plain", Metadata: { by: "me" } },
    stream: {
      text: "a".repeat(20),
      ContentLength: 140_000,
      ContentType: "application/octet-stream",
      Metadata: {},
    },
    head: { ContentLength: 140_000, isDate: true },
    list: ["a/b c+d.txt", "stream"],
    "no key": "404 NoSuchKey NoSuchKey",
    "no key's head": "404 NotFound NotFound",
    "no bucket's head": "404 NotFound NotFound",
    "an altered body": "400 BadDigest S3ServiceException",
    presigned: [200, 200, "signed"],
    tags: [{ Key: "k", Value: "v" }],
    "a part": ["ar", 206],
    "a queue by its own address": "45",
    "no queue": "400 QueueDoesNotExist QueueDoesNotExist",
    tables: ["orchard-orders"],
    "no table": "400 ResourceNotFoundException ResourceNotFoundException",
    "a role": "arn:aws:iam::123456789012:role/orchard-worker",
    "no role": "404 NoSuchEntityException NoSuchEntityException",
    "a VPC": [{ CidrBlock: "10.9.0.0/16", State: "available" }],
    "no VPC": "400 InvalidVpcID.NotFound EC2ServiceException",
    "no function": "404 ResourceNotFoundException ResourceNotFoundException",
    "a refused input": "400 ValidationException LambdaServiceException",
    "an alarm": true,
    "a stream's record": ["hello"],
    "no stream": "400 ResourceNotFoundException ResourceNotFoundException",
    "no dashboard": "404 ResourceNotFound ResourceNotFound",
  });
});
