// Requests that no client of AWS sends: each gets AWS's error, and none makes the reader throw.
import { describe, expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, Protocol } from "../../../src/aws/model/types.ts";
import { decodeRequest, encodeRequest } from "../../../src/aws/protocols/requests.ts";
import { listSpoken } from "../../../src/aws/routing/route.ts";
import type { WireRequest } from "../../../src/aws/wire.ts";
import { makeDraw, makeMessage } from "../../support/make-value.ts";
import { drawSeed } from "../../support/seed.ts";
import { toPlain } from "./plain.ts";
import { bytes } from "./send.ts";

async function find(name: string): Promise<Operation> {
  const [service = "", operationName = ""] = name.split(".");
  const operation = (await loadModel(service)).operations[operationName];
  if (!operation) throw new Error(`no operation ${name}`);
  return operation;
}

type Given = Partial<WireRequest> & { readonly protocol?: Protocol };

/** The code and message of the error, or the input. */
async function read(name: string, { protocol, ...given }: Given): Promise<unknown> {
  const request = { method: "POST", path: "/", query: [], headers: {}, body: undefined, ...given };
  const decoded = decodeRequest(await find(name), request, protocol);
  if ("input" in decoded) return toPlain(decoded.input);
  return decoded.error.message === ""
    ? decoded.error.code
    : `${decoded.error.code}: ${decoded.error.message}`;
}

describe("values of DynamoDB", () => {
  test.each([
    ['{"B":"+/+="}', "SerializationException: Invalid last non-pad Base64 character dectected"],
    ['{"BOOL":"Yes","NULL":"0"}', { BOOL: true, NULL: false }],
    ['{"BOOL":"23"}', "SerializationException: Unexpected token received from parser"],
  ])("%s", async (value, wanted) => {
    const told = await read("dynamodb.PutItem", { body: `{"TableName":"t","Item":{"a":${value}}}` });
    expect(typeof wanted === "string" ? told : (told as { Item: unknown }).Item).toEqual(
      typeof wanted === "string" ? wanted : { a: wanted },
    );
  });

  test.each(['{"a":"23"}', '{"a":true}'])("a scalar in a map of lists: %s", async (items) => {
    expect(await read("dynamodb.BatchWriteItem", { body: `{"RequestItems":${items}}` })).toStartWith(
      "SerializationException: class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast",
    );
  });
});

describe("JSON", () => {
  test.each([
    ["{", "SerializationException"],
    ["", "SerializationException"],
    ['{"TableName":"a"', "SerializationException"],
    ["\u0000\u0001", "SerializationException"],
    [
      "[1]",
      "SerializationException: Unrecognized collection type class com.amazonaws.dynamodb.v20120810.CreateTableInput",
    ],
    ["null", "SerializationException: Unexpected field type"],
    ['{"TableName":5}', "SerializationException: NUMBER_VALUE cannot be converted to String"],
    ['{"TableName":true}', "SerializationException: TRUE_VALUE cannot be converted to String"],
    ['{"TableName":["a"]}', "SerializationException: Unrecognized collection type class java.lang.String"],
    ['{"TableName":{"a":1}}', "SerializationException: Start of structure or map found where not expected"],
    ['{"KeySchema":"a"}', "SerializationException: Unexpected field type"],
    ['{"KeySchema":["a"]}', "SerializationException: Unexpected value type in payload"],
    [
      '{"ProvisionedThroughput":{"ReadCapacityUnits":"5"}}',
      "SerializationException: STRING_VALUE cannot be converted to Long",
    ],
    ['{"Tags":["a"]}', "SerializationException: Unexpected value type in payload"],
    ['{"DeletionProtectionEnabled":"so"}', "SerializationException: Unexpected token received from parser"],
    [`${'{"a":'.repeat(600)}1${"}".repeat(600)}`, "SerializationException"],
  ])("%s", async (body, error) => {
    expect(await read("dynamodb.CreateTable", { body })).toBe(error);
  });

  test.each([
    [
      '{"Key":["a"]}',
      "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
    ],
    [
      '{"Key":{"a":["a"]}}',
      "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
    ],
    ['{"Key":{"a":"b"}}', "Unexpected value type in payload"],
    ['{"Key":{"a":{"S":1.5}}}', "DECIMAL_VALUE cannot be converted to String"],
    ['{"Key":{"a":{"B":1}}}', "only base-64-encoded strings are convertible to bytes"],
    ['{"Key":{"a":{"B":"abc"}}}', "Base64 encoded length is expected a multiple of 4 bytes but found: 3"],
    ['{"Key":{"a":{"B":"a=a="}}}', "Invalid last non-pad Base64 character dectected"],
  ])("of an attribute's value: %s", async (body, message) => {
    expect(await read("dynamodb.GetItem", { body })).toBe(`SerializationException: ${message}`);
  });

  test("what is well-formed: unknown members are left out, null is absent, what is beyond the point is cut", async () => {
    const body =
      '{"TableName":"a","Nope":{"x":1},"KeySchema":null,"ProvisionedThroughput":{"ReadCapacityUnits":5.7}}';
    expect(await read("dynamodb.CreateTable", { body })).toEqual({
      TableName: "a",
      ProvisionedThroughput: { ReadCapacityUnits: 5 },
    });
  });

  test("in the body, the path and the query of rest-json", async () => {
    const path = "/2015-03-31/functions/f";
    expect(await read("lambda.CreateFunction", { path: "/2015-03-31/functions", body: "{" })).toBe(
      "SerializationException",
    );
    expect(await read("lambda.GetFunction", { path: "/elsewhere" })).toBe("SerializationException");
    expect(
      await read("lambda.ListVersionsByFunction", {
        path: `${path}/versions`,
        query: [["MaxItems", "many"]],
      }),
    ).toBe("SerializationException: STRING_VALUE cannot be converted to Integer");
    expect(await read("lambda.CreateFunction", { path: "/2015-03-31/functions", body: "" })).toEqual({});
  });
});

