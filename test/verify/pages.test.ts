// Long answers are read to their end, by the tokens that the model's paginators name.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { findNextPage, joinPages } from "../../src/verify/pages.ts";

async function next(service: string, name: string, input: Structure, output: Structure) {
  return findNextPage(await loadOperation(service, name), input, output);
}

test.each<[string, string, Structure, Structure, Structure | undefined]>([
  ["dynamodb", "ListTables", {}, { LastEvaluatedTableName: "t" }, { ExclusiveStartTableName: "t" }],
  ["lambda", "ListFunctions", { MaxItems: 2 }, { NextMarker: "m" }, { MaxItems: 2, Marker: "m" }],
  ["lambda", "ListFunctions", { Marker: "m" }, { Functions: [] }, undefined],
  // The token of the page that was asked for is no other page.
  ["lambda", "ListFunctions", { Marker: "m" }, { NextMarker: "m" }, undefined],
  ["lambda", "ListFunctions", {}, { NextMarker: "" }, undefined],
  // IAM repeats the marker of the last page: more there is only where it says so.
  ["iam", "ListRoles", {}, { Marker: "m", IsTruncated: true }, { Marker: "m" }],
  ["iam", "ListRoles", {}, { Marker: "m", IsTruncated: false }, undefined],
  ["iam", "ListRoles", {}, { Marker: "m" }, undefined],
  // Markers that are no tokens by their names.
  [
    "route53",
    "ListResourceRecordSets",
    { HostedZoneId: "Z", StartRecordName: "a", StartRecordType: "A", StartRecordIdentifier: "one" },
    { IsTruncated: true, NextRecordName: "b", NextRecordType: "A" },
    { HostedZoneId: "Z", StartRecordName: "b", StartRecordType: "A" },
  ],
  [
    "kinesis",
    "DescribeStream",
    { StreamName: "s" },
    { StreamDescription: { HasMoreShards: true, Shards: [{ ShardId: "1" }, { ShardId: "2" }] } },
    { StreamName: "s", ExclusiveStartShardId: "2" },
  ],
  ["cloudfront", "ListCachePolicies", {}, { CachePolicyList: { NextMarker: "m" } }, { Marker: "m" }],
  [
    "s3",
    "ListObjects",
    { Bucket: "b" },
    { IsTruncated: true, Contents: [{ Key: "k" }] },
    { Bucket: "b", Marker: "k" },
  ],
  // No pages, whatever its answer holds.
  ["sts", "GetSessionToken", {}, { Credentials: { SessionToken: "t" }, NextToken: "t" }, undefined],
])("%s %s, asked with %j and answered %j", async (service, name, input, output, expected) => {
  expect(await next(service, name, input, output)).toEqual(expected);
});

test("two pages tell the items of both, and the token of the later", () => {
  const first = { Tags: [{ Key: "a" }], Name: "t", NextToken: "1" };
  expect(joinPages(first, { Tags: [{ Key: "b" }], NextToken: "2" })).toEqual({
    ...{ Tags: [{ Key: "a" }, { Key: "b" }], Name: "t", NextToken: "2" },
  });
});
