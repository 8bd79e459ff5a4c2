// Errors there and back: code, message and members, of every error of every service, in all its protocols.
import { describe, expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Protocol, Shape } from "../../../src/aws/model/types.ts";
import { describeError, findMessageMember } from "../../../src/aws/protocols/error-shapes.ts";
import { encodeError } from "../../../src/aws/protocols/responses.ts";
import { listSpoken } from "../../../src/aws/routing/route.ts";
import type { Structure } from "../../../src/aws/values.ts";
import { checkError, checkRandom, listErrors } from "../../support/round-trips.ts";

/** A client prints a message as one line, without the white space around it. */
const MESSAGE = 'It\'s <no> "good" & é 日: 1/2';

function withoutMember(members: Structure, name: string | undefined): Structure {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}

/** A member that stands where the code does is the code. */
function setCode(members: Structure, shape: Shape, code: string): Structure {
  const bound = Object.entries(shape.members ?? {}).filter(
    ([name, { location, locationName }]) =>
      name === "Code" || (location === "header" && locationName?.toLowerCase() === "x-amzn-errortype"),
  );
  return { ...members, ...Object.fromEntries(bound.map(([name]) => [name, code])) };
}

test("every error of every service comes back as it was", async () => {
  const wrong: string[] = [];
  let checked = 0;
  for (const { service } of (await loadIndex()).services) {
    const model = await loadModel(service);
    for (const { operation, shape } of listErrors(model)) {
      for (const protocol of listSpoken(model)) {
        const found = checkRandom(shape, 1, (message) => {
          const { code } = describeError(model, shape);
          const members = setCode(withoutMember(message, findMessageMember(shape)), shape, code);
          return checkError(operation, protocol, { code, message: MESSAGE, members }, shape);
        });
        checked += 1;
        if (found !== undefined) wrong.push(`${service}.${shape.name} (${protocol}): ${found}`);
      }
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(wrong.length).toBe(0);
  expect(checked).toBeGreaterThan(4_000);
}, 300_000);

test("errors that no model has come back, too, in every protocol", async () => {
  const operations = [
    "sqs.SendMessage",
    "lambda.Invoke",
    "s3.PutObject",
    "route53.GetHostedZone",
    "iam.GetRole",
    "ec2.CreateVpc",
    "cloudwatch.ListMetrics",
  ];
  for (const name of operations) {
    const [service = "", operationName = ""] = name.split(".");
    const model = await loadModel(service);
    const operation = model.operations[operationName];
    if (!operation) throw new Error(name);
    for (const protocol of listSpoken(model)) {
      const error = { code: "UnrecognizedClientException", message: MESSAGE, status: 403 };
      expect(checkError(operation, protocol, error)).toBeUndefined();
    }
  }
});

async function write(name: string, code: string, protocol?: Protocol) {
  const [service = "", operationName = ""] = name.split(".");
  const model = await loadModel(service);
  const operation = model.operations[operationName];
  if (!operation) throw new Error(name);
  const response = encodeError(
    { model, operation },
    { code, message: "No <such> one" },
    { requestId: "r-1", protocol },
  );
  return { ...response, body: Buffer.from(response.body).toString() };
}

describe("as AWS writes them", () => {
  test("json", async () => {
    expect(await write("dynamodb.GetItem", "ResourceNotFoundException")).toEqual({
      status: 400,
      headers: {
        "content-type": "application/x-amz-json-1.0",
        server: "Server",
        "x-amz-crc32": "1731011021",
        "x-amzn-requestid": "r-1",
      },
      body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"No <such> one"}',
    });
  });

  test("json of a service that spoke query: its old code in a header", async () => {
    const code = "AWS.SimpleQueueService.NonExistentQueue";
    for (const given of [code, "QueueDoesNotExist"]) {
      expect(await write("sqs.SendMessage", given)).toEqual({
        status: 400,
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amzn-query-error": `${code};Sender`,
          "x-amzn-requestid": "r-1",
        },
        body: '{"__type":"QueueDoesNotExist","message":"No <such> one"}',
      });
    }
  });

  test("rest-json", async () => {
    const error = await write("lambda.GetFunction", "ResourceNotFoundException");
    expect(error.status).toBe(404);
    expect(error.headers).toMatchObject({ "x-amzn-errortype": "ResourceNotFoundException" });
    expect(JSON.parse(error.body)).toEqual({ Message: "No <such> one" });
  });

  test("query", async () => {
    const error = await write("iam.GetRole", "NoSuchEntity");
    expect(error.status).toBe(404);
    expect(error.body).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>' +
        "<Code>NoSuchEntity</Code><Message>No &lt;such&gt; one</Message></Error><RequestId>r-1</RequestId></ErrorResponse>",
    );
  });

  test("ec2", async () => {
    expect((await write("ec2.DescribeVpcs", "InvalidVpcID.NotFound")).body).toBe(
      "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>No &lt;such&gt; one</Message></Error></Errors>" +
        "<RequestID>r-1</RequestID></Response>",
    );
  });

  test("rest-xml, S3's and the others'", async () => {
    const ofS3 = await write("s3.GetObject", "NoSuchKey");
    expect(ofS3.headers).toMatchObject({ "x-amz-request-id": "r-1" });
    expect(ofS3.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>No &lt;such&gt; one</Message>' +
        "<RequestId>r-1</RequestId><HostId>r-1</HostId></Error>",
    );
    expect((await write("route53.GetHostedZone", "NoSuchHostedZone")).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
        "<Error><Type>Sender</Type><Code>NoSuchHostedZone</Code><Message>No &lt;such&gt; one</Message></Error>" +
        "<RequestId>r-1</RequestId></ErrorResponse>",
    );
  });
});
