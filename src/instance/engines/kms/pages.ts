/** Lists in pages as KMS has them: `Truncated` is told in any case. */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";

/** Where the next page begins; it is nobody's to read. */
function writeMarker(start: number): string {
  return Buffer.from(`kms ${start}`).toString("base64url");
}

function readMarker(text: string): number {
  const [word, start = ""] = Buffer.from(text, "base64url").toString().split(" ");
  if (word !== "kms" || !/^\d{1,9}$/.test(start)) return refuse("InvalidMarkerException", "Invalid marker");
  return Number(start);
}

/** The page that an input asks for, in a member of the output. `usual`: how many where it does not say. */
export function tellPage(
  { input }: Context,
  member: string,
  items: readonly Value[],
  usual: number,
): Structure {
  const { Limit } = input;
  const marker = readText(input, "Marker");
  const start = marker === "" ? 0 : readMarker(marker);
  const end = start + (typeof Limit === "number" ? Limit : usual);
  const isTruncated = end < items.length;
  return merge(
    { [member]: items.slice(start, end), Truncated: isTruncated },
    isTruncated ? { NextMarker: writeMarker(end) } : makeStructure(),
  );
}
