/** S3's objects: put whole, read whole or in part, copied, ended. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
import { percentDecode } from "../../aws/formats/percent.ts";
import { makeStructure, type Structure } from "../../aws/values.ts";
import { remove } from "../behaviour/change.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { find } from "../behaviour/find.ts";
import { make } from "../behaviour/make.ts";
import { findThing } from "../behaviour/names.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText } from "./engine.ts";

export const BUCKET = "bucket";
export const OBJECT = "object";
/** What an object is whose putting says nothing of it. */
const USUAL_TYPE = "binary/octet-stream";

export function readBytes(values: Structure): Uint8Array {
  const { Body: body } = values;
  return body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : "");
}

/** The tag of a content, as S3 makes it of what is put in one piece. */
export function writeTag(content: Uint8Array): string {
  return `"${Bun.CryptoHasher.hash("md5", content, "hex")}"`;
}

function findBucket(context: Context): Thing | undefined {
  const kind = { service: "s3", type: BUCKET };
  return context.store.find(placeOf(context, BUCKET), kind, [readText(context.input, "Bucket")]);
}

const NO_BUCKET: Done = {
  error: { code: "NoSuchBucket", message: "The specified bucket does not exist", status: 404 },
};

/** What is wrong where a call names what does not stand: its bucket, or what is in it. */
export function refuse(
  context: Context,
  code = "NoSuchKey",
  message = "The specified key does not exist.",
): Done {
  return findBucket(context) ? { error: { code, message, status: 404 } } : NO_BUCKET;
}

/** undefined where the bucket stands that a call names, or production had it. */
export function refuseWithoutBucket(context: Context): Done | undefined {
  return context.told || findBucket(context) ? undefined : NO_BUCKET;
}

/** What the content of an object says of it. */
export function describeContent(content: Uint8Array, tag: string): Structure {
  return merge({ Body: content, ETag: tag, ContentLength: content.length, Size: content.length });
}

/** The tags of a header, which are those of an address: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html#AmazonS3-PutObject-request-header-Tagging */
function readTagging(input: Structure): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(readText(input, "Tagging")));
}

/** Puts an object in the place of one that stands there: nothing of that is left. */
export function putObject(context: Context): Done {
  const refused = refuseWithoutBucket(context);
  if (refused) return refused;
  const before = findThing(context, OBJECT);
  if (before) context.store.remove(before);
  const done = make(context, OBJECT);
  const thing = findThing(context, OBJECT);
  if ("error" in done || !thing) return done;
  const content = readBytes(context.input);
  const tag = readText(done.output, "ETag") || writeTag(content);
  const members = merge(thing.members, describeContent(content, tag));
  context.store.put({ ...thing, members, tags: readTagging(context.input) });
  return { output: merge(done.output, { ETag: tag }) };
}

/** The first and the last byte of a range of so many, as RFC 9110 has it; undefined where it asks for none of them. */
function readRange(text: string, length: number): readonly [first: number, last: number] | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(text) ?? [];
  const first = from === "" ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === "" || to === "" ? length - 1 : Math.min(Number(to), length - 1);
  return first > last || first >= length ? undefined : [first, last];
}

/** Why a call that asks on a condition gets nothing; undefined where it holds. https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 */
function checkConditions({ input }: Context, { members, createdAt }: Thing): Done | undefined {
  const names = (text: string) =>
    text === "*" || text.replaceAll('"', "") === readText(members, "ETag").replaceAll('"', "");
  const { IfMatch, IfNoneMatch, IfModifiedSince: since, IfUnmodifiedSince: until } = input;
  const changedAt = Math.floor(createdAt / 1000) * 1000;
  const isOther =
    typeof IfMatch === "string" ? !names(IfMatch) : until instanceof Date && changedAt > until.getTime();
  if (isOther) {
    const message = "At least one of the pre-conditions you specified did not hold";
    return { error: { code: "PreconditionFailed", message, status: 412 } };
  }
  const isSame =
    typeof IfNoneMatch === "string"
      ? names(IfNoneMatch)
      : since instanceof Date && changedAt <= since.getTime();
  return isSame ? { error: { code: "NotModified", message: "Not Modified", status: 304 } } : undefined;
}

