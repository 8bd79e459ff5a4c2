/** Finds the secrets that stand in a text with something that says so. */
import { decodeText } from "./encoded-text.ts";
import { findIndentedSecrets } from "./indented.ts";
import type { SecretMembers } from "./secret-members.ts";

/** A name before `=` or `:`, as in a query, a command line, JSON within a text or a connection string; in an ARN it is a type. */
const NAME =
  /(?<![\w.-])(?<!arn:[a-z-]{1,20}:[\w-]{1,40}:[\w-]{0,40}:\d{0,12}:)-{0,2}([\w.-]{1,100})(?:\\{0,8}["'])?[ \t]*[=:][ \t]*/g;
/** A flag of a command line whose value is the next word. */
const FLAG = /(?<![\w.-])--?([\w.-]{1,100})[ \t]+(?!-)/g;
/** An element of XML. */
const ELEMENT = /<([\w.:-]{1,100})(?:\s[^<>]{0,1000})?>([^<]{1,8192})<\//g;
const QUOTE = /\\{0,8}(["'])/y;
const WORD = /[^\s&;,"'<>]+/y;
/** In an address before the host: a password, or a user's name that is as long as a token. */
const CREDENTIALS = /:\/\/(?:[^/?#\s:@]*:([^/?#\s@]+)|([^/?#\s:@]{20,}))@/g;
/** What an Authorization header holds; words of prose have no digits. */
const AUTHORIZATION = /\b(?:bearer|basic)[ \t]+(?=\S*[\d=])([\w.~+/=-]{8,})/gi;
/** More of a text is not shown. */
const LONGEST_SHOWN = 65_536;
const LONGEST_VALUE = 8_192;

/** The end of a quoted value; a quote that is escaped deeper than the first one is part of it. */
function findEnd(text: string, start: number, quote: string, depth: number): number {
  let escapes = 0;
  for (let at = start; at < text.length && at - start < LONGEST_VALUE; at++) {
    if (text[at] === quote && escapes <= depth) return at - Math.min(escapes, depth);
    escapes = text[at] === "\\" ? escapes + 1 : 0;
  }
  return Math.min(text.length, start + LONGEST_VALUE);
}

function readEscapes(quoted: string): string | undefined {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return undefined;
  }
}

/** The value that begins at a place, as it is written and as it is meant. */
function readValue(text: string, start: number): string[] {
  QUOTE.lastIndex = start;
  const [opening, quote] = QUOTE.exec(text) ?? [];
  if (opening !== undefined && quote !== undefined) {
    const from = start + opening.length;
    const written = text.slice(from, findEnd(text, from, quote, opening.length - 1));
    const meant = written.includes("\\") ? readEscapes(written) : undefined;
    return meant === undefined ? [written] : [written, meant];
  }
  WORD.lastIndex = start;
  return [...(WORD.exec(text) ?? [])];
}

/** Whether a word of a command line is a flag whose value, the next word, is a secret. */
export function isSecretFlag(word: string, { hasName }: SecretMembers): boolean {
  const [, name] = /^--?([\w.-]{1,100})$/.exec(word) ?? [];
  return name !== undefined && hasName(name);
}

/** One of these stands in whatever says that something is a secret; ids and names have none. */
const SAYS_MORE = /[=:<\s]/;

function findInPlain(text: string, members: SecretMembers): string[] {
  if (!SAYS_MORE.test(text)) return [];
  const { hasName } = members;
  const named = [NAME, FLAG]
    .flatMap((form) => [...text.matchAll(form)])
    .flatMap(({ 0: before, 1: name = "", index }) =>
      hasName(name) ? readValue(text, index + before.length) : [],
    );
  const elements = [...text.matchAll(ELEMENT)].flatMap(([, name = "", value = ""]) =>
    hasName(name) ? [value.trim()] : [],
  );
  const placed = [CREDENTIALS, AUTHORIZATION]
    .flatMap((form) => [...text.matchAll(form)])
    .map((found) => found.slice(1).find(Boolean) ?? "");
  const indented = text.includes("\n") ? findIndentedSecrets(text, members) : [];
  return [...named, ...elements, ...placed, ...indented].filter((secret) => secret !== "");
}

/**
 * The secrets in a text: after a secret member's name, or in a place of an address, a header or a document that holds one.
 * A text that encodes another with secrets in it is one as a whole.
 */
export function findSecretsIn(whole: string, members: SecretMembers): string[] {
  const text = whole.slice(0, LONGEST_SHOWN);
  const decoded = decodeText(text);
  const inner = decoded === undefined ? [] : findInPlain(decoded, members);
  return inner.length > 0 ? [text, ...inner] : findInPlain(text, members);
}
