/** Which part of an object a read asks for: by bytes, or by the number of a part. */
import type { Structure } from "../../../aws/values.ts";
import { invalidRequest, refuse, type S3Refusal } from "./errors.ts";
import type { StoredObject, StoredPart } from "./stored.ts";

/** A range of an object's bytes. */
export interface AskedRange {
  readonly first: number;
  /** The first byte behind it. */
  readonly end: number;
  /** Whether it is answered as a part of the whole. */
  readonly isPartial: boolean;
  /** The part that was asked for by its number, of what was put in parts. */
  readonly part?: StoredPart | undefined;
}

/** `bytes=0-9`, `bytes=5-` or `bytes=-3`; several ranges, and units that are none, are not looked at. */
const RANGE = /^bytes=(\d*)-(\d*)$/;

function readBytes(text: string, size: number): AskedRange | S3Refusal | undefined {
  const [, from, to] = RANGE.exec(text) ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if (from !== "" && to !== "" && Number(from) > Number(to)) return undefined;
  // The last bytes of what is empty are all that there is.
  if (from === "" && size === 0 && Number(to) > 0) return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(Number(to) + 1, size);
  if (first < end) return { first, end, isPartial: true };
  return refuse("InvalidRange", "The requested range is not satisfiable", 416, {
    RangeRequested: text,
    ActualObjectSize: String(size),
  });
}

function readPart({ parts, size }: StoredObject, number: number): AskedRange | S3Refusal {
  const count = parts?.length ?? 1;
  const refused = refuse("InvalidPartNumber", "The requested partnumber is not satisfiable", 416, {
    PartNumberRequested: String(number),
    ActualPartCount: String(count),
  });
  // No byte is in a range of what is empty.
  if (!parts) return number === 1 ? { first: 0, end: size, isPartial: size > 0 } : refused;
  let first = 0;
  for (const part of parts) {
    if (part.number === number) return { first, end: first + part.size, isPartial: true, part };
    first += part.size;
  }
  return refused;
}

/** The range that a read asks for, or why it cannot have it. */
export function readRange(input: Structure, stored: StoredObject): AskedRange | S3Refusal {
  const { Range: asked, PartNumber: number } = input;
  if (typeof asked === "string" && typeof number === "number")
    return invalidRequest("Cannot specify both Range header and partNumber query parameter");
  if (typeof number === "number") return readPart(stored, number);
  const range = typeof asked === "string" ? readBytes(asked, stored.size) : undefined;
  return range ?? { first: 0, end: stored.size, isPartial: false };
}
