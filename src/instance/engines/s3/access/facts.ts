/** What is known of a call by the keys of conditions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */

import type { Value } from "../../../../aws/values.ts";
import { ownRows } from "../../../../base/own-rows.ts";
import type { Context } from "../../../behaviour/context.ts";
import { readText } from "../../engine.ts";
import { readItems } from "../bucket.ts";
import { isRefusal } from "../errors.ts";
import type { StoredObject } from "../stored.ts";
import { readTagHeader } from "../tags.ts";
import type { KeyValues } from "./conditions.ts";
import type { Principal } from "./who.ts";

const REQUEST_TAG = "s3:requestobjecttag/";
const REQUEST_TAG_KEYS = "s3:requestobjecttagkeys";
const EXISTING_TAG = "s3:existingobjecttag/";
/** What calls say in headers and in their queries has a key of the same name. */
const HEADER = "s3:x-amz-";
const QUERIES: ReadonlySet<string> = new Set(["prefix", "delimiter", "max-keys", "versionId"]);

/** Keys that are of what a request says of itself, by the headers that have it. */
const HEADERS: Readonly<Record<string, string>> = ownRows({
  "aws:referer": "referer",
  "aws:useragent": "user-agent",
});

type Tags = readonly (readonly [key: string, value: string])[];

function readRequestTags({ input }: Context): Tags {
  const header = readText(input, "Tagging");
  const read = header === "" ? [] : readTagHeader(header);
  const inBody = readItems(input, "Tagging", "TagSet").map(
    (tag) => [readText(tag, "Key"), readText(tag, "Value")] as const,
  );
  return isRefusal(read) ? inBody : [...read, ...inBody];
}

/** What a call says by the names that its members have on the wire, in small letters. */
function listSaid({ operation, input }: Context): ReadonlyMap<string, Value> {
  const said = new Map<string, Value>();
  for (const [name, { location, locationName = name }] of Object.entries(operation.input?.members ?? {})) {
    const value = input[name];
    const isTold = location === "header" || (location === "querystring" && QUERIES.has(locationName));
    if (isTold && value !== undefined && value !== null) said.set(locationName.toLowerCase(), value);
  }
  return said;
}

const write = (value: Value) => (value instanceof Date ? value.toISOString() : String(value));

/** What is known of a call. The tags of an object are looked at where somebody asks for them. */
export function readKeyValues(
  context: Context,
  { account }: Principal,
  readObject: () => StoredObject | undefined,
): KeyValues {
  let said: ReadonlyMap<string, Value> | undefined;
  const tagsOf = (tags: Tags | undefined, name: string) =>
    (tags ?? []).flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
  return (key) => {
    if (key.startsWith(REQUEST_TAG)) return tagsOf(readRequestTags(context), key.slice(REQUEST_TAG.length));
    if (key === REQUEST_TAG_KEYS) return readRequestTags(context).map(([name]) => name);
    if (key.startsWith(EXISTING_TAG)) return tagsOf(readObject()?.tags, key.slice(EXISTING_TAG.length));
    const name = key.slice("s3:".length);
    if (
      key.startsWith(HEADER) ||
      (key.startsWith("s3:") && [...QUERIES].some((one) => one.toLowerCase() === name))
    ) {
      said ??= listSaid(context);
      const value = said.get(name);
      return value === undefined ? [] : [write(value)];
    }
    // The instance stands for AWS, which is asked over TLS.
    if (key === "aws:securetransport") return ["true"];
    const header = HEADERS[key];
    if (header !== undefined) {
      const text = context.signer?.().header(header);
      return text === undefined ? [] : [text];
    }
    if (key === "aws:currenttime") return [new Date(context.now).toISOString()];
    if (key === "aws:principalaccount") return account === undefined ? [] : [account];
    if (key === "aws:principaltype") return [account === undefined ? "Anonymous" : "Account"];
    return undefined;
  };
}
