// What reads prove to be there stands in moto: a read that fails without it goes through.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../scripts/lib/servers.ts";
import { Identities } from "../../src/identities/identities.ts";
import { fillPlaceholders } from "../../src/plan/fill/placeholders.ts";
import { orderSteps } from "../../src/plan/order/order.ts";
import { planCalls } from "../plan/missing/plan-calls.ts";
import { makeRead, tell } from "../plan/seen/tell.ts";
import { sendSteps } from "./support/send-steps.ts";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";
const TIMEOUT_MS = 300_000;

let server: EmulatorServer;
beforeAll(async () => {
  server = await startQuickMoto();
}, TIMEOUT_MS);
beforeEach(async () => {
  await fetch(`${server.endpoint}/moto-api/reset`, { method: "POST" });
}, TIMEOUT_MS);
afterAll(() => server.stop());

const bucket = { bucketName: "files" };
const fileSystem = { fileSystemId: "fs-0123456789abcdef0" };

test.each([
  ["s3", "GetBucketPolicy", bucket],
  ["s3", "GetBucketPolicyStatus", bucket],
  ["s3", "GetBucketCors", bucket],
  ["s3", "GetBucketLifecycleConfiguration", bucket],
  ["s3", "GetBucketEncryption", bucket],
  ["s3", "GetBucketOwnershipControls", bucket],
  ["s3", "GetPublicAccessBlock", bucket],
  ["s3", "GetBucketWebsite", bucket],
  ["s3", "GetBucketTagging", bucket],
  ["s3", "GetBucketReplication", bucket],
  ["s3", "GetObjectLockConfiguration", bucket],
  ["lambda", "GetPolicy", { functionName: "f" }],
  ["lambda", "GetFunctionUrlConfig", { functionName: "f" }],
  ["lambda", "GetFunctionEventInvokeConfig", { functionName: "f" }],
  ["ecr", "GetRepositoryPolicy", { repositoryName: "r" }],
  ["ecr", "GetLifecyclePolicy", { repositoryName: "r" }],
  ["ecr", "GetRegistryPolicy", {}],
  ["iam", "GetAccountPasswordPolicy", {}],
  ["iam", "GetPolicyVersion", { policyArn: `arn:aws:iam::${ACCOUNT}:policy/p`, versionId: "v3" }],
  ["elasticfilesystem", "DescribeFileSystemPolicy", fileSystem],
  ["dynamodb", "GetResourcePolicy", { resourceArn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t` }],
  ["appsync", "GetApiCache", { apiId: "abcdefghijklmnopqrstuvwx12" }],
  ["synthetics", "GetCanary", { name: "portal" }],
  ["lakeformation", "DescribeResource", { resourceArn: "arn:aws:s3:::lake" }],
  ["mediastore", "GetContainerPolicy", { containerName: "edge" }],
] as const)(
  "%s %s",
  async (source, operation, parameters) => {
    const { steps } = await tell([
      makeRead(source, operation, parameters, { awsRegion: REGION, recipientAccountId: ACCOUNT }),
    ]);
    const identities = new Identities();
    const made = await sendSteps(server.endpoint, steps, identities);
    expect(made.filter((one) => one.includes(":"))).toEqual([]);
    const service = source === "elasticfilesystem" ? "efs" : source;
    const call = { service, operation, parameters, account: ACCOUNT, region: REGION };
    const reads = fillPlaceholders(await orderSteps(await planCalls([call])));
    expect(await sendSteps(server.endpoint, reads, identities)).toEqual([operation]);
  },
  TIMEOUT_MS,
);
