/** Exact wire texts of rest-xml, rest-json and CBOR requests, over the real models. */

import { describe, expect, test } from "bun:test";
import { renderUrl } from "../../../src/aws/bindings/uri.ts";
import { bytes, refuse, send, sendLine } from "./send.ts";

describe("rest-xml", () => {
  test("S3 PutObject, path style, every character of the key as it must be", async () => {
    const request = await send("s3.PutObject", {
      Bucket: "b",
      Key: "a b+c//日本~(1)!*'?#%2F.txt",
      Body: bytes("hi"),
      Metadata: { Colour: "red" },
      Tagging: "a=b",
    });
    expect(renderUrl("http://localhost:4566/", request)).toBe(
      "http://localhost:4566/b/a%20b%2Bc//%E6%97%A5%E6%9C%AC~%281%29%21%2A%27%3F%23%252F.txt",
    );
    expect(request.headers).toEqual({
      "x-amz-meta-colour": "red",
      "x-amz-tagging": "a=b",
      "content-type": "application/octet-stream",
    });
    expect(request.body).toEqual(bytes("hi"));
  });

  test("S3 keys that a URL parser would collapse, and labels that are missing, are refused", async () => {
    const collapsed = "has a segment . or .., which HTTP clients remove";
    expect(await refuse("s3.PutObject", { Bucket: "b", Key: "a/../c" })).toBe(
      `the path /b/a/../c ${collapsed}`,
    );
    expect(await refuse("s3.PutObject", { Bucket: "b", Key: "./c" })).toBe(`the path /b/./c ${collapsed}`);
    expect(await refuse("s3.PutObject", { Bucket: "b", Key: ".." })).toBe(`the path /b/.. ${collapsed}`);
    expect(await refuse("s3.PutObject", { Bucket: "b", Key: "" })).toBe("Key, a part of the path, is empty");
    expect(await refuse("s3.PutObject", { Bucket: "b" })).toBe("Key, a part of the path, is missing");
    expect(await sendLine("s3.DeleteObject", { Bucket: "b", Key: "a/%2e%2e/..." })).toBe(
      "DELETE http://localhost:4566/b/a/%252e%252e/...",
    );
  });

  test("S3 sub-resources, text payloads and query members", async () => {
    const policy = await send("s3.PutBucketPolicy", { Bucket: "b", Policy: "{}" });
    expect(policy.query).toEqual([["policy", undefined]]);
    expect(policy.body).toBe("{}");
    expect(await sendLine("s3.DeleteBucketPolicy", { Bucket: "b" })).toBe(
      "DELETE http://localhost:4566/b?policy",
    );
    expect(await sendLine("s3.UploadPart", { Bucket: "b", Key: "k", PartNumber: 2, UploadId: "a b/~" })).toBe(
      "PUT http://localhost:4566/b/k?partNumber=2&uploadId=a%20b%2F~",
    );
  });

  test("S3 CreateBucket with and without a configuration", async () => {
    const configured = { Bucket: "b", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } };
    expect((await send("s3.CreateBucket", configured)).body).toBe(
      '<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        "<LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
    );
    expect(await send("s3.CreateBucket", { Bucket: "b" })).toEqual({
      method: "PUT",
      path: "/b",
      query: [],
      headers: {},
      body: undefined,
    });
  });

  test("S3 ACL: a namespace with a prefix and an attribute", async () => {
    const Grantee = { Type: "Group", URI: "http://a/?b&c" };
    const input = { Bucket: "b", AccessControlPolicy: { Grants: [{ Grantee, Permission: "READ" }] } };
    expect((await send("s3.PutBucketAcl", input)).body).toBe(
      '<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><AccessControlList><Grant>' +
        '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group">' +
        "<URI>http://a/?b&amp;c</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList>" +
        "</AccessControlPolicy>",
    );
  });

  test("Route 53 ChangeResourceRecordSets, its zone named as responses name it", async () => {
    const ResourceRecordSet = {
      Name: "a.example.com",
      Type: "A",
      TTL: 300,
      ResourceRecords: [{ Value: "10.0.0.1" }],
    };
    const request = await send("route53.ChangeResourceRecordSets", {
      HostedZoneId: "/hostedzone/Z1",
      ChangeBatch: { Comment: "a & b", Changes: [{ Action: "CREATE", ResourceRecordSet }] },
    });
    expect(request.path).toBe("/2013-04-01/hostedzone/Z1/rrset/");
    expect(request.body).toBe(
      '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>' +
        "<Comment>a &amp; b</Comment><Changes><Change><Action>CREATE</Action><ResourceRecordSet>" +
        "<Name>a.example.com</Name><Type>A</Type><TTL>300</TTL><ResourceRecords><ResourceRecord>" +
        "<Value>10.0.0.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes>" +
        "</ChangeBatch></ChangeResourceRecordSetsRequest>",
    );
  });

  test("CloudFront CreateDistribution", async () => {
    const S3OriginConfig = { OriginAccessIdentity: "" };
    const request = await send("cloudfront.CreateDistribution", {
      DistributionConfig: {
        CallerReference: "r",
        Origins: { Quantity: 1, Items: [{ Id: "o", DomainName: "b.s3.amazonaws.com", S3OriginConfig }] },
        DefaultCacheBehavior: { TargetOriginId: "o", ViewerProtocolPolicy: "allow-all" },
        Comment: "",
        Enabled: true,
      },
    });
    expect(request.path).toBe("/2020-05-31/distribution");
    expect(request.body).toBe(
      '<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">' +
        "<CallerReference>r</CallerReference><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id>" +
        "<DomainName>b.s3.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity /></S3OriginConfig>" +
        "</Origin></Items></Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>" +
        "<ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy></DefaultCacheBehavior><Comment />" +
        "<Enabled>true</Enabled></DistributionConfig>",
    );
  });
});

