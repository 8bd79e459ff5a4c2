/** What of items is told in a line each: which members, and each as a short text. */
import { tellBytes, tellExactly } from "../parts/format.ts";
import type { HeldItem, ItemColumn } from "./items-data.ts";

const MOST_COLUMNS = 6;
/** So much of an item's text is told in its line. */
const MOST_TEXT = 300;

/** DynamoDB's attributes say their type: `{"S": "text"}`. */
const ATTRIBUTE_TYPES: ReadonlySet<string> = new Set([
  "S",
  "N",
  "B",
  "BOOL",
  "NULL",
  "L",
  "M",
  "SS",
  "NS",
  "BS",
]);

function isMembers(value: unknown): value is HeldItem {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value without the types that DynamoDB writes around it. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isMembers(value)) return value;
  const entries = Object.entries(value);
  const [[type, inner] = ["", undefined]] = entries;
  if (entries.length !== 1 || !ATTRIBUTE_TYPES.has(type))
    return Object.fromEntries(entries.map(([name, item]) => [name, unwrap(item)]));
  if (type === "NULL") return null;
  return type === "N" ? { toString: () => String(inner), toJSON: () => String(inner) } : unwrap(inner);
}

function tellTime(value: unknown): string {
  const date = new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? String(value) : tellExactly(date.toISOString());
}

/** A member of an item as one line; "" where it has none. */
export function tellCell(item: HeldItem, { name, as }: ItemColumn): string {
  const value = unwrap(item[name]);
  if (value === undefined || value === null) return value === null && name in item ? "null" : "";
  if (as === "time") return tellTime(value);
  if (as === "bytes" && typeof value === "number") return tellBytes(value);
  const text = typeof value === "object" && !("toJSON" in value) ? JSON.stringify(value) : String(value);
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

/** The members that most items have, those that come first in them first. */
export function chooseColumns(items: readonly HeldItem[]): ItemColumn[] {
  const counts = new Map<string, number>();
  for (const item of items.slice(0, 200))
    for (const name of Object.keys(item)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_COLUMNS);
  return most.map(([name]) => ({ name }));
}

/** Whether a text is in an item, whatever the case. */
export function hasText(item: HeldItem, text: string): boolean {
  return JSON.stringify(item).toLowerCase().includes(text.toLowerCase());
}
