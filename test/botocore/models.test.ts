/** That the model table is what `npm run models` makes, but for how it is compressed, which takes longer than all else. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listServices } from "../../scripts/lib/botocore-data.ts";
import { fetchBotocore, root } from "../../scripts/lib/python.ts";
import { countPatterns, makeEntry, readModels } from "../../scripts/models.ts";
import { loadIndex } from "../../src/aws/model/table.ts";
import type { PackedModel } from "../../src/aws/model/types.ts";

const LIMIT_MS = 300_000;
const models = readModels();

function find(service: string): PackedModel {
  const model = models.find((each) => each.service === service);
  if (!model) throw new RangeError(`no ${service}`);
  return model;
}

test(
  "the table holds what the pinned releases of botocore say; `npm run models` makes it anew",
  async () => {
    const table = readFileSync(join(root, "src", "aws", "model", "models.bin"));
    const blocksAt = 4 + table.readUInt32LE(0);
    const { services } = await loadIndex();
    expect(services.map(({ offset, length, ...entry }) => entry)).toEqual(models.map(makeEntry));
    const differing = models.filter((model, index) => {
      const { offset = 0, length = 0 } = services[index] ?? {};
      const block = table.subarray(blocksAt + offset, blocksAt + offset + length);
      return Bun.zstdDecompressSync(block).toString() !== JSON.stringify(model);
    });
    expect(differing.map(({ service }) => service)).toEqual([]);
  },
  LIMIT_MS,
);

test("every service of the newest release is in the table, and none of them is marked as retired", async () => {
  const newest = new Set(listServices(join(fetchBotocore(), "botocore", "data")));
  const { services } = await loadIndex();
  expect(services.filter(({ service, retired }) => newest.has(service) === (retired !== undefined))).toEqual(
    [],
  );
  expect([...newest].filter((name) => !services.some(({ service }) => service === name))).toEqual([]);
});

test("what a server needs is in it: bounds, patterns, hosts, checksums, signing, faults", () => {
  const { operations, shapes, metadata } = find("s3");
  expect(operations["DeleteObjects"]?.httpChecksum).toEqual({
    requestAlgorithmMember: "ChecksumAlgorithm",
    requestChecksumRequired: true,
  });
  expect(metadata).toMatchObject({ protocols: ["rest-xml"], globalEndpoint: "s3.amazonaws.com" });
  expect(shapes["TagSet"]?.type).toBe("list");
  expect(find("iam").shapes["roleNameType"]).toMatchObject({ min: 1, max: 64, pattern: "[\\w+=,.@-]+" });
  expect(find("s3control").operations["GetAccessPoint"]?.endpoint?.hostPrefix).toBe("{AccountId}.");
  expect(find("s3control").shapes["GetAccessPointRequest"]?.members?.["AccountId"]?.hostLabel).toBe(true);
  expect(find("cognito-idp").operations["SignUp"]?.authtype).toBe("none");
  expect(find("dynamodb").shapes["InternalServerError"]?.fault).toBe(true);
  expect(find("iam").shapes["NoSuchEntityException"]?.error).toEqual({
    code: "NoSuchEntity",
    httpStatusCode: 404,
    senderFault: true,
  });
});

test("pages and waiters are those of operations and members that there are", () => {
  const odd: string[] = [];
  const counts = { paginations: 0, waiters: 0 };
  for (const { service, operations, shapes, waiters = {} } of models) {
    for (const { name, pagination, input } of Object.values(operations)) {
      if (!pagination) continue;
      counts.paginations += 1;
      const members = shapes[input?.shape ?? ""]?.members ?? {};
      const { inputTokens, outputTokens, items, pageSize } = pagination;
      const asked = [...inputTokens, ...(pageSize === undefined ? [] : [pageSize])];
      if (!asked.every((member) => Object.hasOwn(members, member))) odd.push(`${service} ${name}`);
      if (inputTokens.length !== outputTokens.length || items.length === 0) odd.push(`${service} ${name}`);
    }
    for (const [name, { operation }] of Object.entries(waiters)) {
      counts.waiters += 1;
      if (!Object.hasOwn(operations, operation)) odd.push(`${service} ${name}`);
    }
  }
  expect(odd).toEqual([]);
  expect(counts.paginations).toBeGreaterThan(4_300);
  expect(counts.waiters).toBeGreaterThan(400);
});

test("pages are known where botocore has no paginator, by the tokens of those that it has", () => {
  const tell = (service: string, name: string) => find(service).operations[name]?.pagination;
  expect(tell("amplify", "ListWebhooks")).toEqual({
    inputTokens: ["nextToken"],
    outputTokens: ["nextToken"],
    items: ["webhooks"],
    pageSize: "maxResults",
  });
  // The list is in a structure beside the token.
  expect(tell("wafv2", "ListTagsForResource")).toMatchObject({
    items: ["TagInfoForResource.TagList"],
    pageSize: "Limit",
  });
  // Its answer repeats the token that it was asked with.
  expect(tell("s3", "ListBucketMetricsConfigurations")?.outputTokens).toEqual(["NextContinuationToken"]);
  expect(tell("cloudfront", "ListCachePolicies")).toMatchObject({
    inputTokens: ["Marker"],
    outputTokens: ["CachePolicyList.NextMarker"],
  });
  // What an SDK makes sure of: it has a token, but no list.
  expect(tell("sts", "GetSessionToken")).toBeUndefined();
});

test("patterns are AWS's, and not for a backtracking matcher: so many nest quantifiers", () => {
  expect(countPatterns(models)).toEqual({ patterns: 5_154, nesting: 410 });
});
