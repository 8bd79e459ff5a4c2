/** Knows the reads that have been told: most of a log's are the same requests over and over. */
import { isObject } from "../base/values.ts";
import { findInvoker } from "./classify.ts";
import type { CloudTrailRecord } from "./schema.ts";

/** So many are known, so that the same one is not told again; then it begins anew. */
const MOST_READS = 200_000;

/** The request, what it touched, and who asked for it, as far as a policy would name that; not the moment or the answer. */
function describeRequest(record: CloudTrailRecord, identity: Readonly<Record<string, unknown>>): string {
  const { eventSource, eventName, apiVersion, awsRegion, recipientAccountId } = record;
  const { requestParameters, resources } = record;
  const asker = [findProvider(identity), findInvoker(record), identity["accountId"] ?? identity["accountid"]];
  const call = [eventSource, eventName, apiVersion, awsRegion, recipientAccountId, asker];
  return JSON.stringify([call, requestParameters, resources]);
}

// Athena prints struct members in lower case.
function findProvider(identity: Readonly<Record<string, unknown>>): unknown {
  return identity["identityProvider"] ?? identity["identityprovider"];
}

/** The role or the user who made a call, in the account. */
function describeIssuer(
  { recipientAccountId }: CloudTrailRecord,
  identity: Readonly<Record<string, unknown>>,
): string {
  const context = identity["sessionContext"] ?? identity["sessioncontext"];
  const issuer = isObject(context) ? (context["sessionIssuer"] ?? context["sessionissuer"]) : undefined;
  const user = identity["type"] === "IAMUser" ? identity["arn"] : undefined;
  return JSON.stringify([recipientAccountId, isObject(issuer) ? issuer["arn"] : user]);
}

export class MetReads {
  readonly #hashes = new Set<bigint | number>();

  /** Undefined for a read that says nothing new; else how it is to be noted, once it is told. */
  meet(record: CloudTrailRecord): (() => void) | undefined {
    const identity = isObject(record.userIdentity) ? record.userIdentity : {};
    // Many roles ask for the same.
    const texts = [describeRequest(record, identity), describeIssuer(record, identity)];
    const fresh = texts.map((text) => Bun.hash(text)).filter((hash) => !this.#hashes.has(hash));
    if (fresh.length === 0) return undefined;
    return () => {
      if (this.#hashes.size >= MOST_READS) this.#hashes.clear();
      for (const hash of fresh) this.#hashes.add(hash);
    };
  }
}