describe("rest-json and cbor", () => {
  test("Lambda Invoke", async () => {
    const request = await send("lambda.Invoke", {
      FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:f",
      InvocationType: "Event",
      Qualifier: "$LATEST",
      Payload: bytes('{"a":1}'),
    });
    expect(renderUrl("http://localhost:4566", request)).toBe(
      "http://localhost:4566/2015-03-31/functions/" +
        "arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af/invocations?Qualifier=%24LATEST",
    );
    expect(request.headers).toEqual({
      "x-amz-invocation-type": "Event",
      "content-type": "application/octet-stream",
    });
    expect(request.body).toEqual(bytes('{"a":1}'));
  });

  test("query lists repeat their name", async () => {
    const line = await sendLine("lambda.UntagResource", { Resource: "arn:a", TagKeys: ["a b", "c"] });
    expect(line).toBe("DELETE http://localhost:4566/2017-03-31/tags/arn%3Aa?tagKeys=a%20b&tagKeys=c");
  });

  test("a body that nothing fills is {}", async () => {
    const request = await send("apigateway.CreateApiKey", {});
    expect(request.body).toBe("{}");
    expect(request.headers).toEqual({ accept: "application/json", "content-type": "application/json" });
  });

  test("Glacier has its version and account", async () => {
    const request = await send("glacier.CreateVault", { vaultName: "v" });
    expect(request.path).toBe("/-/vaults/v");
    expect(request.headers).toEqual({ "x-amz-glacier-version": "2012-06-01" });
    const given = { accountId: "123456789012", vaultName: "v" };
    expect((await send("glacier.CreateVault", given)).path).toBe("/123456789012/vaults/v");
  });

  test("a service that speaks CBOR alone", async () => {
    const request = await send("eventbridgev2.CreateEventBus", { Name: "b" });
    expect(request.path).toBe("/service/AWSEventsV2/operation/CreateEventBus");
    expect(request.headers).toEqual({
      "smithy-protocol": "rpc-v2-cbor",
      accept: "application/cbor",
      "content-type": "application/cbor",
    });
    expect(Buffer.from(request.body ?? "").toString("latin1")).toBe("\xa2dNameabkClientTokengtoken-1");
  });
});
