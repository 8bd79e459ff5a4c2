/**
 * Replaces what stands in JSON: in a text, or where a log has opened one. The words of its language stay, if it is one of
 * documents.json; keys and values that somebody chose are replaced.
 */
import { writeDocument } from "../aws/formats/json.ts";
import { Digits, makeStructure, type Value } from "../aws/values.ts";
import { parseExactly } from "../trail/parse-json.ts";
import { isCfnProperty, isDocumentKey, isDocumentValue, renewKey } from "./tables.ts";

type Renew = (text: string) => string;

/** What is nested deeper is replaced as a text. */
const DEEPEST = 60;
const ACCOUNT = /^\d{12}$/;
/** Under these keys of a policy stand actions. */
const ACTIONS: ReadonlySet<string> = new Set(["Action", "NotAction"]);

/** The JSON of a text, renewed; undefined where it is no object and no list. */
export function renewDocumentText(text: string, renew: Renew): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const document = parseExactly(text);
  if (document === undefined || typeof document !== "object" || document === null) return undefined;
  return writeDocument(renewDocument(document, renew));
}

/** A value of JSON, renewed; numbers stay, but for those that are as long as an account. */
export function renewDocument(value: unknown, renew: Renew, key = "", depth = 0): Value {
  if (value === null || value === undefined || typeof value === "boolean") return value ?? null;
  if (typeof value === "string") return renewValue(key, value, renew);
  if (typeof value === "number" || value instanceof Digits) return renewNumber(value, renew);
  if (depth > DEEPEST) return renew(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => renewDocument(item, renew, key, depth + 1));
  const made = makeStructure();
  const isAwsMade = isCfnResource(value);
  for (const [name, inner] of Object.entries(value as object)) {
    const isProperties = isAwsMade && name === "Properties";
    made[isDocumentKey(name) ? name : renewName(key, name, renew)] = isProperties
      ? renewProperties(inner, renew, depth + 1)
      : renewDocument(inner, renew, name, depth + 1);
  }
  return made;
}

/** A number that may be an account's is one. */
export function renewNumber(value: number | Digits, renew: Renew): number | Digits {
  const text = value instanceof Digits ? value.text : String(value);
  if (!ACCOUNT.test(text)) return value;
  const made = renew(text);
  return String(Number(made)) === made ? Number(made) : new Digits(made.replace(/^0+(?=\d)/, ""));
}

function renewName(parent: string, name: string, renew: Renew): string {
  // A condition's keys, and the names of Fn::GetAtt's attributes, which are AWS's as well.
  return name.includes(":") && parent !== "" ? renewKey(name, renew) : renew(name);
}

function renewValue(key: string, text: string, renew: Renew): string {
  if (ACTIONS.has(key)) return renewKey(text, renew);
  return isDocumentValue(key, text) ? text : renew(text);
}

function isCfnResource(value: object): boolean {
  const type: unknown = "Type" in value ? value.Type : undefined;
  return typeof type === "string" && /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type);
}

/** What a template says of a resource: its properties' names are AWS's. */
function renewProperties(value: unknown, renew: Renew, depth: number): Value {
  if (Array.isArray(value)) return value.map((item) => renewProperties(item, renew, depth + 1));
  if (typeof value !== "object" || value === null || value instanceof Digits || depth > DEEPEST)
    return renewDocument(value, renew, "", depth);
  const made = makeStructure();
  for (const [name, inner] of Object.entries(value)) {
    const isWord = isDocumentKey(name) || isCfnProperty(name);
    const isPolicy = typeof inner === "object" && /Document$/.test(name);
    made[isWord ? name : renewName("Properties", name, renew)] =
      isPolicy || typeof inner !== "object"
        ? renewDocument(inner, renew, name, depth + 1)
        : renewProperties(inner, renew, depth + 1);
  }
  return made;
}