describe("CBOR", () => {
  test.each([
    ["a1", "SerializationException"],
    ["ff", "SerializationException"],
    ["a1694e616d657370616365", "SerializationException"],
    ["a1694e616d65737061636505", "SerializationException: NUMBER_VALUE cannot be converted to String"],
    ["80", "SerializationException: Unrecognized collection type class java.util.ArrayList"],
    ["bb7fffffffffffffff", "SerializationException"],
  ])("%s", async (hex, error) => {
    expect(
      await read("cloudwatch.ListMetrics", { body: Buffer.from(hex, "hex"), protocol: "smithy-rpc-v2-cbor" }),
    ).toBe(error);
  });
});

describe("forms", () => {
  test.each([
    ["iam.ListRoles", "%zz=1", "MalformedQueryString: The query string contains a syntax error"],
    [
      "iam.ListRoles",
      `${"a.".repeat(600)}b=1`,
      "MalformedQueryString: The query string contains a syntax error",
    ],
    ["iam.ListRoles", "MaxItems=many", "MalformedInput: STRING_VALUE cannot be converted to Integer"],
    ["iam.ListRoles", "MaxItems=1.5", "MalformedInput: STRING_VALUE cannot be converted to Integer"],
    [
      "iam.ListRoles",
      "MaxItems.member.1=1",
      "MalformedInput: Start of structure or map found where not expected",
    ],
    ["iam.CreateRole", "Tags=none", "MalformedInput: Unexpected field type"],
    ["ec2.CreateVpc", "DryRun=maybe", "InvalidParameterValue: STRING_VALUE cannot be converted to Boolean"],
    [
      "ec2.RunInstances",
      "MaxCount=many",
      "InvalidParameterValue: STRING_VALUE cannot be converted to Integer",
    ],
  ])("%s %s", async (name, body, error) => {
    expect(await read(name, { body })).toBe(error);
  });

  test("what is well-formed: pluses, gaps, unknown names, and parts in the query", async () => {
    const body = "Action=CreateRole&RoleName=a+b&Nope.x.1=1&Tags.member.9.Key=k&Tags.member.2.Key=j";
    expect(await read("iam.CreateRole", { body, query: [["Path", "/p/"]] })).toEqual({
      Path: "/p/",
      RoleName: "a b",
      Tags: [{ Key: "j" }, { Key: "k" }],
    });
  });
});