/** Reads an object, or what is said of it. */
export function readObject(context: Context): Done {
  const thing = findThing(context, OBJECT);
  if (!thing) return refuse(context);
  const refused = checkConditions(context, thing);
  if (refused) return refused;
  const done = find(context);
  if ("error" in done) return done;
  const content = readBytes(thing.members);
  // No object is replicated here, whatever others wait for.
  const { ReplicationStatus: _, ...said } = done.output;
  const usual = {
    AcceptRanges: "bytes",
    ContentType: USUAL_TYPE,
    ETag: writeTag(content),
    ContentLength: content.length,
  };
  const whole = merge(usual, said);
  const asked = readText(context.input, "Range");
  if (!/^bytes=(?:\d+-\d*|-\d+)$/.test(asked)) return { output: whole };
  const range = readRange(asked, content.length);
  if (!range) {
    const message = "The requested range is not satisfiable";
    return { error: { code: "InvalidRange", message, status: 416 } };
  }
  const [first, last] = range;
  return {
    output: merge(whole, {
      Body: content.subarray(first, last + 1),
      ContentLength: last - first + 1,
      ContentRange: `bytes ${first}-${last}/${content.length}`,
    }),
  };
}

/** The object that a copy is made of: `bucket/key`, which may begin with a slash and end with a version. */
export function findSource(context: Context): Thing | undefined {
  const [text = ""] = readText(context.input, "CopySource").replace(/^\//, "").split("?versionId=");
  const path = percentDecode(text) ?? text;
  const at = path.indexOf("/");
  const kind = { service: "s3", type: OBJECT };
  return context.store.find(placeOf(context, OBJECT), kind, [path.slice(at + 1)], [path.slice(0, at)]);
}

/** Puts an object with the content of another one, and with what is said of that unless the call says it itself. */
export function copyObject(context: Context): Done {
  const source = findSource(context);
  if (!source) return context.told ? make(context, OBJECT) : refuse(context);
  const isReplaced = context.input["MetadataDirective"] === "REPLACE";
  const { ETag: tag, Body: body, Bucket: _, Key: __, Tagging: ___, ...said } = source.members;
  const keepsTags = source.tags.size > 0 && context.input["TaggingDirective"] !== "REPLACE";
  const Tagging = new URLSearchParams([...source.tags]).toString();
  const done = putObject({
    ...context,
    input: merge(isReplaced ? {} : said, context.input, keepsTags ? { Tagging } : {}, { Body: body ?? null }),
  });
  if ("error" in done) return done;
  const LastModified = new Date(context.now);
  return {
    output: merge({
      CopyObjectResult: merge({ ETag: tag ?? writeTag(readBytes(source.members)), LastModified }),
    }),
  };
}

/** Ends an object; one that is not there is gone already. */
export function deleteObject(context: Context): Done {
  const refused = refuseWithoutBucket(context);
  if (refused) return refused;
  return findThing(context, OBJECT)
    ? remove(context, OBJECT)
    : { output: context.told?.output ?? makeStructure() };
}

/** Ends several objects, and tells each, unless it is asked to be quiet. */
export function deleteObjects(context: Context): Done {
  const refused = refuseWithoutBucket(context);
  if (refused) return refused;
  const asked = context.input["Delete"] as Structure | undefined;
  const keys = ((asked?.["Objects"] ?? []) as readonly Structure[]).map((item) => readText(item, "Key"));
  const kind = { service: "s3", type: OBJECT };
  for (const key of keys) {
    const bucket = readText(context.input, "Bucket");
    const thing = context.store.find(placeOf(context, OBJECT), kind, [key], [bucket]);
    if (thing) context.store.remove(thing);
  }
  if (context.told) return { output: context.told.output };
  return { output: merge(asked?.["Quiet"] === true ? {} : { Deleted: keys.map((Key) => merge({ Key })) }) };
}

/** The region in which a bucket of one's own may be made again. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
const FORGIVING_REGION = "us-east-1";

/** Makes a bucket, and tells where it is. */
export function createBucket(context: Context): Done {
  const { told, caller, input } = context;
  const name = readText(input, "Bucket");
  const isOld = !told && findBucket(context) !== undefined;
  if (isOld && caller.region !== FORGIVING_REGION) {
    const message = "Your previous request to create the named bucket succeeded and you already own it.";
    return { error: { code: "BucketAlreadyOwnedByYou", message, status: 409 } };
  }
  const done = isOld ? { output: makeStructure() } : make(context, BUCKET);
  if ("error" in done) return done;
  const Location = caller.region === FORGIVING_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
  return { output: merge({ Location }, done.output) };
}

/** Ends a bucket that is empty. */
export function deleteBucket(context: Context): Done {
  const thing = findThing(context, BUCKET);
  if (!thing && !context.told) return refuse(context);
  const isHeld = thing && context.store.listInner(thing).some(({ type }) => type === OBJECT);
  if (!isHeld || context.told) return remove(context, BUCKET);
  const message = "The bucket you tried to delete is not empty";
  return { error: { code: "BucketNotEmpty", message, status: 409 } };
}
