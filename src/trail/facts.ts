/** What selecting needs to know of most records: all that it takes to leave one out. Pure, one record at a time. */
import { isObject } from "../base/values.ts";
import { failedInProduction, findReasonInRecord, isOwnersCopy } from "./classify.ts";
import type { IdKey } from "./id-table.ts";
import type { SkipReason } from "./record.ts";
import type { CloudTrailRecord } from "./schema.ts";

export interface RecordFacts {
  /** Its eventID, or the key that stands for that. */
  readonly id: string | IdKey;
  /** Its sharedEventID. */
  readonly shared: string | undefined;
  /** Of a shared event: whether this is the copy of the account that owns what the call touched. */
  readonly isOwners: boolean;
  /** The reason that the record alone gives for leaving it out. */
  readonly reason: SkipReason | undefined;
  /** Whether AWS answered it, so that what it asks for was there. */
  readonly isTelling: boolean;
  /** eventSource and eventName. */
  readonly source: string;
  readonly name: string;
  /** The ARN of the role that made the call. */
  readonly issuer: string | undefined;
}

/** The role that made a call, as far as it is written in the usual way. */
function findIssuer({ userIdentity }: CloudTrailRecord): string | undefined {
  const context = isObject(userIdentity) ? userIdentity["sessionContext"] : undefined;
  const issuer = isObject(context) ? context["sessionIssuer"] : undefined;
  const arn = isObject(issuer) ? issuer["arn"] : undefined;
  return typeof arn === "string" ? arn : undefined;
}

/** The facts of a record. */
export function findFacts(record: CloudTrailRecord, includeReads: boolean): RecordFacts {
  const reason = findReasonInRecord(record, includeReads);
  const { sharedEventID } = record;
  return {
    id: record.eventID,
    shared: sharedEventID || undefined,
    isOwners: sharedEventID ? isOwnersCopy(record) : false,
    reason,
    isTelling: reason === undefined || (reason === "read_only" && !failedInProduction(record)),
    source: record.eventSource,
    name: record.eventName,
    issuer: findIssuer(record),
  };
}
