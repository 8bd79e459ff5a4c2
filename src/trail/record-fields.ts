/** What leaving a record out asks of it, and counting it: of most records, nobody needs more. */
import type { CloudTrailRecord } from "./schema.ts";
import { parseMoment } from "./time.ts";

/** What no member of a log can be called. */
export const IS_SKIMMED = Symbol("skimmed");
export const REQUEST = Symbol("request");
export const MOMENT = Symbol("moment");

/**
 * The members of a record by which it is left out and counted: those of a whole record, or of one that was only skimmed. Then
 * those that it does not have say nothing: it corrects no other record (`addendum`), its answer tells of no error
 * (`responseElements`), and it is no copy of a shared event.
 */
export interface RecordFields
  extends Pick<
    CloudTrailRecord,
    | "eventID"
    | "eventName"
    | "eventSource"
    | "eventTime"
    | "awsRegion"
    | "eventType"
    | "recipientAccountId"
    | "sharedEventID"
    | "errorCode"
    | "apiVersion"
    | "readOnly"
  > {
  /** Set of a skimmed record. */
  readonly [IS_SKIMMED]?: true;
  /** Of a skimmed record: the same of requests that are the same, byte for byte. */
  readonly [REQUEST]?: string | undefined;
  /** Of a skimmed record: what its eventTime stands for, in milliseconds since 1970. */
  readonly [MOMENT]?: number;
  /** Of a skimmed record it is read from the record when it is asked for. */
  readonly requestParameters?: CloudTrailRecord["requestParameters"];
  readonly addendum?: unknown;
  readonly responseElements?: unknown;
  readonly resources?: unknown;
  /** Of skimmed records, equal ones are one object. */
  readonly userIdentity?: unknown;
  readonly userAgent?: unknown;
  readonly sourceIPAddress?: unknown;
}

/** When the event was, in milliseconds since 1970. */
export function readTime(fields: RecordFields): number {
  return fields[MOMENT] ?? parseMoment(fields.eventTime) ?? 0;
}
