/** The records of an object as S3 Select reads it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_InputSerialization.html */
import { gunzipSync } from "node:zlib";
import { isStructure, type Structure } from "../../../../aws/values.ts";
import { readText } from "../../engine.ts";
import { refusal } from "../../refusal.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { unsupported } from "./refusals.ts";
import type { SelectRecord } from "./values.ts";

/** How much of an object is read: all of it is in memory. */
export const LARGEST_SELECTED = 128 * 1024 ** 2;

function decompress(bytes: Uint8Array, type: string): Uint8Array {
  switch (type) {
    case "":
    case "NONE":
      return bytes;
    case "GZIP":
      try {
        return gunzipSync(bytes, { maxOutputLength: LARGEST_SELECTED });
      } catch {
        throw refusal(
          "TruncatedInput",
          "Object decompression failed. Check that the object is properly compressed.",
        );
      }
    default:
      throw unsupported(`CompressionType ${type}`);
  }
}

/** What is read of an object: its text, and the records in it. */
export interface ReadRecords {
  /** The bytes that were read, once they are decompressed. */
  readonly size: number;
  readonly records: Iterable<SelectRecord>;
}

/** The records of an object's bytes. Throws a refusal of what is not as the input says. */
export function readRecords(bytes: Uint8Array, input: Structure): ReadRecords {
  const { CSV: csv, JSON: json, Parquet: parquet } = input;
  const given = [csv, json, parquet].filter(isStructure);
  if (given.length !== 1)
    throw refusal(
      "InvalidDataSource",
      "Invalid data source type. Only CSV, JSON, and Parquet are supported.",
    );
  if (isStructure(parquet)) throw unsupported("Parquet");
  const plain = decompress(bytes, readText(input, "CompressionType"));
  const text = new TextDecoder().decode(plain);
  if (isStructure(csv)) return { size: plain.length, records: readCsv(text, csv) };
  const type = isStructure(json) ? readText(json, "Type") : "";
  if (type !== "DOCUMENT" && type !== "LINES")
    throw refusal("InvalidJsonType", "The JsonType is invalid. Only DOCUMENT and LINES are supported.");
  return { size: plain.length, records: readJson(text) };
}
