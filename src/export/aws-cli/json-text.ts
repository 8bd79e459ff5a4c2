/** Values as JSON in the names of the models' members, as the AWS CLI takes them. */
import { encodeBase64, formatNumber } from "../../aws/formats/scalars.ts";
import type { Shape } from "../../aws/model/types.ts";
import { Digits, isStructure, type Value } from "../../aws/values.ts";
import { escapeUnprintable } from "../../report/unprintable.ts";

/** What is longer is laid out on lines of its own. */
const LINE = 100;

function writeScalar(value: Exclude<Value, readonly Value[]>): string {
  if (typeof value === "string") return escapeUnprintable(JSON.stringify(value.toWellFormed()));
  if (value instanceof Digits) return value.text;
  if (typeof value === "number") {
    const text = formatNumber(value);
    return Number.isFinite(value) ? text : JSON.stringify(text);
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (value instanceof Uint8Array) return JSON.stringify(encodeBase64(value));
  return JSON.stringify(value);
}

function layOut(items: readonly string[], [open, close]: readonly [string, string], indent: string): string {
  if (items.length === 0) return open + close;
  const line = `${open}${items.join(", ")}${close}`;
  if (indent.length + line.length <= LINE && !line.includes("\n")) return line;
  const inner = `${indent}  `;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** The JSON of a value of a shape. Members that are null are left out, but for those of a document. Bytes are base64, moments ISO 8601. */
export function writeJsonText(value: Value, shape: Shape | undefined, indent = ""): string {
  const inner = `${indent}  `;
  const isFree = shape?.document === true;
  const within = (name?: string) =>
    isFree ? shape : name === undefined ? shape?.member : (shape?.members?.[name] ?? shape?.value);
  if (Array.isArray(value))
    return layOut(
      (value as readonly Value[]).map((item) => writeJsonText(item, within(), inner)),
      ["[", "]"],
      indent,
    );
  if (!isStructure(value)) return writeScalar(value as Exclude<Value, readonly Value[]>);
  const members = Object.entries(value).flatMap(([name, item]) =>
    item === undefined || (item === null && !isFree)
      ? []
      : [`${writeScalar(name)}: ${writeJsonText(item, within(name), inner)}`],
  );
  return layOut(members, ["{", "}"], indent);
}