describe("XML", () => {
  const MALFORMED =
    "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema";

  test.each([
    "<Tagging>",
    "junk",
    "<!DOCTYPE html><html></html>",
    "<Tagging>junk</Tagging>",
    "<Tagging><Nope/></Tagging>",
    "<Tagging><TagSet><Nope/></TagSet></Tagging>",
    "<Tagging><TagSet><Tag><Key><a/></Key></Tag></TagSet></Tagging>",
    "<a>".repeat(600) + "</a>".repeat(600),
  ])("S3: %s", async (body) => {
    expect(
      await read("s3.PutBucketTagging", { method: "PUT", path: "/b", query: [["tagging", undefined]], body }),
    ).toBe(MALFORMED);
  });

  test("S3's arguments", async () => {
    const query = [["max-keys", "many"]] as const;
    expect(await read("s3.ListObjects", { method: "GET", path: "/b", query })).toStartWith("InvalidArgument");
  });

  test("others leave unknown elements out, and name what they cannot read", async () => {
    const path = "/2013-04-01/hostedzone";
    const root = (inner: string) => `<CreateHostedZoneRequest>${inner}</CreateHostedZoneRequest>`;
    expect(await read("route53.CreateHostedZone", { path, body: root("<Name>a</Name><Nope/>") })).toEqual({
      Name: "a",
    });
    const isPrivate = "<HostedZoneConfig><PrivateZone>maybe</PrivateZone></HostedZoneConfig>";
    expect(await read("route53.CreateHostedZone", { path, body: root(isPrivate) })).toBe(
      "MalformedInput: STRING_VALUE cannot be converted to Boolean",
    );
    expect(await read("route53.CreateHostedZone", { path, body: "<" })).toBe(
      "MalformedInput: Could not parse XML",
    );
  });
});

const JUNK = [
  "{".repeat(1_000_000),
  "[".repeat(1_000_000),
  "<a>".repeat(330_000),
  "a.".repeat(500_000),
  "a=1&".repeat(250_000),
  "%".repeat(1_000_000),
  `"${"\\".repeat(1_000_000)}`,
  "\u0000".repeat(1_000_000),
];

test("a megabyte of junk is answered, and soon", async () => {
  const names = [
    "dynamodb.PutItem",
    "iam.CreateRole",
    "ec2.CreateVpc",
    "route53.CreateHostedZone",
    "cloudwatch.ListMetrics",
  ];
  for (const name of names) {
    for (const junk of JUNK) {
      const path = name.startsWith("route53") ? "/2013-04-01/hostedzone" : "/";
      const started = performance.now();
      await read(name, { path, body: bytes(junk) });
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  }
}, 120_000);

type Mutate = (body: Buffer, draw: (max: number) => number) => Buffer;

const MUTATIONS: readonly Mutate[] = [
  (body, draw) => body.subarray(0, draw(body.length - 1)),
  (body, draw) => Buffer.from(body).fill(draw(255), draw(body.length - 1), draw(body.length)),
  (body, draw) => Buffer.concat([body.subarray(draw(body.length)), body]),
];

function tryToRead(operation: Operation, request: WireRequest, protocol: Protocol, where: string) {
  try {
    return decodeRequest(operation, request, protocol);
  } catch (cause) {
    throw new Error(where, { cause });
  }
}

test("a request of any operation that is cut or damaged is read or refused, and never throws", async () => {
  let refused = 0;
  let damaged = 0;
  const seed = drawSeed();
  const draw = makeDraw(seed);
  for (const { service } of (await loadIndex()).services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      for (const protocol of listSpoken(model)) {
        const encoded = encodeRequest(operation, makeMessage(draw, operation.input), {
          idempotencyToken: "t",
          protocol,
        });
        if ("unsendable" in encoded) continue;
        const { request } = encoded;
        const body =
          MUTATIONS[draw(MUTATIONS.length - 1)]?.(Buffer.from(request.body ?? ""), draw) ?? Buffer.of();
        const where = `${service}.${operation.name} (${protocol}), seed ${seed}`;
        const decoded = tryToRead(operation, { ...request, body }, protocol, where);
        damaged += 1;
        if (!("error" in decoded)) continue;
        refused += 1;
        if (decoded.error.code === "") throw new Error(`${where}: no code`);
      }
    }
  }
  // Nearly half of all have a body; where a form or a payload is cut, it is a shorter one.
  expect(refused / damaged).toBeGreaterThan(0.3);
}, 300_000);
