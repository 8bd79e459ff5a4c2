/** Whether two scalars or documents say the same: policies as JSON, percent-encoded texts, numbers as text, ARNs. */
import { readAnswerPath } from "../aws/model/answer-path.ts";
import { Digits, isScalar, isStructure, type Structure, type Value } from "../aws/values.ts";
import { callsSame } from "./same-name.ts";

const ROOT_PRINCIPAL = /^arn:aws[a-z-]*:iam::(\d{12}):root$/;

/** Longer texts are compared as they are. */
const LONGEST_YAML = 100_000;
/** A line that names a member, and an anchor, by which a short text can stand for an endless document. */
const YAML_MEMBER = /^ *[\w"'-]{1,100}:(?:[ \r\n]|$)/m;
const YAML_ANCHOR = /(?:^|[\s[{,])&[\w-]/;

function parseYaml(text: string): unknown {
  if (text.length > LONGEST_YAML || !YAML_MEMBER.test(text) || YAML_ANCHOR.test(text)) return undefined;
  try {
    const value: unknown = Bun.YAML.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a document in JSON or, if it has several lines, in YAML says. */
function parseDocument(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text.includes("\n") ? parseYaml(text) : undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodePercent(text: string): string {
  if (!/%[0-9A-F]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A document in one spelling: sorted keys, lists as sets, a list of one as its item, scalars as texts. */
function canonicalise(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => JSON.stringify(canonicalise(item))).sort();
    const [only, ...others] = items;
    return only !== undefined && others.length === 0 ? JSON.parse(only) : items;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => [key, canonicalise(inner)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const text = String(value);
  return ROOT_PRINCIPAL.exec(text)?.[1] ?? text;
}

/** The scalar as text, for people and for comparing. */
export function printScalar(value: Value): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return value instanceof Digits ? value.text : String(value);
}

function isSwitch(text: string): boolean {
  return [true, false].map(String).includes(text.toLowerCase());
}

function sameTexts(expected: string, found: string): boolean {
  if (expected === found) return true;
  const [a, b] = [decodePercent(expected), decodePercent(found)];
  if (a === b || a.trim() === b.trim()) return true;
  // Other programs write what is on or off in their own way: True.
  if (isSwitch(a) && isSwitch(b)) return a.toLowerCase() === b.toLowerCase();
  const documents = [parseDocument(a), parseDocument(b)];
  if (documents[0] !== undefined && documents[1] !== undefined)
    return JSON.stringify(canonicalise(documents[0])) === JSON.stringify(canonicalise(documents[1]));
  if (a !== "" && b !== "" && Number(a) === Number(b)) return true;
  return callsSame(a, b);
}

/** Whether two scalars say the same; `anyCase` for enums. */
export function sameScalars(expected: Value, found: Value, anyCase = false): boolean {
  const [a, b] = [printScalar(expected), printScalar(found)];
  if (typeof expected === "boolean" || typeof found === "boolean" || anyCase)
    return a.toLowerCase() === b.toLowerCase();
  return sameTexts(a, b);
}

/** Whether everything that both values have is the same, whatever their shapes. */
export function matchesLoosely(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return true;
  if (isScalar(a) && isScalar(b)) return sameScalars(a, b);
  if (Array.isArray(a) && Array.isArray(b))
    return b.every((item) => a.some((other) => matchesLoosely(other, item)));
  if (!isStructure(a) || !isStructure(b)) return false;
  const shared = Object.keys(a).filter((name) => b[name] !== undefined);
  return shared.length > 0 && shared.every((name) => matchesLoosely(a[name], b[name]));
}

/** Whether a call says what a row asks of it: the value at a path, or any value there. */
export function saysSo(
  { at, is }: { readonly at: string; readonly is?: string | undefined },
  given: Structure,
): boolean {
  const [said] = readAnswerPath(at, given);
  return said !== undefined && (is === undefined || printScalar(said) === is);
}
