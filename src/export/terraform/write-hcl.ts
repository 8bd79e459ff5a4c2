/** Writes values as HCL has them (https://developer.hashicorp.com/terraform/language/expressions/strings). */
import { isObject, type JsonObject, type JsonValue } from "../../base/values.ts";
import { blankUnprintable, escapeLetter } from "../../report/unprintable.ts";

const ESCAPED: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** A text in quotes, in which nothing is a template. */
export function quoteHcl(text: string): string {
  // Half a letter is none, in HCL as in Unicode.
  const quoted = text
    .toWellFormed()
    .replace(/["\\\n\r\t]/g, (letter) => ESCAPED[letter] ?? letter)
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu, escapeLetter)
    .replace(/[$%](?=\{)/g, "$&$&");
  return `"${quoted}"`;
}

/** A value as an expression; undefined for what an argument does not take. */
export function writeHcl(value: JsonValue): string | undefined {
  if (typeof value === "string") return quoteHcl(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    const items = value.map(writeHcl);
    return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
  }
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value as JsonObject).map(
    ([name, inner]) => [quoteHcl(name), writeHcl(inner)] as const,
  );
  if (entries.some(([, inner]) => inner === undefined)) return undefined;
  return `{ ${entries.map(([name, inner]) => `${name} = ${inner}`).join(", ")} }`;
}

/** A comment of one line, whatever stands in the text. */
export function commentHcl(text: string): string {
  return `# ${blankUnprintable(text)}`;
}

/** Arguments of a block, one a line, as `terraform fmt` lays them out: what they are set to stands in one column. */
export function writeArgumentLines(given: readonly (readonly [name: string, written: string])[]): string[] {
  const width = Math.max(0, ...given.map(([name]) => name.length));
  return given.map(([name, written]) => `  ${name.padEnd(width)} = ${written}`);
}
