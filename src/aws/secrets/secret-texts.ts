/** Texts that must not be shown, and what is shown in their place. */
import type { JsonValue } from "../../base/values.ts";
import { parseJson } from "../formats/json.ts";
import { Digits, isStructure, type Value } from "../values.ts";
import { decodeText } from "./encoded-text.ts";
import { listForms } from "./text-forms.ts";
import { TextTree } from "./text-tree.ts";

/** What stands in the place of a secret. */
export const HIDDEN = "(hidden)";

/** Lines of a key or a script, and texts of a document, that tell something by themselves. */
const SHORTEST_LINE = 12;
const SHORTEST_INNER = 8;
/** As long as a secret's value may be; code and objects are longer. */
const LONGEST_BYTES = 65_536;

/** The texts of a JSON document: of a secret that is one, each may be quoted alone. */
function* listInner(value: unknown): Generator<string> {
  if (typeof value === "string" && value.length >= SHORTEST_INNER) yield value;
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* listInner(inner);
}

/** The texts that must not be shown. */
export class SecretTexts {
  readonly #texts = new TextTree();

  /** Adds all that stands in a value. A boolean or a date says too little to be looked for, and a package too much. */
  add(value: Value | undefined): void {
    if (typeof value === "string") this.#addText(value);
    else if (typeof value === "number") this.#addForms(String(value));
    else if (value instanceof Digits) this.#addForms(value.text);
    else if (value instanceof Uint8Array && value.length <= LONGEST_BYTES) {
      const bytes = Buffer.from(value);
      this.#addForms(bytes.toString("base64"));
      this.#addForms(bytes.toString("base64url"));
      this.#addText(bytes.toString());
    } else if (Array.isArray(value)) for (const item of value as readonly Value[]) this.add(item);
    else if (isStructure(value)) for (const inner of Object.values(value)) this.add(inner);
  }

  /** Adds a text, with what it encodes and the texts of the document that it is. */
  #addText(text: string): void {
    this.#addForms(text);
    if (text.length > LONGEST_BYTES) return;
    const decoded = decodeText(text);
    if (decoded !== undefined) this.#addForms(decoded);
    const document = /^\s*[[{]/.test(decoded ?? text) ? parseJson(decoded ?? text) : undefined;
    for (const inner of listInner(document)) this.#addForms(inner);
  }

  #addForms(text: string): void {
    const lines = text.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE && line !== text);
    for (const form of [text, ...lines].flatMap(listForms)) this.#texts.add(form);
  }

  /** Whether a secret stands in `text`. */
  isIn(text: string): boolean {
    return this.#texts.findAll(text).length > 0;
  }

  /** `text` with something else in the place of each secret that stands in it. */
  replace(text: string, write: (secret: string) => string): string {
    const parts: string[] = [];
    let done = 0;
    for (const { start, end } of this.#texts.findAll(text)) {
      parts.push(text.slice(done, start), write(text.slice(start, end)));
      done = end;
    }
    return done === 0 ? text : parts.join("") + text.slice(done);
  }

  /** `text` with the secrets hidden that stand in it. */
  hide(text: string): string {
    return this.replace(text, () => HIDDEN);
  }

  /** The same for every text of a shown value, names too. */
  hideIn(shown: JsonValue): JsonValue {
    if (typeof shown === "string") return this.hide(shown);
    if (typeof shown !== "object" || shown === null) return shown;
    if (Array.isArray(shown)) return shown.map((item: JsonValue) => this.hideIn(item));
    const entries = Object.entries(shown).map(([name, inner]) => [this.hide(name), this.hideIn(inner)]);
    return Object.fromEntries(entries);
  }
}

/** What is shown of bytes. */
export function showBytes({ length }: Uint8Array): string {
  return `(${length} bytes)`;
}

const BYTES = /^\(\d+ bytes\)$/;

/** Whether a shown text is not what stands: a secret is hidden in it, or it stands for bytes. */
export function isMasked(text: string): boolean {
  return text.includes(HIDDEN) || BYTES.test(text);
}

/** Whether something is hidden in a shown value. */
export function hasHidden(shown: JsonValue | undefined): boolean {
  if (typeof shown === "string") return shown.includes(HIDDEN);
  return typeof shown === "object" && shown !== null && Object.values(shown).some(hasHidden);
}
