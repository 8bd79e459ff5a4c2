/** Items in Amazon Ion, as exports have them: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html#S3DataExport.Output_Data_ION */
import type { AttributeValue, TableItem } from "../attributes.ts";

const SAFE_ID = /^[A-Za-z_$][\w$]*$/;

function quote(text: string): string {
  return JSON.stringify(text);
}

/** A number is a decimal, which has a point or an exponent. */
function writeNumber(text: string): string {
  return /[.eE]/.test(text) ? text.replace(/[eE]/, "d") : `${text}.`;
}

function writeBytes(bytes: Uint8Array): string {
  return `{{${Buffer.from(bytes).toString("base64")}}}`;
}

function writeSet(type: string, values: readonly string[]): string {
  return `$dynamodb_${type}::[${values.join(",")}]`;
}

function writeValue(value: AttributeValue): string {
  if (value.S !== undefined) return quote(value.S);
  if (value.N !== undefined) return writeNumber(value.N);
  if (value.B) return writeBytes(value.B);
  if (value.SS) return writeSet("SS", value.SS.map(quote));
  if (value.NS) return writeSet("NS", value.NS.map(writeNumber));
  if (value.BS) return writeSet("BS", value.BS.map(writeBytes));
  if (value.M) return writeIon(value.M);
  if (value.L) return `[${value.L.map(writeValue).join(",")}]`;
  return value.BOOL === undefined ? "null" : String(value.BOOL);
}

/** An item as a struct. */
export function writeIon(item: TableItem): string {
  const members = Object.entries(item).map(
    ([name, value]) => `${SAFE_ID.test(name) ? name : quote(name)}:${writeValue(value)}`,
  );
  return `{${members.join(",")}}`;
}
