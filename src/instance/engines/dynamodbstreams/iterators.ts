/** Iterators of shards: texts that say where in which stream reading goes on, for a quarter of an hour. */
import { isObject } from "../../../base/values.ts";
import { refuse, refuseAs } from "../dynamodb/refusal.ts";

/** Where reading goes on: at a sequence number, or after one. */
export interface StreamPlace {
  readonly from?: string | undefined;
  readonly after?: string | undefined;
}

const HELD_MS = 900_000;

/** An iterator as AWS writes it: the stream, a version, and what only the service reads. */
export function writeIterator(arn: string, { from, after }: StreamPlace, now: number): string {
  const text = JSON.stringify({ from, after, at: now });
  return `${arn}|1|${Buffer.from(text).toString("base64")}`;
}

function parse(base64: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown) => (typeof value === "string" && /^\d+$/.test(value) ? value : undefined);

/** What an iterator says. Throws a refusal where it is none, or too old. */
export function readIterator(
  iterator: string,
  now: number,
): { readonly arn: string; readonly place: StreamPlace } {
  const [arn = "", version, base64 = ""] = iterator.split("|");
  const said = version === "1" ? parse(base64) : undefined;
  const at = said?.["at"];
  if (!said || typeof at !== "number") throw refuse("Invalid ShardIterator");
  if (now - at > HELD_MS)
    throw refuseAs(
      "ExpiredIteratorException",
      "The shard iterator has expired. Shard iterators are only valid for 15 minutes after they are created.",
    );
  return { arn, place: { from: textOf(said["from"]), after: textOf(said["after"]) } };
}
