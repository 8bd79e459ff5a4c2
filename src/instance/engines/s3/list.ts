/** S3's lists of objects: by prefix and delimiter, a page at a time. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import type { Bucket } from "./bucket.ts";
import { END, findCommon, RecordCursor } from "./cursor.ts";
import { invalidArgument, isRefusal, type S3Refusal } from "./errors.ts";
import { parse } from "./keys.ts";
import { echo, makeWriter, readSize, tellObject, tellOwner } from "./list-words.ts";
import { openBucket } from "./open-bucket.ts";
import type { StoredObject } from "./stored.ts";

/** One entry of a list: an object, or what several keys begin with. */
interface Entry {
  readonly key: string;
  readonly stored?: StoredObject | undefined;
}

/** The entries behind a key: keys that go on behind a delimiter are one entry together. */
function* walk(bucket: Bucket, input: Structure, after: string): Generator<Entry> {
  const prefix = readText(input, "Prefix");
  const delimiter = readText(input, "Delimiter");
  const isCommon = after !== "" && findCommon(after, prefix, delimiter) === after;
  const start = isCommon ? `${after}${END}` : after;
  const cursor = new RecordCursor(bucket.space("objects"), prefix, start === "" ? undefined : start);
  for (let record = cursor.peek(); record; record = cursor.peek()) {
    const key = String(record.key);
    const common = findCommon(key, prefix, delimiter);
    if (common === undefined) {
      yield { key, stored: parse<StoredObject>(record.value) };
      cursor.next();
    } else {
      yield { key: common };
      cursor.jump(`${common}${END}`);
    }
  }
}

interface Page {
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  /** What lists of both versions say. */
  readonly said: Structure;
}

function turnPage(context: Context, bucket: Bucket, after: string, tellsOwner: boolean): Page | S3Refusal {
  const { input } = context;
  const size = readSize(input, "MaxKeys", "maxKeys");
  if (isRefusal(size)) return size;
  const write = makeWriter(input);
  const entries: Entry[] = [];
  let hasMore = false;
  if (size > 0) {
    for (const entry of walk(bucket, input, after)) {
      hasMore = entries.length === size;
      if (hasMore) break;
      entries.push(entry);
    }
  }
  const Contents = entries.flatMap(({ key, stored }) =>
    stored
      ? [
          {
            ...tellObject(stored, write(key)),
            ...(tellsOwner && { Owner: tellOwner(context, bucket, stored) }),
          },
        ]
      : [],
  );
  const CommonPrefixes = entries.flatMap(({ key, stored }) => (stored ? [] : [{ Prefix: write(key) }]));
  return {
    entries,
    hasMore,
    said: {
      ...echo(input),
      MaxKeys: size,
      IsTruncated: hasMore,
      ...(Contents.length > 0 && { Contents }),
      ...(CommonPrefixes.length > 0 && { CommonPrefixes }),
    },
  };
}

const TOKEN_MARK = "1";

function writeToken(key: string): string {
  return `${TOKEN_MARK}${Buffer.from(key).toString("base64")}`;
}

function readToken(token: string): string | S3Refusal {
  if (token.startsWith(TOKEN_MARK) && token.length > 1)
    return Buffer.from(token.slice(1), "base64").toString();
  return invalidArgument("The continuation token provided is incorrect", "continuation-token");
}

/** ListObjectsV2. */
export function listByToken(context: Context): Done {
  const { input } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const { ContinuationToken: token } = input;
  const start = readText(input, "StartAfter");
  const after = typeof token === "string" ? readToken(token) : start;
  if (isRefusal(after)) return after;
  const page = turnPage(context, bucket, after, input["FetchOwner"] === true);
  if (isRefusal(page)) return page;
  const { entries, hasMore, said } = page;
  return {
    output: {
      ...said,
      KeyCount: entries.length,
      ...(typeof token === "string" && { ContinuationToken: token }),
      // Where a list goes on, nothing asks where it began.
      ...(start && typeof token !== "string" && { StartAfter: makeWriter(input)(start) }),
      ...(hasMore && { NextContinuationToken: writeToken(entries.at(-1)?.key ?? "") }),
    },
  };
}

/** ListObjects, which goes on by the key that it ended with. */
export function listByMarker(context: Context): Done {
  const { input } = context;
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const marker = readText(input, "Marker");
  const page = turnPage(context, bucket, marker, true);
  if (isRefusal(page)) return page;
  const { entries, hasMore, said } = page;
  const write = makeWriter(input);
  const tellsNext = hasMore && readText(input, "Delimiter") !== "";
  return {
    output: {
      ...said,
      Marker: write(marker),
      ...(tellsNext && { NextMarker: write(entries.at(-1)?.key ?? "") }),
    },
  };
}
