/** Where answers of AWS do not follow the API models: data, a reason a row. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { ServiceModel, Shape } from "../model/types.ts";
import type { WireResponse } from "../wire.ts";
import rows from "./root-names.json" with { type: "json" };

/** Services whose 2xx answers can hold an error. */
export const ERRORS_IN_SUCCESS: ReadonlySet<string> = new Set([
  // S3 begins to answer before a long copy ends: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
  "s3",
]);

/** Output members, by service and operation, whose element is the document itself instead of a child of it. */
export const UNWRAPPED_OUTPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // `<LocationConstraint>eu-west-1</LocationConstraint>` is all that S3 sends:
  // https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait
  s3: { GetBucketLocation: "LocationConstraint" },
};

/** The status of a success where the model says another one, or none. */
export const SUCCESSES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  s3: {
    // "204 No Content", as their pages show it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
    PutBucketTagging: 204,
    PutBucketPolicy: 204,
    // It is under way: https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
    RestoreObject: 202,
  },
};

/** Services whose errors are a document of their own, without an envelope, and whose documents a schema checks. */
const BARE_ERRORS: ReadonlySet<string> = new Set([
  // https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#restxml-protocol-operation-error-serialization, noErrorWrapping
  "s3",
]);

export function hasBareErrors({ service }: ServiceModel): boolean {
  return BARE_ERRORS.has(service);
}

/** Namespaces of documents in query, by the ids of services whose models have lost them when they went over to JSON. */
export const LOST_NAMESPACES: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
  SQS: "http://queue.amazonaws.com/doc/2012-11-05/",
};

/** Services that end an error in query with an empty `Detail`. */
const DETAILED_ERRORS: ReadonlySet<string> = new Set([
  // Recorded on AWS; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-request-authentication.html
  "sqs",
]);

export function hasDetail({ service }: ServiceModel): boolean {
  return DETAILED_ERRORS.has(service);
}

/** Services whose answers tell the CRC of their bodies, which SDKs for them check whether it is there or not. */
const CHECKED_ANSWERS: ReadonlySet<string> = new Set([
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html shows X-Amz-Crc32.
  "dynamodb",
  "dynamodbstreams",
]);

/** Services that fail at a body in an encoding that they do not know, or that is none of it, instead of telling what is wrong. */
const FAIL_ON_ENCODINGS: ReadonlySet<string> = new Set([
  // https://github.com/scylladb/scylladb/blob/master/test/alternator/test_compressed_request.py, which was run on AWS
  "dynamodb",
]);

export function failsOnEncodings({ service }: ServiceModel): boolean {
  return FAIL_ON_ENCODINGS.has(service);
}

/** The answer as its service sends it, with its checksum where that has one. */
export function addAnswerChecksum({ service }: ServiceModel, response: WireResponse): WireResponse {
  if (!CHECKED_ANSWERS.has(service)) return response;
  return {
    ...response,
    headers: { ...response.headers, server: "Server", "x-amz-crc32": String(Bun.hash.crc32(response.body)) },
  };
}

/** A row of root-names.json: what the root of an answer is called, where it is not called as its shape. */
export const RootNameRow = v.strictObject({ service: Text, output: Text, root: Text, reason: Text });

const ROOT_NAMES = new Map(
  (rows as readonly v.InferOutput<typeof RootNameRow>[]).map(({ service, output, root }) => [
    `${service} ${output}`,
    root,
  ]),
);

/** What the root of an answer is called, where it holds the whole output. */
export function nameOutputRoot(service: string, output: Shape): string {
  return ROOT_NAMES.get(`${service} ${output.name}`) ?? output.rootName ?? output.name;
}
