/** Opens a text that holds documents: JSON, objects inside other text, base64 of either, and gzip in base64. */
import { gunzipSync } from "node:zlib";
import type { ParseText } from "./parse-json.ts";
import { LONGEST_VALUE } from "./scan.ts";
import { cutObjects } from "./scan-text.ts";

/** What even a piece of a record has, and hardly any other text: its members, in quotes that may be escaped. */
export const RECORD_HINT =
  /["'](?:event_?version|event_?source|event_?name|event_?id|userIdentity|CloudTrailEvent|class_uid)\\*["']/i;

/** Whether a value is a text that begins as a whole record does. */
export function isRecordText(value: unknown): value is string {
  return typeof value === "string" && /^\s*\{/.test(value) && RECORD_HINT.test(value);
}

/** How base64 of gzip, of `{"`, `{ `, `{` and a line break, and of the same after `[` begins. */
const BASE64_HEAD = /^(?:H4sI|ey[AIJ]|ew[0o]|W[3wy1])/;
const BASE64 = /^[A-Za-z0-9+/_\-\s]+={0,2}$/;

/** The documents in a text; undefined where it ends inside one, or is one and no JSON. */
export type Opened = readonly unknown[] | undefined;

function decodeBase64(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_VALUE }).toString("utf8");
  } catch {
    return undefined;
  }
}

/**
 * The documents that a text holds, if it can hold a record: none where it cannot, undefined where it is damaged. Takes
 * time that grows with the text.
 */
export function openText(text: string, parse: ParseText): Opened {
  if (BASE64_HEAD.test(text) && BASE64.test(text.trimEnd())) {
    const decoded = decodeBase64(text);
    // A text again, and one level deeper: who asks counts these.
    return decoded === undefined ? undefined : [decoded];
  }
  if (!RECORD_HINT.test(text)) return [];
  const whole = parse(text);
  if (whole !== undefined) return [whole];
  const { texts, isCut } = cutObjects(text);
  if (isCut) return undefined;
  const documents = texts.map(parse);
  return documents.includes(undefined) ? undefined : documents;
}
