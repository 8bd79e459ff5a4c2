// Pages of lists, however an API tells that there are more.
import { describe, expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import { makeCaller } from "./support/world.ts";

const tags = (count: number) => Array.from({ length: count }, (_, at) => ({ Key: `k${at}`, Value: "v" }));

describe("tags of a thing are told in pages", () => {
  test("with a token beside them", async () => {
    const call = makeCaller();
    const { OpenIDConnectProviderArn } = await call("iam.CreateOpenIDConnectProvider", {
      ...{ Url: "https://example.com", Tags: tags(5) },
    });
    const list = (more: Structure) =>
      call("iam.ListOpenIDConnectProviderTags", { OpenIDConnectProviderArn, ...more });
    const first = await list({ MaxItems: 2 });
    expect(first).toMatchObject({ Tags: tags(2), IsTruncated: true });
    const rest = await list({ Marker: first.Marker });
    expect(rest).toMatchObject({ Tags: tags(5).slice(2), IsTruncated: false });
    expect(await list({ Marker: "nobody's" })).toBe("ValidationException");
  });

  test("and inside of the structure that an answer is", async () => {
    const call = makeCaller();
    const { Summary } = await call("wafv2.CreateIPSet", {
      ...{ Name: "n", Scope: "REGIONAL", IPAddressVersion: "IPV4", Addresses: [], Tags: tags(3) },
    });
    const first = await call("wafv2.ListTagsForResource", { ResourceARN: Summary.ARN, Limit: 2 });
    expect(first.TagInfoForResource.TagList).toEqual(tags(2));
    const next = { ResourceARN: Summary.ARN, NextMarker: first.NextMarker };
    const rest = await call("wafv2.ListTagsForResource", next);
    expect(rest.TagInfoForResource.TagList).toEqual(tags(3).slice(2));
    expect(rest.NextMarker).toBeUndefined();
  });
});

test("lists whose paginator is none of botocore's are told in pages, too", async () => {
  const call = makeCaller();
  for (const policyName of ["a", "b", "c"])
    await call("resiliencehub.CreateResiliencyPolicy", { policyName, tier: "NonCritical", policy: {} });
  const first = await call("resiliencehub.ListResiliencyPolicies", { maxResults: 2 });
  expect(first.resiliencyPolicies).toHaveLength(2);
  const { nextToken } = first;
  const rest = await call("resiliencehub.ListResiliencyPolicies", { nextToken });
  expect(rest.resiliencyPolicies).toHaveLength(1);
});

test("a size that is written as a text counts, and an answer repeats the size", async () => {
  const call = makeCaller();
  for (const Name of ["a.example", "b.example"])
    await call("route53.CreateHostedZone", { Name, CallerReference: Name });
  const first = await call("route53.ListHostedZones", { MaxItems: "1" });
  expect(first).toMatchObject({ MaxItems: "1", IsTruncated: true });
  expect(first.HostedZones).toHaveLength(1);
  expect(await call("route53.ListHostedZones")).toMatchObject({ MaxItems: "100", IsTruncated: false });
});

test("pages of a list that is in a structure are told there", async () => {
  const call = makeCaller();
  for (const Name of ["a", "b", "c"])
    await call("cloudfront.CreatePublicKey", {
      PublicKeyConfig: { CallerReference: Name, Name, EncodedKey: "k" },
    });
  const { PublicKeyList: first } = await call("cloudfront.ListPublicKeys", { MaxItems: "2" });
  expect(first).toMatchObject({ MaxItems: 2, Quantity: 2 });
  expect(first.Items).toHaveLength(2);
  const { PublicKeyList: rest } = await call("cloudfront.ListPublicKeys", { Marker: first.NextMarker });
  expect(rest).toMatchObject({ MaxItems: 100, Quantity: 1 });
  expect(rest.NextMarker).toBeUndefined();
});
