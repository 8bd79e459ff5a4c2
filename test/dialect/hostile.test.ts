// Whatever a record's JSON holds, decoding ends, gives an input, and touches nothing else.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { loadModel } from "../../src/aws/model/table.ts";
import type { Operation, ServiceModel, Shape } from "../../src/aws/model/types.ts";
import { printDocument } from "../../src/dialect/decode.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";
import { expectAlways } from "../support/expect-always.ts";
import { drawJson } from "../support/random-json.ts";

const ODD_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "",
  "items",
  "item",
  "member",
  "entry",
  "tag",
  "content",
  "value",
  "key",
  "hb",
  "limit",
  "xmlns",
  "xmlns:xsi",
  "AnyRequest",
  "createInput",
  "Bucket",
  "bucketPolicy",
  "accessControlList",
  "x-amz-meta-__proto__",
] as const;

/** The names of all members of all shapes that one operation's input reaches in a few steps, as records write them. */
function listNames(operation: Operation): string[] {
  const names = new Set<string>();
  const visit = (shape: Shape, left: number) => {
    for (const [name, ref] of Object.entries(shape.members ?? {})) {
      names.add(name.charAt(0).toLowerCase() + name.slice(1)).add(ref.locationName ?? name);
      if (left > 0) visit(ref, left - 1);
    }
    for (const ref of [shape.member, shape.value]) if (ref && left > 0) visit(ref, left - 1);
  };
  if (operation.input) visit(operation.input, 3);
  return [...names];
}

function findOperation(model: ServiceModel, name: string): Operation {
  const operation = model.operations[name];
  if (!operation) throw new RangeError(name);
  return operation;
}

/** An operation of each protocol and of each kind of correction. */
const OPERATIONS = [
  ["ec2", "RunInstances"],
  ["ec2", "RequestSpotInstances"],
  ["ec2", "AuthorizeSecurityGroupIngress"],
  ["ec2", "CreateLaunchTemplate"],
  ["s3", "PutObject"],
  ["s3", "PutBucketAcl"],
  ["s3", "PutBucketLifecycleConfiguration"],
  ["dynamodb", "PutItem"],
  ["dynamodb", "TransactWriteItems"],
  ["sqs", "SendMessage"],
  ["iam", "CreateRole"],
  ["apigateway", "PutIntegration"],
  ["apigatewayv2", "CreateRoute"],
  ["lambda", "CreateFunction"],
  ["route53", "ChangeResourceRecordSets"],
  ["cloudfront", "CreateDistribution"],
  ["cloudwatch", "PutMetricAlarm"],
  ["wafv2", "CreateWebACL"],
  ["acm", "ImportCertificate"],
  ["kms", "CreateKey"],
] as const;

test("random JSON never makes decoding throw, whatever the operation", async () => {
  for (const [service, name] of OPERATIONS) {
    const model = await loadModel(service);
    const operation = findOperation(model, name);
    const json = drawJson([...ODD_KEYS, ...listNames(operation)]);
    await expectAlways(
      fc.property(json, (recorded) => {
        const before = JSON.stringify(recorded);
        const decoded = decodeParameters(operation, recorded, () => ({
          chooseUnionMember: () => "S",
        }));
        expect(Object.getPrototypeOf(decoded.input)).toBeNull();
        printDocument(decoded.input);
        expect(JSON.stringify(recorded)).toBe(before);
      }),
      { share: 4 },
    );
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
});

function nest(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = "x";
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
}

test.each([
  ["dynamodb", "PutItem", "item", (inner: unknown) => ({ L: [inner] })],
  ["ec2", "StopInstances", "instancesSet", (inner: unknown) => ({ items: inner })],
  ["ec2", "StopInstances", "instancesSet", (inner: unknown) => [inner]],
  ["ec2", "RunInstances", "groupSet", (inner: unknown) => ({ items: inner })],
  ["iam", "CreateRole", "assumeRolePolicyDocument", (inner: unknown) => [inner]],
  ["s3", "PutBucketPolicy", "bucketPolicy", (inner: unknown) => ({ Statement: inner })],
  ["lambda", "CreateFunction", "anyRequest", (inner: unknown) => ({ anyRequest: inner })],
] as const)(
  "%s %s: ten thousand levels below %s are refused as a whole",
  async (service, name, key, wrap) => {
    const model = await loadModel(service);
    const operation = findOperation(model, name);
    const decoded = decodeParameters(operation, { [key]: nest(10_000, wrap) });
    expect({ ...decoded.input }).toEqual({});
    expect(decoded.unmatched).toEqual(["(all)"]);
  },
);

test("a document of three hundred levels goes through", async () => {
  const model = await loadModel("s3");
  const policy = nest(300, (inner) => ({ a: inner }));
  const { input, unmatched } = decodeParameters(findOperation(model, "PutBucketPolicy"), {
    bucketPolicy: policy,
  });
  expect(unmatched).toEqual([]);
  expect(input["Policy"]).toBe(JSON.stringify(policy));
});

test("names of Object's own are data like any others", async () => {
  const model = await loadModel("sqs");
  const recorded = JSON.parse(
    '{"queueName":"q","__proto__":{"queueName":"x"},"constructor":1,"tags":{"__proto__":"a","constructor":"b"}}',
  );
  const { input, unmatched } = decodeParameters(findOperation(model, "CreateQueue"), recorded);
  expect(printDocument(input)).toBe('{"QueueName":"q","tags":{"__proto__":"a","constructor":"b"}}');
  expect(unmatched).toEqual(["__proto__", "constructor"]);
});
