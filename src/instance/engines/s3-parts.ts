/** S3's uploads in parts. https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { findThing } from "../behaviour/names.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText } from "./engine.ts";
import { describeContent, findSource, OBJECT, putObject, readBytes, refuse, writeTag } from "./s3-objects.ts";

const UPLOAD = "multipart-upload";
const PART = "part";

/** The upload that a call names, whatever the call is about: the upload, its parts, or the object that these make. */
function findUpload(context: Context): Thing | undefined {
  const [bucket, key, id] = ["Bucket", "Key", "UploadId"].map((name) => readText(context.input, name));
  const kind = { service: "s3", type: UPLOAD };
  return context.store.find(placeOf(context, UPLOAD), kind, [id ?? ""], [bucket ?? "", key ?? ""]);
}

function refuseNoUpload(context: Context): Done {
  const message =
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.";
  return refuse(context, "NoSuchUpload", message);
}

function putPart(context: Context, upload: Thing, content: Uint8Array): string {
  const PartNumber = context.input["PartNumber"] ?? 0;
  const tag = writeTag(content);
  context.store.put({
    place: upload.place,
    service: upload.service,
    type: PART,
    chain: [...upload.chain, String(PartNumber)],
    within: UPLOAD,
    names: {},
    members: merge(describeContent(content, tag), { PartNumber }),
    tags: new Map(),
    createdAt: context.now,
    call: { operation: context.operation.name, input: makeStructure(), output: makeStructure() },
  });
  return tag;
}

/** Keeps a part, and tells its tag, by which it is named at the end. */
export function uploadPart(context: Context): Done {
  const upload = findUpload(context);
  if (!upload) return context.told ? { output: context.told.output } : refuseNoUpload(context);
  const sums = Object.entries(context.input).filter(([name]) => /^Checksum[A-Z0-9]+$/.test(name));
  return {
    output: merge(Object.fromEntries(sums), { ETag: putPart(context, upload, readBytes(context.input)) }),
  };
}

/** A part with the content of an object, or with a range of it. */
export function uploadPartCopy(context: Context): Done {
  const upload = findUpload(context);
  if (!upload) return context.told ? { output: context.told.output } : refuseNoUpload(context);
  const source = findSource(context);
  if (!source) return refuse(context);
  const [, first = "0", last] = /^bytes=(\d+)-(\d+)$/.exec(readText(context.input, "CopySourceRange")) ?? [];
  const end = last === undefined ? undefined : Number(last) + 1;
  const ETag = putPart(context, upload, readBytes(source.members).subarray(Number(first), end));
  return { output: merge({ CopyPartResult: merge({ ETag, LastModified: new Date(context.now) }) }) };
}

function listParts(context: Context, upload: Thing): Thing[] {
  const parts = context.store.listInner(upload).filter(({ type }) => type === PART);
  return parts.sort((a, b) => Number(a.members["PartNumber"]) - Number(b.members["PartNumber"]));
}

/** Tells the parts of an upload so far. */
export function tellParts(context: Context): Done {
  const upload = findUpload(context);
  if (!upload) return refuseNoUpload(context);
  const Parts = listParts(context, upload).map(({ members, createdAt }) => {
    const { PartNumber, ETag, Size } = members;
    return merge({ PartNumber, ETag, Size, LastModified: new Date(createdAt) });
  });
  const { Bucket, Key, UploadId } = context.input;
  return { output: merge({ Bucket, Key, UploadId, IsTruncated: false, StorageClass: "STANDARD", Parts }) };
}

/** The parts that an upload is to end with, in their order; the code of an error where they are not as it says. */
function chooseParts(parts: readonly Thing[], named: readonly Value[]): readonly Thing[] | string {
  const numbers = named.map((one) => (isStructure(one) ? Number(one["PartNumber"]) : Number.NaN));
  if (numbers.some((number, at) => number <= (numbers[at - 1] ?? 0))) return "InvalidPartOrder";
  const tagOf = (values: Structure) => readText(values, "ETag").replaceAll('"', "");
  const chosen = named.flatMap((one, at) => {
    const part = parts.find(({ members }) => members["PartNumber"] === numbers[at]);
    return part && isStructure(one) && tagOf(one) === tagOf(part.members) ? [part] : [];
  });
  return chosen.length === named.length && chosen.length > 0 ? chosen : "InvalidPart";
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidPart:
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  InvalidPartOrder: "The list of parts was not in ascending order. Parts must be ordered by part number.",
};

/** The tag of what is put in parts: of their tags, with their number. */
function writeTagOfParts(parts: readonly Thing[]): string {
  const hash = new Bun.CryptoHasher("md5");
  for (const { members } of parts) hash.update(readText(members, "ETag").replaceAll('"', ""), "hex");
  return `"${hash.digest("hex")}-${parts.length}"`;
}

/** Puts the object that the parts make. */
export function completeUpload(context: Context): Done {
  const upload = findUpload(context);
  if (!upload) return context.told ? putObject(context) : refuseNoUpload(context);
  const ended = context.input["MultipartUpload"];
  const named =
    isStructure(ended) && Array.isArray(ended["Parts"]) ? (ended["Parts"] as readonly Value[]) : [];
  const parts = listParts(context, upload);
  const chosen = chooseParts(parts, named);
  if (typeof chosen === "string" && !context.told)
    return { error: { code: chosen, message: MESSAGES[chosen] ?? "", status: 400 } };
  const all = typeof chosen === "string" ? parts : chosen;
  const { Bucket, Key } = context.input;
  const Body = Buffer.concat(all.map(({ members }) => readBytes(members)));
  const { UploadId: _, ...said } = upload.members;
  const done = putObject({ ...context, input: merge(said, { Bucket, Key, Body }) });
  if ("error" in done) return done;
  const ETag = readText(context.told?.output ?? {}, "ETag") || writeTagOfParts(all);
  const thing = findThing(context, OBJECT);
  if (thing) context.store.put({ ...thing, members: merge(thing.members, { ETag }) });
  for (const part of parts) context.store.remove(part);
  context.store.remove(upload);
  return { output: merge(done.output, { Bucket, Key, ETag, Location: `/${String(Bucket)}/${String(Key)}` }) };
}
