/**
 * The name of the service that a request is signed for: the last but one part of its credential scope.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { ownRows } from "../../base/own-rows.ts";
import type { WireRequest } from "../wire.ts";

const CREDENTIAL = /Credential=([^,\s]+)/;

/** Names that are signed with, and whose services the models know by another. */
const ALIASES: Readonly<Record<string, string>> = ownRows({
  // Directory buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html
  s3express: "s3",
});

/** Signature version 2 has no scope, and of the services that are left only S3 took it. */
function isSignedAsV2({ headers, query }: WireRequest): boolean {
  return headers["authorization"]?.startsWith("AWS ") || query.some(([name]) => name === "AWSAccessKeyId");
}

/** One request is asked several times. */
let lastWritten: string | undefined;
let lastFound: string | undefined;

/** The credential of a request, in its header or its query: `KEY/20260401/eu-west-1/sqs/aws4_request`; undefined where it has none. */
export function readCredential({ headers, query }: WireRequest): string | undefined {
  const written = headers["authorization"];
  if (written !== undefined && written === lastWritten) return lastFound;
  const inHeader = CREDENTIAL.exec(written ?? "")?.[1];
  if (inHeader === undefined) return query.find(([name]) => name === "X-Amz-Credential")?.[1];
  lastWritten = written;
  lastFound = inHeader;
  return inHeader;
}

const UNSIGNED: readonly string[] = [];
/** A client's requests have the same credential all day. */
let lastSplit: string | undefined;
let lastParts = UNSIGNED;

/** The parts of a request's credential, of which a key may have several; none where it has no credential. */
export function splitCredential(request: WireRequest): readonly string[] {
  const credential = readCredential(request);
  if (credential === undefined) return UNSIGNED;
  if (credential !== lastSplit) {
    lastSplit = credential;
    lastParts = credential.split("/");
  }
  return lastParts;
}

/** undefined for a request that is not signed. */
export function readSigningName(request: WireRequest): string | undefined {
  const name = splitCredential(request).at(-2);
  if (name === undefined || name === "") return isSignedAsV2(request) ? "s3" : undefined;
  return ALIASES[name] ?? name;
}
