/** Compares what two emulators answer to the same calls, but for what is made up anew each time. */
import { Digits } from "../../../src/aws/values.ts";
import { isObject } from "../../../src/base/values.ts";
import type { Shown } from "../../instance/engines/support/client.ts";

/** Texts that are another's each time: ids, hashes, digits of sequences, moments, addresses. */
const MADE_UP = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
  /\b\d{10,}(?:\.\d+)?\b/g,
  /\d{4}-\d\d-\d\dT[\d:.]+Z?/g,
  /^https?:\/\/[^/]*/,
];

/** As letters: what of a text is the same each time. */
function simplify(text: string): string {
  return MADE_UP.reduce((left, pattern) => left.replace(pattern, "…"), text);
}

function kindOf(value: unknown): string {
  if (value instanceof Date) return "a moment";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Digits) return "number";
  return Array.isArray(value) ? "list" : value === null ? "null" : typeof value;
}

/** Members whose values are made up wherever they are. */
const NAMES_OF_MADE_UP =
  /(?:Id|ID|Token|Handle|Arn|ARN|Iterator|Number|Label|Key|Signature|Blob|Plaintext|Ciphertext|Mac|Material|Version|VersionId)$|^(?:MD5OfMessageAttributes|ConsumedCapacity|ResponseMetadata)$/;

/** A document that a member holds as text. */
function readDocument(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : simplify(String(value));
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) || isObject(value)) && Object.keys(value).length === 0;
}

/** In an order that depends on nothing but the items. */
function sortItems(list: readonly unknown[]): unknown[] {
  return list
    .map((item) => [simplify(JSON.stringify(item)), item] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, item]) => item);
}

/** `unordered`: members whose lists AWS gives in no documented order. */
function* compare(
  own: unknown,
  other: unknown,
  path: string,
  name: string,
  unordered: readonly string[],
): Generator<string> {
  if (own === undefined || other === undefined) {
    const side = own === undefined ? "only there" : "only here";
    if (own !== other) yield `${path}: ${side}${isEmpty(own ?? other) ? ", empty" : ""}`;
    return;
  }
  const [kind, otherKind] = [kindOf(own), kindOf(other)];
  const [document, otherDocument] = [readDocument(own), readDocument(other)];
  if (kind !== otherKind) yield `${path}: ${kind} here, ${otherKind} there`;
  else if (document !== undefined && otherDocument !== undefined)
    yield* compare(document, otherDocument, `${path}{}`, name, unordered);
  else if (Array.isArray(own) && Array.isArray(other)) {
    if (own.length !== other.length) yield `${path}: other items`;
    else {
      const [items, otherItems] = unordered.includes(name)
        ? [sortItems(own), sortItems(other)]
        : [own, other];
      for (const [at, item] of items.entries())
        yield* compare(item, otherItems[at], `${path}[]`, name, unordered);
    }
  } else if (kind === "object" && isObject(own) && isObject(other)) {
    for (const member of new Set([...Object.keys(own), ...Object.keys(other)]))
      if (member !== "ResponseMetadata")
        yield* compare(
          own[member],
          other[member],
          path === "" ? member : `${path}.${simplify(member)}`,
          member,
          unordered,
        );
  } else if (kind !== "a moment" && !NAMES_OF_MADE_UP.test(name) && textOf(own) !== textOf(other))
    yield `${path}: other value`;
}

/**
 * How an answer differs from another emulator's, a line each; lines say nothing of the values, so that one cause is one line.
 * An emulator that fails says nothing of what AWS would answer.
 */
export function compareAnswers(own: Shown, other: Shown, unordered: readonly string[] = []): string[] {
  const [code, otherCode] = [own, other].map(({ Error: error }) => error?.Code ?? "success");
  if (other.ResponseMetadata.HTTPStatusCode === 500) return [];
  if (code !== otherCode) return [`${code} here, ${otherCode} there`];
  if (own.Error) {
    const isSame = simplify(own.Error.Message) === simplify(other.Error?.Message ?? "");
    return isSame ? [] : [`${code}: other words`];
  }
  return [...new Set(compare(own, other, "", "", unordered))];
}
