/** Compares what two emulators answer to the same calls, but for what is made up anew each time. */
import { Digits } from "../../../src/aws/values.ts";
import { isObject } from "../../../src/base/values.ts";
import type { Shown } from "../../instance/engines/support/client.ts";

/** Texts that are another's each time: ids, hashes, digits of sequences, moments, addresses. */
const MADE_UP = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
  /\b\d{10,}\b/g,
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

function* compare(own: unknown, other: unknown, path: string, name: string): Generator<string> {
  if (own === undefined || other === undefined) {
    if (own !== other) yield `${path}: ${own === undefined ? "only there" : "only here"}`;
    return;
  }
  const [kind, otherKind] = [kindOf(own), kindOf(other)];
  if (kind !== otherKind) yield `${path}: ${kind} here, ${otherKind} there`;
  else if (Array.isArray(own) && Array.isArray(other)) {
    if (own.length !== other.length) yield `${path}: other items`;
    else for (const [at, item] of own.entries()) yield* compare(item, other[at], `${path}[]`, name);
  } else if (kind === "object" && isObject(own) && isObject(other)) {
    for (const member of new Set([...Object.keys(own), ...Object.keys(other)]))
      if (member !== "ResponseMetadata")
        yield* compare(own[member], other[member], path === "" ? member : `${path}.${member}`, member);
  } else if (kind !== "a moment" && !NAMES_OF_MADE_UP.test(name)) {
    const [text, otherText] = [own, other].map((value) => simplify(String(value)));
    if (text !== otherText) yield `${path}: other value`;
  }
}

/** How an answer differs from another emulator's, a line each; lines say nothing of the values, so that one cause is one line. */
export function compareAnswers(own: Shown, other: Shown): string[] {
  const [code, otherCode] = [own, other].map(({ Error: error }) => error?.Code ?? "success");
  if (code !== otherCode) return [`${code} here, ${otherCode} there`];
  if (own.Error) {
    const isSame = simplify(own.Error.Message) === simplify(other.Error?.Message ?? "");
    return isSame ? [] : [`${code}: other words`];
  }
  return [...new Set(compare(own, other, "", ""))];
}
