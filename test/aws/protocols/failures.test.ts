import { describe, expect, test } from "bun:test";
import { readFailure } from "../../../src/aws/protocols/failures.ts";

function read(status: number, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const { code, message } = readFailure({ status, headers, body: Buffer.from(body) });
  return [code, message];
}

describe("JSON", () => {
  test.each([
    ['{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}', {}],
    ['{"__type":"ResourceNotFoundException:http://internal.amazon.com/coral/x/","Message":"no table"}', {}],
    ['{"code":"ResourceNotFoundException","errorMessage":"no table"}', {}],
    ['{"Code":"aws.x#ResourceNotFoundException","message":"no table"}', {}],
    ['{"message":"no table"}', { "x-amzn-errortype": "ResourceNotFoundException:http://amazon.com/x/" }],
    ['{"message":"no table","__type":"Other"}', { "x-amzn-errortype": "ns#ResourceNotFoundException" }],
    ['{"Error":{"Code":"ResourceNotFoundException","Message":"no table"}}', {}],
    ['{"error":{"code":"ResourceNotFoundException","message":"no table"}}', {}],
    ['\ufeff {"__type":"ResourceNotFoundException","message":"no table"}', {}],
  ])("%s", (body, headers) => {
    expect(read(400, body, headers)).toEqual(["ResourceNotFoundException", "no table"]);
  });

  test("awsQueryCompatible services have the old code in a header", () => {
    const body =
      '{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "The specified queue does not exist."}';
    const headers = {
      "x-amzn-errortype": "com.amazonaws.sqs#QueueDoesNotExist",
      "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender",
    };
    expect(read(400, body, headers)).toEqual([
      "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist.",
    ]);
  });

  test("without a code or a message", () => {
    expect(read(400, '{"__type":"X"}')).toEqual(["X", "Bad Request"]);
    expect(read(404, "{}")).toEqual(["404", "Not Found"]);
    expect(read(404, '{"detail":"Not Found","code":404}')).toEqual([
      "404",
      '{"detail":"Not Found","code":404}',
    ]);
    expect(read(400, '{"__type":"#:","message":"m"}')).toEqual(["400", "m"]);
    expect(read(500, "{broken")).toEqual(["500", "{broken"]);
  });
});

describe("XML", () => {
  test("query and rest-xml", () => {
    const body =
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>Role nope not found</Message><message>Role nope not found</message></Error><RequestId>GZYM</RequestId></ErrorResponse>';
    expect(read(404, body)).toEqual(["NoSuchEntity", "Role nope not found"]);
  });

  test("ec2", () => {
    const body = `<?xml version="1.0" encoding="utf-8"?>
<Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15"><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>VpcID {'vpc-1'} does not exist.</Message></Error></Errors><RequestID>request-id</RequestID></Response>`;
    expect(read(400, body)).toEqual(["InvalidVpcID.NotFound", "VpcID {'vpc-1'} does not exist."]);
  });

  test("S3, with and without a body", () => {
    const body = `<?xml version="1.0" encoding="utf-8"?>
<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>b2</BucketName></Error>`;
    expect(read(404, body)).toEqual(["NoSuchBucket", "The specified bucket does not exist"]);
    expect(read(404, "")).toEqual(["404", "Not Found"]);
  });

  test("an element that is itself the code", () => {
    expect(read(404, "<UnknownOperationException/>")).toEqual(["UnknownOperationException", "Not Found"]);
    expect(read(403, "<a:AccessDenied><Message>no</Message></a:AccessDenied>")).toEqual([
      "AccessDenied",
      "no",
    ]);
    expect(read(400, "<ErrorResponse/>")).toEqual(["400", "Bad Request"]);
  });
});

test("CBOR", () => {
  const body = Buffer.from("a2665f5f74797065676e73234c6f7374676d657373616765646c6f7374", "hex");
  expect(read(400, body, { "content-type": "application/cbor" })).toEqual(["Lost", "lost"]);
  expect(read(400, "?", { "content-type": "application/cbor" })).toEqual(["400", "Bad Request"]);
});

describe("answers of no API", () => {
  test("HTML pages give their title", () => {
    const moto = `<!doctype html>
<html lang=en>
<title>500 Internal Server Error</title>
<h1>Internal Server Error</h1>
<p>The server encountered an internal error.</p>`;
    expect(read(500, moto)).toEqual(["500", "500 Internal Server Error"]);
    expect(read(502, "<HTML><body><h1 class=x>Bad\ngateway</h1></body></HTML>")).toEqual([
      "502",
      "Bad gateway",
    ]);
    expect(read(502, '<?xml version="1.0"?><!DOCTYPE html><html><p>down</p></html>')[0]).toBe("502");
    expect(read(503, "<html><p>down</p></html>")).toEqual(["503", "down"]);
  });

  test("text gives its first line", () => {
    expect(read(501, "no such service\nTraceback …")).toEqual(["501", "no such service"]);
    expect(read(599, "")).toEqual(["599", "HTTP status 599"]);
    expect(read(0, "")).toEqual(["0", "HTTP status 0"]);
  });

  test("redirects say where to", () => {
    expect(read(301, "", { location: "https://b.example/" })).toEqual([
      "301",
      "Moved Permanently: a redirect to https://b.example/, which is not followed",
    ]);
  });
});

describe("hostile bodies", () => {
  test("stay one short line", () => {
    const message = `a\u001b[31m\r\nb\u2028c\u202ed ${"x".repeat(1000)}`;
    const [code, line = ""] = read(400, JSON.stringify({ __type: `E\n${"y".repeat(500)}`, message }));
    expect(code).toBe(`E ${"y".repeat(125)}…`);
    expect(line).toBe(`a [31m b c d ${"x".repeat(286)}…`);
    expect([...line].length).toBe(300);
  });

  test("do not bring our Authorization header into the report", () => {
    const body =
      "bad header AWS4-HMAC-SHA256 Credential=123456789012/20200101/us-east-1/iam/aws4_request, Signature=abc";
    expect(read(403, body)).toEqual(["403", "bad header AWS4-HMAC-SHA256 …"]);
  });

  test.each([
    ["deep JSON", '{"error":'.repeat(1_000_000)],
    ["deep XML", "<Error>".repeat(1_000_000)],
    ["closed deep JSON", `${'{"error":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["angle brackets", `<html>${"<".repeat(3_000_000)}`],
    ["titles", `<html>${"<title ".repeat(500_000)}`],
    ["spaces", `x${" ".repeat(3_000_000)}x`],
  ])("%s", (_name, body) => {
    const started = performance.now();
    const [code = "", message = ""] = read(400, body);
    expect(code).toBe("400");
    expect([...message].length).toBeLessThanOrEqual(300);
    expect(message).not.toBe("");
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("invalid UTF-8", () => {
    expect(read(400, Uint8Array.from([0x61, 0xff, 0x62]))).toEqual(["400", "a\ufffdb"]);
  });
});
