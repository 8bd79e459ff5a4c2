/** What leaving a record out asks of it, and counting it: of most records, nobody needs more. */
import type { CloudTrailRecord } from "./schema.ts";

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
