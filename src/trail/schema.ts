/** The shape of a CloudTrail record: what a replay needs must have the right type, all else is left as it is. */

import * as v from "valibot";
import { describeIssue } from "../base/describe-issue.ts";
import { isObject } from "../base/values.ts";
import { parseMoment } from "./time.ts";

const name = v.pipe(v.string(), v.nonEmpty());
const text = v.nullish(v.string());

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const RecordSchema = v.looseObject({
  eventID: name,
  eventName: name,
  eventSource: name,
  eventTime: v.pipe(
    v.string(),
    v.check((time) => parseMoment(time) !== undefined, "Invalid date: Expected ISO 8601"),
  ),
  awsRegion: name,
  eventType: text,
  recipientAccountId: text,
  sharedEventID: text,
  errorCode: text,
  apiVersion: text,
  readOnly: v.nullish(
    v.union(
      [v.boolean(), v.pipe(v.string(), v.regex(/^(?:true|false)$/i))],
      'Invalid type: Expected boolean, "true" or "false"',
    ),
  ),
  requestParameters: v.nullish(
    v.custom<Record<string, unknown>>(isObject, "Invalid type: Expected Object or its JSON"),
  ),
});

export type CloudTrailRecord = v.InferOutput<typeof RecordSchema>;

/** Checks a value. Where it is no record, `problem` says what is wrong first, and `path` where (empty for the whole). */
export function checkRecord(
  value: unknown,
): { readonly record: CloudTrailRecord } | { readonly problem: string; readonly path: string } {
  if (Array.isArray(value)) return { problem: "Invalid type: Expected Object but received Array", path: "" };
  const result = v.safeParse(RecordSchema, value, { abortEarly: true });
  if (result.success) return { record: result.output };
  const [issue] = result.issues;
  return { problem: describeIssue(issue), path: v.getDotPath(issue) ?? "" };
}

const MEMBERS_OF_RECORDS = ["eventSource", "eventName", "eventID", "eventVersion", "awsRegion"];

/** Whether a value is meant to be a record, right or wrong: it has two members or more that records have. */
export function resemblesRecord(value: unknown): boolean {
  return isObject(value) && MEMBERS_OF_RECORDS.filter((member) => member in value).length >= 2;
}

/** Whether a document is a digest file: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
export function isDigest(value: unknown): boolean {
  return isObject(value) && "digestStartTime" in value && Array.isArray(value["logFiles"]);
}
