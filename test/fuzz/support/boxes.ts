/** Puts records into a file of some format, and damages it. */
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { Draw } from "../../support/make-value.ts";
import { makeTar, makeZip } from "../../trail/box-files.ts";
import { boxes } from "../../trail/boxes.ts";
import { printedBoxes } from "../../trail/boxes-printed.ts";
import { tableBoxes } from "../../trail/boxes-tables.ts";
import type { TestRecord } from "../../trail/records.ts";
import { drawCount, happens, pick } from "./draw-case.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateValue } from "./mutate-value.ts";
import { drawRecords } from "./records.ts";

const BOXES = Object.values({ ...boxes, ...printedBoxes, ...tableBoxes });

/** A box with records; records that a box cannot hold stand in the usual one. */
function putInBox(draw: Draw, records: readonly TestRecord[]): Uint8Array {
  const texts = records.map((record) => JSON.stringify(record) ?? "null");
  const usual = () => Buffer.from(`{"Records":[${texts.join(",")}]}`);
  if (happens(draw, 4)) return usual();
  try {
    return Buffer.from(pick(draw, BOXES)(records, texts) as string);
  } catch {
    return usual();
  }
}

const WRAPPINGS: readonly ((bytes: Buffer) => Uint8Array)[] = [
  gzipSync,
  gzipSync,
  gzipSync,
  (bytes) => gzipSync(gzipSync(bytes)),
  (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 50)), gzipSync(bytes.subarray(50))]),
  (bytes) => Buffer.from(bytes.toString("utf8"), "utf16le"),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString("utf8"), "utf16le")]),
  (bytes) => Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le").swap16(),
  (bytes) => Buffer.concat([Buffer.from("\ufeff"), bytes]),
  (bytes) => makeTar({ "a/b.json": bytes }),
  (bytes) => gzipSync(makeTar({ "a/b.json": bytes, "c.json.gz": gzipSync(bytes) })),
  (bytes) => makeZip({ "a/b.json": bytes.toString("utf8") }),
  (bytes) =>
    makeTar({ "a.zip": makeZip({ "b.json": bytes.toString("utf8") }), "c.tar": makeTar({ d: bytes }) }),
  (bytes) => Buffer.from(bytes.toString("base64")),
  (bytes) => Buffer.from(JSON.stringify({ data: gzipSync(bytes).toString("base64") })),
  zstdCompressSync,
  deflateSync,
  brotliCompressSync,
];

/** The bytes of a log: its records changed, its file damaged, packed, and that damaged again, or some of it. */
export async function drawLog(draw: Draw): Promise<Uint8Array> {
  const drawn = await drawRecords(draw);
  const records = happens(draw, 3) ? drawn : (mutateValue(draw, drawn, drawCount(draw)) as TestRecord[]);
  let bytes: Uint8Array = putInBox(draw, Array.isArray(records) ? records : [records]);
  if (happens(draw, 2)) bytes = mutateBytes(draw, bytes, drawCount(draw));
  if (happens(draw, 3)) {
    bytes = pick(draw, WRAPPINGS)(Buffer.from(bytes));
    if (happens(draw, 2)) bytes = mutateBytes(draw, bytes, drawCount(draw));
  }
  return bytes;
}
