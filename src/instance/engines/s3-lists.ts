/** S3's lists of objects: by prefix and delimiter, a page at a time. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html */
import { percentEncode } from "../../aws/formats/percent.ts";
import type { Structure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText } from "./engine.ts";
import { OBJECT, readBytes, refuseWithoutBucket, writeTag } from "./s3-objects.ts";

const LARGEST_PAGE = 1_000;

/** One entry of a list: an object, or what several keys begin with. */
type Entry = { readonly key: string; readonly thing: Thing } | { readonly key: string };

function listObjects(context: Context): Thing[] {
  const bucket = readText(context.input, "Bucket");
  const all = context.store.list(placeOf(context, OBJECT), { service: "s3", type: OBJECT }, [bucket]);
  const keyed = all.map((thing) => ({ thing, bytes: Buffer.from(thing.chain.at(-1) ?? "") }));
  return keyed.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ thing }) => thing);
}

/** Keys that go on after a delimiter are one entry together. */
function groupKeys(things: readonly Thing[], prefix: string, delimiter: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const thing of things) {
    const key = thing.chain.at(-1) ?? "";
    if (!key.startsWith(prefix)) continue;
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const common = key.slice(0, at + delimiter.length);
    if (at < 0) entries.set(`key ${key}`, { key, thing });
    else entries.set(`common ${common}`, { key: common });
  }
  return [...entries.values()];
}

function describe({ members, createdAt }: Thing, Key: string): Structure {
  const content = readBytes(members);
  const usual = { ETag: writeTag(content), Size: content.length, StorageClass: "STANDARD" };
  const { ETag, Size, StorageClass } = members;
  const told = {
    ...(ETag && { ETag }),
    ...(Size !== undefined && { Size }),
    ...(StorageClass && { StorageClass }),
  };
  return merge({ Key, LastModified: new Date(createdAt) }, usual, told);
}

interface Page {
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  /** What lists of both versions say. */
  readonly said: Structure;
}

function turnPage(context: Context, after: string): Page {
  const { input } = context;
  const prefix = readText(input, "Prefix");
  const delimiter = readText(input, "Delimiter");
  const isEncoded = input["EncodingType"] === "url";
  const write = (key: string) => (isEncoded ? percentEncode(key).replaceAll("%2F", "/") : key);
  const asked = input["MaxKeys"];
  const size = Math.min(typeof asked === "number" ? asked : LARGEST_PAGE, LARGEST_PAGE);
  const isAfter = ({ key }: Entry) =>
    after === "" || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;
  const all = groupKeys(listObjects(context), prefix, delimiter).filter(isAfter);
  const entries = all.slice(0, size);
  const hasMore = size > 0 && all.length > size;
  const Contents = entries.flatMap((entry) =>
    "thing" in entry ? [describe(entry.thing, write(entry.key))] : [],
  );
  const CommonPrefixes = entries.flatMap((entry) =>
    "thing" in entry ? [] : [merge({ Prefix: write(entry.key) })],
  );
  return {
    entries,
    hasMore,
    said: merge({
      Name: readText(input, "Bucket"),
      Prefix: write(prefix),
      MaxKeys: size,
      IsTruncated: hasMore,
      ...(delimiter !== "" && { Delimiter: write(delimiter) }),
      ...(isEncoded && { EncodingType: "url" }),
      ...(Contents.length > 0 && { Contents }),
      ...(CommonPrefixes.length > 0 && { CommonPrefixes }),
    }),
  };
}

/** ListObjectsV2. */
export function listByToken(context: Context): Done {
  const refused = refuseWithoutBucket(context);
  if (refused) return refused;
  const token = readText(context.input, "ContinuationToken");
  const start = readText(context.input, "StartAfter");
  const { entries, hasMore, said } = turnPage(
    context,
    token ? Buffer.from(token, "base64url").toString() : start,
  );
  const next = Buffer.from(entries.at(-1)?.key ?? "").toString("base64url");
  return {
    output: merge(said, {
      KeyCount: entries.length,
      ...(token && { ContinuationToken: token }),
      ...(start && { StartAfter: start }),
      ...(hasMore && { NextContinuationToken: next }),
    }),
  };
}

/** ListObjects, which goes on by the key that it ended with. */
export function listByMarker(context: Context): Done {
  const refused = refuseWithoutBucket(context);
  if (refused) return refused;
  const Marker = readText(context.input, "Marker");
  const { entries, hasMore, said } = turnPage(context, Marker);
  const tellsNext = hasMore && readText(context.input, "Delimiter") !== "";
  return { output: merge(said, { Marker, ...(tellsNext && { NextMarker: entries.at(-1)?.key }) }) };
}
