// Requests as clients send them, to their operations.
import { describe, expect, test } from "bun:test";
import { parsePairs } from "../../../src/aws/formats/percent.ts";
import { routeRequest } from "../../../src/aws/routing/route.ts";
import type { WireRequest } from "../../../src/aws/wire.ts";

interface Sent {
  readonly signedFor?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `GET /b?policy` as a request, with what is signed for. */
function makeRequest(line: string, { signedFor, headers = {}, body }: Sent): WireRequest {
  const [method = "", target = ""] = line.split(" ");
  const [path = "", search = ""] = target.split("?");
  const scope = `AKID/20260401/us-east-1/${signedFor}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const all = { host: "localhost:4566", ...(signedFor !== undefined && { authorization }), ...headers };
  return { method, path, query: parsePairs(search) ?? [], headers: all, body };
}

async function route(line: string, sent: Sent = {}): Promise<string> {
  const found = await routeRequest(makeRequest(line, sent));
  if ("error" in found) return `${found.protocol} ${found.error.code}`;
  return `${found.operation.model.service}.${found.operation.name} ${found.protocol} ${found.request.path}`;
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe("S3", () => {
  test.each([
    ["GET /", "ListBuckets"],
    ["GET /b", "ListObjects"],
    ["GET /b/", "ListObjects"],
    ["GET /b?list-type=2&prefix=a", "ListObjectsV2"],
    ["GET /b?policy", "GetBucketPolicy"],
    ["GET /b?policy=", "GetBucketPolicy"],
    ["GET /b?analytics", "ListBucketAnalyticsConfigurations"],
    ["GET /b?analytics&id=1", "GetBucketAnalyticsConfiguration"],
    ["GET /b/a/b//c/", "GetObject"],
    ["GET /b/k?acl", "GetObjectAcl"],
    ["GET /b/k?uploadId=1", "ListParts"],
    ["PUT /b/k", "PutObject"],
    ["PUT /b/k?partNumber=1&uploadId=1", "UploadPart"],
    ["DELETE /b/k?uploadId=1", "AbortMultipartUpload"],
    ["POST /b/k?uploads", "CreateMultipartUpload"],
    ["POST /b?delete", "DeleteObjects"],
    ["HEAD /b", "HeadBucket"],
    ["GET /b/k?Action=x", "GetObject"],
  ])("%s", async (line, operation) => {
    expect(await route(line, { signedFor: "s3" })).toStartWith(`s3.${operation} rest-xml`);
  });

  test("what is copied is named in a header", async () => {
    const sent = { signedFor: "s3", headers: { "x-amz-copy-source": "/a/k" } };
    expect(await route("PUT /b/k", sent)).toBe("s3.CopyObject rest-xml /b/k");
    expect(await route("PUT /b/k?partNumber=1&uploadId=1", sent)).toBe("s3.UploadPartCopy rest-xml /b/k");
  });

  test.each([
    ["b.s3.eu-west-1.amazonaws.com", "/b/k"],
    ["my.own.bucket.s3.amazonaws.com", "/my.own.bucket/k"],
    ["b.s3-eu-west-1.amazonaws.com", "/b/k"],
    ["b.s3.localhost.localstack.cloud:4566", "/b/k"],
    ["s3.b.s3.amazonaws.com", "/s3.b/k"],
    ["s3.amazonaws.com", "/k"],
    ["b.localhost:4566", "/b/k"],
    ["my.own.bucket.localhost:4566", "/my.own.bucket/k"],
    ["b.s3.localhost:4566", "/b/k"],
    ["b.s3.eu-west-1.localhost", "/b/k"],
    ["b.localhost.localstack.cloud:4566", "/b/k"],
    ["s3.localhost.localstack.cloud:4566", "/k"],
    ["s3.eu-west-1.localhost", "/k"],
    ["localhost:4566", "/k"],
    ["127.0.0.1:4566", "/k"],
  ])("a bucket in the host: %s", async (host, path) => {
    const moved = await routeRequest(makeRequest("GET /k", { signedFor: "s3", headers: { host } }));
    expect("request" in moved && moved.request.path).toBe(path);
  });

  test("without a signature, presigned, and signed as once", async () => {
    expect(await route("GET /b/k")).toBe("s3.GetObject rest-xml /b/k");
    const scope = "AKID%2F20260401%2Fus-east-1%2Fs3%2Faws4_request";
    expect(await route(`PUT /b/k?X-Amz-Credential=${scope}`)).toBe("s3.PutObject rest-xml /b/k");
    expect(await route("GET /b/k", { headers: { authorization: "AWS AKID:0" } })).toBe(
      "s3.GetObject rest-xml /b/k",
    );
  });

  test("account level requests are S3 Control's", async () => {
    const headers = { "x-amz-account-id": "123456789012" };
    const line = "GET /v20180820/configuration/publicAccessBlock";
    expect(await route(line, { signedFor: "s3", headers })).toStartWith(
      "s3control.GetPublicAccessBlock rest-xml",
    );
  });
});

describe("other APIs", () => {
  test("where clients with an older model ask, too", async () => {
    const sent = { signedFor: "ses" };
    expect(await route("GET /v2/email/identities?PageSize=5", sent)).toStartWith(
      "sesv2.ListEmailIdentities rest-json",
    );
    expect(await route("GET /v2/email/identities/a", sent)).toStartWith("sesv2.GetEmailIdentity rest-json");
    expect(await route("GET /v2/email/configuration-sets", sent)).toStartWith(
      "sesv2.ListConfigurationSets rest-json",
    );
  });

  test("by target, with and without a signature", async () => {
    const headers = { "x-amz-target": "DynamoDBStreams_20120810.ListStreams" };
    expect(await route("POST /", { signedFor: "dynamodb", headers })).toBe(
      "dynamodbstreams.ListStreams json /",
    );
    const sign = { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" };
    expect(await route("POST /", { headers: sign })).toBe("cognito-idp.SignUp json /");
  });

  test("by action, in the query or in a form, with and without a signature", async () => {
    const body = "Action=ListRoles&Version=2010-05-08";
    expect(await route("POST /", { signedFor: "iam", headers: FORM, body })).toBe("iam.ListRoles query /");
    expect(await route(`GET /?${body}`, { signedFor: "iam" })).toBe("iam.ListRoles query /");
    const web = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15";
    expect(await route("POST /", { headers: FORM, body: web })).toBe("sts.AssumeRoleWithWebIdentity query /");
    const vpc = "Action=CreateVpc&Version=2016-11-15";
    expect(await route("POST /", { signedFor: "ec2", headers: FORM, body: vpc })).toBe("ec2.CreateVpc ec2 /");
  });

  test("services of one signing name by their version", async () => {
    const describe = (Version: string) =>
      route(`GET /?Action=DescribeLoadBalancers&Version=${Version}`, { signedFor: "elasticloadbalancing" });
    expect(await describe("2012-06-01")).toStartWith("elb.");
    expect(await describe("2015-12-01")).toStartWith("elbv2.");
  });

  test("SQS in query at a queue's own path, and CloudWatch in three protocols", async () => {
    const sqs = { signedFor: "sqs", headers: FORM, body: "Action=SendMessage&Version=2012-11-05" };
    expect(await route("POST /123456789012/q", sqs)).toBe("sqs.SendMessage query /123456789012/q");
    const cbor = { "smithy-protocol": "rpc-v2-cbor" };
    const path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
    expect(await route(`POST ${path}`, { signedFor: "monitoring", headers: cbor })).toStartWith(
      "cloudwatch.ListMetrics smithy-rpc-v2-cbor",
    );
    const query = "Action=ListMetrics&Version=2010-08-01";
    expect(await route(`POST /?${query}`, { signedFor: "monitoring" })).toBe(
      "cloudwatch.ListMetrics query /",
    );
  });

  test("the two API Gateways by their paths", async () => {
    expect(await route("GET /restapis", { signedFor: "apigateway" })).toStartWith("apigateway.GetRestApis");
    expect(await route("GET /v2/apis", { signedFor: "apigateway" })).toStartWith("apigatewayv2.GetApis");
  });
});

describe("what no operation takes gets AWS's error", () => {
  test.each([
    [
      "POST /",
      { signedFor: "dynamodb", headers: { "x-amz-target": "DynamoDB_20120810.No" } },
      "json UnknownOperationException",
    ],
    ["POST /", { signedFor: "dynamodb", headers: { "x-amz-target": "" } }, "json UnknownOperationException"],
    ["POST /?Action=No&Version=1", { signedFor: "iam" }, "query InvalidAction"],
    ["POST /", { signedFor: "iam" }, "query MissingAction"],
    ["PATCH /b/k", { signedFor: "s3" }, "rest-xml MethodNotAllowed"],
    ["GET /no/such/path", { signedFor: "lambda" }, "rest-json UnknownOperationException"],
    ["GET /", { signedFor: "no-such-service" }, "rest-json UnknownOperationException"],
    ["GET /%ff/%", { signedFor: "lambda" }, "rest-json UnknownOperationException"],
    ["POST /", { signedFor: "dynamodb" }, "json UnknownOperationException"],
  ])("%s %j", async (line, sent, answered) => {
    expect(await route(line, sent)).toBe(answered);
  });
});

test("what is named in a header is routed anew where anything else differs by which it was routed before", async () => {
  const target = { "x-amz-target": "DynamoDBStreams_20120810.ListStreams" };
  const json = { ...target, "content-type": "application/x-amz-json-1.0" };
  const kinesis = {
    "x-amz-target": "Kinesis_20131202.ListShards",
    "content-type": "application/x-amz-json-1.1",
  };
  const cbor = { ...kinesis, "content-type": "application/x-amz-cbor-1.1" };
  for (let turn = 0; turn < 2; turn++) {
    expect(await route("POST /", { signedFor: "dynamodb", headers: json })).toBe(
      "dynamodbstreams.ListStreams json /",
    );
    expect(await route("POST /", { signedFor: "sqs", headers: json })).toStartWith("json ");
    expect(await route("POST /", { headers: json })).toBe("dynamodbstreams.ListStreams json /");
    expect(await route("POST /", { signedFor: "kinesis", headers: kinesis })).toBe(
      "kinesis.ListShards json /",
    );
    expect(await route("POST /", { signedFor: "kinesis", headers: cbor })).toBe(
      "kinesis.ListShards amz-cbor /",
    );
  }
});
