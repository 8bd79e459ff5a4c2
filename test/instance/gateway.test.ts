// What is answered to a request before anything is done: by route, format and constraints, in AWS's words.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Protocol } from "../../src/aws/model/types.ts";
import { encodeRequest } from "../../src/aws/protocols/requests.ts";
import { decodeResponse } from "../../src/aws/protocols/responses.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { WireRequest } from "../../src/aws/wire.ts";
import { readCaller } from "../../src/instance/caller.ts";
import {
  type Answer,
  answerRequest,
  type CheckedCall,
  type GatewayOptions,
} from "../../src/instance/gateway.ts";

const HOME = { account: "000000000000", region: "us-east-1" };

function makeOptions(asked: CheckedCall[] = []): GatewayOptions {
  return {
    caller: HOME,
    behave: async (call) => {
      asked.push(call);
      return { output: {} };
    },
    tellsClients: true,
    requestId: "11111111-2222-3333-4444-555555555555",
  };
}

function sign(request: WireRequest, signingName: string, key = "test", region = "eu-west-1"): WireRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20260401/${region}/${signingName}/aws4_request, SignedHeaders=host, Signature=0`;
  return { ...request, headers: { ...request.headers, host: "localhost:4566", authorization } };
}

async function encode(service: string, name: string, input: Structure, protocol?: Protocol) {
  const operation = await loadOperation(service, name);
  const encoded = encodeRequest(operation, input, { idempotencyToken: "t", ...(protocol && { protocol }) });
  if ("unsendable" in encoded) throw new Error(encoded.unsendable);
  return { operation, request: encoded.request };
}

/** The error that a client reads from the answer: `400 ValidationException: …`. */
async function ask(
  service: string,
  name: string,
  input: Structure,
  signingName = service,
  protocol?: Protocol,
) {
  const { operation, request } = await encode(service, name, input, protocol);
  const { response } = await answerRequest(sign(request, signingName), makeOptions());
  const answer = decodeResponse(operation, response, protocol);
  return answer.ok ? "ok" : `${response.status} ${answer.code}: ${answer.message}`;
}

test.each<[string, string, Structure, string, string?]>([
  [
    "kms",
    "GenerateRandom",
    { NumberOfBytes: 0 },
    "400 ValidationException: 1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    "kms",
    "GenerateRandom",
    { NumberOfBytes: 1025 },
    "400 ValidationException: 1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
  ],
  [
    "kms",
    "TagResource",
    { KeyId: "k", Tags: [{ TagKey: "", TagValue: "v" }] },
    "400 ValidationException: 1 validation error detected: Value '' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "dynamodb",
    "DescribeContinuousBackups",
    {},
    "400 ValidationException: 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
  ],
  [
    "logs",
    "DescribeLogGroups",
    { limit: 10_001 },
    "400 InvalidParameterException: 1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
  ],
  [
    "iam",
    "GetRole",
    {},
    "400 ValidationError: 1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
  ],
  ["ec2", "DeleteVpc", {}, "400 MissingParameter: The request must contain the parameter VpcId"],
  [
    "sqs",
    "SendMessage",
    { QueueUrl: "u" },
    "400 MissingParameter: The request must contain the parameter MessageBody.",
  ],
  ["lambda", "GetFunction", { FunctionName: "f" }, "ok"],
])("%s.%s of %j: %s", async (service, name, input, answer) => {
  expect(await ask(service, name, input)).toBe(answer);
});

test("several faults of one value", async () => {
  const shown = "Value '' at 'name' failed to satisfy constraint: Member must";
  expect(await ask("events", "PutRule", { Name: "" })).toBe(
    `400 ValidationException: 2 validation errors detected: ${shown} satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; ${shown} have length greater than or equal to 1`,
  );
});

test("who calls, and where", async () => {
  const { request } = await encode("sqs", "ListQueues", {});
  const signed = sign(request, "sqs");
  const callers = [
    signed,
    sign(request, "sqs", "111122223333", "us-west-2"),
    { ...signed, headers: { ...signed.headers, "x-moto-account-id": "444455556666" } },
    request,
  ];
  expect(callers.map((one) => readCaller(one, HOME))).toEqual([
    { account: "000000000000", region: "eu-west-1" },
    { account: "111122223333", region: "us-west-2" },
    { account: "444455556666", region: "eu-west-1" },
    HOME,
  ]);
});

test("what is no operation, no service, and no document at all", async () => {
  const text = ({ response: { status, body } }: Answer) => `${status} ${Buffer.from(body).toString()}`;
  const { request } = await encode("sqs", "ListQueues", {});
  const target = (name: string, body = "{}") =>
    answerRequest(
      sign({ ...request, headers: { ...request.headers, "x-amz-target": name }, body }, "sqs"),
      makeOptions(),
    );
  expect(text(await target("AmazonSQS.Nothing"))).toContain("UnknownOperationException");
  expect(text(await target("AmazonSQS.ListQueues", "{"))).toContain("SerializationException");
  const bare = { method: "GET", path: "/", query: [], headers: { host: "localhost:4566" }, body: undefined };
  expect((await answerRequest(bare, makeOptions())).response.status).toBeLessThan(500);
});
