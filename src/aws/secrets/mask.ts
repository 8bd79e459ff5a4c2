/**
 * Takes the secrets out of what is shown of a call: members that the API model marks as sensitive or that secrets.json
 * names are hidden whole, and their values are hidden wherever else they appear.
 */

import { parseJson } from "../formats/json.ts";
import type { Shape } from "../model/types.ts";
import { Digits, isStructure, type Value } from "../values.ts";
import { findSecretMembers, findSecretsIn, isSecretFlag, type SecretMembers } from "./secret-members.ts";
import { TextTree } from "./text-tree.ts";

/** What stands in the place of a secret. */
export const HIDDEN = "(hidden)";

/** A value as JSON.stringify takes it. */
export type Shown = null | string | number | boolean | readonly Shown[] | { readonly [name: string]: Shown };

/** Lines of a key or a script that tell something by themselves. */
const SHORTEST_LINE = 12;
/** As long as a secret's value may be; code and objects are longer. */
const LONGEST_BYTES = 65_536;

function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A text in the forms that it takes in documents, addresses and headers. */
function listForms(text: string): string[] {
  const quoted = JSON.stringify(text).slice(1, -1);
  const percent = percentEncode(text);
  return [
    text,
    text.trim(),
    quoted,
    JSON.stringify(quoted).slice(1, -1),
    percent,
    percent.replaceAll("%2F", "/"),
    percent.replaceAll("%20", "+"),
    encodeURIComponent(text.toWellFormed()),
    escapeXml(text),
    escapeXml(text).replaceAll('"', "&quot;"),
    Buffer.from(text).toString("base64"),
  ];
}

/** The texts that must not be shown. */
export class SecretTexts {
  readonly #texts = new TextTree();

  /** Adds all that stands in a value. A boolean or a date says too little to be looked for, and a package too much. */
  add(value: Value | undefined): void {
    if (typeof value === "string") this.#addText(value);
    else if (typeof value === "number") this.#addText(String(value));
    else if (value instanceof Digits) this.#addText(value.text);
    else if (value instanceof Uint8Array && value.length <= LONGEST_BYTES) {
      const bytes = Buffer.from(value);
      this.#addText(bytes.toString("base64"));
      this.#addText(bytes.toString("base64url"));
      this.#addText(bytes.toString());
    } else if (Array.isArray(value)) for (const item of value as readonly Value[]) this.add(item);
    else if (isStructure(value)) for (const inner of Object.values(value)) this.add(inner);
  }

  #addText(text: string): void {
    const lines = text.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE);
    for (const form of [text, ...lines].flatMap(listForms)) this.#texts.add(form);
  }

  /** `text` with the secrets hidden that stand in it. */
  hide(text: string): string {
    const parts: string[] = [];
    let done = 0;
    for (const { start, end } of this.#texts.findAll(text)) {
      parts.push(text.slice(done, start), HIDDEN);
      done = end;
    }
    return done === 0 ? text : parts.join("") + text.slice(done);
  }

  /** The same for every text of a shown value, names too. */
  hideIn(shown: Shown): Shown {
    if (typeof shown === "string") return this.hide(shown);
    if (typeof shown !== "object" || shown === null) return shown;
    if (Array.isArray(shown)) return shown.map((item: Shown) => this.hideIn(item));
    const entries = Object.entries(shown).map(([name, inner]) => [this.hide(name), this.hideIn(inner)]);
    return Object.fromEntries(entries);
  }
}

/** Whether something is hidden in a shown value. */
export function hasHidden(shown: Shown | undefined): boolean {
  if (typeof shown === "string") return shown.includes(HIDDEN);
  return typeof shown === "object" && shown !== null && Object.values(shown).some(hasHidden);
}

interface Masking {
  readonly members: SecretMembers;
  readonly secrets: SecretTexts;
}

/** The path of a member, as the rows of secrets.json write it. */
export function joinPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function showScalar(value: Value): Shown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  if (value instanceof Digits) return value.text;
  return value as Shown;
}

/** The value of a pair like a tag goes by the pair's own name: {"Name": "DB_PASSWORD", "Value": …}. */
function isSecretPair({ members }: Masking, value: Value): boolean {
  if (!isStructure(value)) return false;
  const name = Object.entries(value).find(([member]) =>
    /^(parameter|option|tag)?_?(name|key)$/i.test(member),
  )?.[1];
  return typeof name === "string" && members.hasName(name);
}

function walkEntries(walk: Masking, shape: Shape | undefined, value: Value, path: string): Shown {
  if (!isStructure(value)) return null;
  const isMap = shape?.type === "map";
  const isPair = isSecretPair(walk, value);
  const hasSecretKeys = isMap && shape.key?.sensitive;
  const shown: Record<string, Shown> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (hasSecretKeys) walk.secrets.add(name);
    const isSecret = walk.members.hasName(name) || (isPair && /value$/i.test(name));
    const innerRef = isMap ? shape.value : shape?.members?.[name];
    const innerPath = isMap ? `${path}{}` : joinPath(path, name);
    shown[name] = walkValue(walk, innerRef, inner, innerPath, isSecret);
  }
  return shown;
}

function walkValue(
  walk: Masking,
  shape: Shape | undefined,
  value: Value,
  path: string,
  isSecret: boolean,
): Shown {
  if (value === null) return null;
  if (isSecret || shape?.sensitive || walk.members.hasPath(path)) {
    walk.secrets.add(value);
    return HIDDEN;
  }
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    return items.map((item, index) => {
      const before = items[index - 1];
      const isOfFlag =
        typeof before === "string" &&
        isSecretFlag(before, walk.members) &&
        !(typeof item === "string" && item.startsWith("-"));
      return walkValue(walk, shape?.member, item, `${path}[]`, isOfFlag);
    });
  }
  if (isStructure(value)) return walkEntries(walk, shape, value, path);
  return typeof value === "string" ? showText(walk, value, path) : showScalar(value);
}

/** A text; where it is a JSON document with secrets by their names (a template, a policy), without them. */
function showText(walk: Masking, text: string, path: string): Shown {
  const document = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (document === undefined) {
    for (const secret of findSecretsIn(text, walk.members)) walk.secrets.add(secret);
    return text;
  }
  const shown = walkValue(walk, undefined, document as Value, path, false);
  return hasHidden(shown) ? JSON.stringify(shown) : text;
}

/**
 * What may be shown of an input or an output of the shape that `ref` names; bytes are only counted. The secrets found are
 * added to `secrets`, which the caller applies to whatever else it shows, this value too.
 */
export function maskValue(
  service: string,
  ref: Shape | undefined,
  value: Value,
  secrets: SecretTexts,
): Shown {
  return walkValue({ members: findSecretMembers(service), secrets }, ref, value, "", false);
}

/** The secrets that stand in values of one service, each of the shape beside it. */
export function collectSecrets(
  service: string,
  values: readonly { readonly shape: Shape | undefined; readonly value: Value | undefined }[],
): SecretTexts {
  const secrets = new SecretTexts();
  for (const { shape, value } of values) if (value !== undefined) maskValue(service, shape, value, secrets);
  return secrets;
}
