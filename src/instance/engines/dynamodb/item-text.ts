/** Items as the texts that the records keep: JSON as the API has it. */
import { type AttributeValue, makeItem, type TableItem } from "./attributes.ts";

function decode(base64: unknown): Uint8Array {
  return typeof base64 === "string" ? Buffer.from(base64, "base64") : new Uint8Array();
}

function reviveValue(value: AttributeValue): AttributeValue {
  if (value.M) return { M: reviveItem(value.M) };
  if (value.L) return { L: value.L.map(reviveValue) };
  if (value.B) return { B: decode(value.B) };
  return value.BS ? { BS: value.BS.map(decode) } : value;
}

function reviveItem(parsed: TableItem): TableItem {
  const item = makeItem();
  for (const name of Object.keys(parsed)) {
    const value = parsed[name];
    if (value) item[name] = reviveValue(value);
  }
  return item;
}

/** The item of a text that writeItem wrote. */
export function readItem(text: string): TableItem {
  return reviveItem(JSON.parse(text) as TableItem);
}

/** Bytes have to be written as text. */
function writeValue(value: AttributeValue): unknown {
  if (value.M) return { M: writeValues(value.M) };
  if (value.L) return { L: value.L.map(writeValue) };
  if (value.B) return { B: Buffer.from(value.B).toString("base64") };
  return value.BS ? { BS: value.BS.map((bytes) => Buffer.from(bytes).toString("base64")) } : value;
}

function writeValues(item: TableItem): unknown {
  const written: Record<string, unknown> = Object.create(null);
  for (const name in item) written[name] = writeValue(item[name] ?? {});
  return written;
}

/** An item as a text. */
export function writeItem(item: TableItem): string {
  return JSON.stringify(writeValues(item));
}
