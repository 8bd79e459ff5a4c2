/** What a filter policy asks of one value: https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html */
import { ownRows } from "../../../base/own-rows.ts";
import type { TokenReader } from "./policy-tokens.ts";

/** A value of a message that a policy looks at. */
export type Leaf = string | number | boolean | null;

/** What is asked of a value; `exists` and `absent` ask whether there is one. */
export type Pattern =
  | { readonly kind: "exists" | "absent" }
  | { readonly kind: "value"; readonly fits: (value: Leaf) => boolean };

const ABSENT: Pattern = { kind: "absent" };
const EXISTS: Pattern = { kind: "exists" };

/** SNS looks at five digits behind the point: https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html */
const PRECISION = 100_000;

/** A number as far as SNS looks at it. */
function round(number: number): number {
  const scaled = number * PRECISION;
  return Number.isSafeInteger(Math.trunc(scaled)) ? Math.round(scaled) / PRECISION : number;
}

function roundLeaf(value: Leaf): Leaf {
  return typeof value === "number" ? round(value) : value;
}

function ask(fits: (value: Leaf) => boolean): Pattern {
  return { kind: "value", fits };
}

function askText(fits: (text: string) => boolean): Pattern {
  return ask((value) => typeof value === "string" && fits(value));
}

/** Whether a text fits a pattern in which `*` stands for anything. Linear but for what the stars make it look at again. */
function fitsWildcard(parts: readonly string[], text: string): boolean {
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The texts between the stars of a pattern, of which `\*` is none. */
function splitWildcard(reader: TokenReader, pattern: string): string[] {
  const parts = [""];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    const escaped = pattern.charAt(at + 1);
    if (character === "\\") {
      if (escaped !== "*" && escaped !== "\\")
        throw reader.refuse(`Invalid escape character at pos ${at + 1}`);
      parts.push(`${parts.pop() ?? ""}${escaped}`);
      at++;
    } else if (character === "*") {
      if (escaped === "*") throw reader.refuse(`Consecutive wildcard characters at pos ${at + 1}`);
      parts.push("");
    } else parts.push(`${parts.pop() ?? ""}${character}`);
  }
  return parts;
}

/** The number of an address, and of how many bits it is; undefined of what is none. */
function readAddress(text: string): { readonly number: bigint; readonly bits: 32 | 128 } | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    if (bytes.some((byte) => byte > 255)) return undefined;
    return { number: BigInt(bytes.reduce((sum, byte) => sum * 256 + byte, 0)), bits: 32 };
  }
  if (!/^[\da-fA-F:]{2,39}$/.test(text)) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const lacking = 8 - head.length - tail.length;
  if (halves.length === 1 ? lacking !== 0 : lacking < 1) return undefined;
  const groups = [...head, ...Array.from({ length: Math.max(0, lacking) }, () => "0"), ...tail];
  if (groups.some((group) => !/^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  const number = groups.reduce((sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)), 0n);
  return { number, bits: 128 };
}

function askAddress(reader: TokenReader, text: string): Pattern {
  const [address = "", mask, ...more] = text.split("/");
  if (mask === undefined || more.length > 0) throw reader.refuse("Malformed CIDR, one '/' required");
  if (!/^-?\d+$/.test(mask)) throw reader.refuse("Malformed CIDR, mask bits must be an integer");
  const base = readAddress(address);
  if (!base) throw reader.refuse(`Nonstandard IP address: ${address}`);
  const width = Number(mask);
  if (width < 0) throw reader.refuse("Malformed CIDR, mask bits must not be negative");
  if (width > base.bits - 1 && width > base.bits)
    throw reader.refuse(`IPv${base.bits === 32 ? 4 : 6} mask bits must be < ${base.bits}`);
  const shift = BigInt(base.bits - width);
  return askText((value) => {
    const other = readAddress(value);
    return other?.bits === base.bits && other.number >> shift === base.number >> shift;
  });
}

/** Whether a number stands to another as an operator says. */
const COMPARES: Readonly<Record<string, (a: number, b: number) => boolean>> = ownRows({
  "=": (a, b) => a === b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
});

function readNumeric(reader: TokenReader): Pattern {
  if (reader.next() !== "[") throw reader.refuse("Value of numeric must be an array.");
  if (reader.next() !== "text") throw reader.refuse(`Invalid member in numeric match: ${reader.text()}`);
  const operator = reader.text();
  const token = reader.next();
  const compare = COMPARES[operator];
  if (!compare) throw reader.refuse(`Unrecognized numeric range operator: ${operator}`);
  if (token !== "number")
    throw reader.refuse(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  const number = round(Number(reader.text()));
  const fits = (value: Leaf) => typeof value === "number" && compare(round(value), number);
  const behind = reader.next();
  if (behind === "]") return ask(fits);
  if (operator !== ">" && operator !== ">=") throw reader.refuse("Too many elements in numeric expression");
  if (behind !== "text") throw reader.refuse(`Bad value in numeric range: ${reader.text()}`);
  const upper = reader.text();
  const compareTop = upper === "<" || upper === "<=" ? COMPARES[upper] : undefined;
  if (!compareTop) throw reader.refuse(`Bad numeric range operator: ${upper}`);
  if (reader.next() !== "number") throw reader.refuse(`Value of ${upper} must be numeric`);
  const top = round(Number(reader.text()));
  if (reader.next() !== "]") throw reader.refuse("Too many terms in numeric range expression");
  if (top <= number) throw reader.refuse("Bottom must be less than top");
  return ask((value) => fits(value) && typeof value === "number" && compareTop(round(value), top));
}

/** A text, or a list of texts, inside of what nothing but the others fits. */
function readTexts(reader: TokenReader, kind: string): string[] {
  const token = reader.next();
  if (token === "text") return [reader.text()];
  if (token !== "[") throw reader.refuse("prefix/suffix match pattern must be a string");
  const texts: string[] = [];
  for (let inner = reader.next(); inner !== "]"; inner = reader.next()) {
    if (inner !== "text")
      throw reader.refuse(`Inside anything-but/${kind} list, number|start|null|boolean is not supported.`);
    texts.push(reader.text());
  }
  return texts;
}

/** How a text is compared by the operators that take one. */
const TEXTS: Readonly<Record<string, (reader: TokenReader, text: string) => (value: string) => boolean>> =
  ownRows({
    prefix: (_, text) => (value) => value.startsWith(text),
    suffix: (_, text) => (value) => value.endsWith(text),
    "equals-ignore-case": (_, text) => {
      const folded = text.toLowerCase();
      return (value) => value.toLowerCase() === folded;
    },
    wildcard: (reader, text) => {
      const parts = splitWildcard(reader, text);
      return (value) => fitsWildcard(parts, value);
    },
  });

function readOthers(reader: TokenReader): Pattern {
  const token = reader.next();
  if (token === "{") {
    if (reader.next() !== "name") throw reader.refuse("Anything-But expression name not found");
    const operator = reader.name;
    const compile = TEXTS[operator];
    if (!compile) throw reader.refuse(`Unsupported anything-but pattern: ${operator}`);
    const texts = readTexts(reader, operator);
    if (texts.includes("")) throw reader.refuse("Null prefix/suffix not allowed");
    const fits = texts.map((text) => compile(reader, text));
    if (reader.next() !== "}") throw reader.refuse("Only one key allowed in match expression");
    return askText((value) => !fits.some((fit) => fit(value)));
  }
  if (token === "text" || token === "number") {
    const other = token === "text" ? reader.text() : round(Number(reader.text()));
    return ask((value) => roundLeaf(value) !== other);
  }
  if (token !== "[")
    throw reader.refuse("Value of anything-but must be an array or single string/number value.");
  const others = new Set<Leaf>();
  const kinds = new Set<string>();
  for (let inner = reader.next(); inner !== "]"; inner = reader.next()) {
    if (inner !== "text" && inner !== "number")
      throw reader.refuse("Inside anything but list, start|null|boolean is not supported.");
    others.add(inner === "text" ? reader.text() : round(Number(reader.text())));
    kinds.add(inner);
  }
  if (kinds.size !== 1)
    throw reader.refuse(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  return ask((value) => !others.has(roundLeaf(value)));
}

function readExists(reader: TokenReader): Pattern {
  const token = reader.next();
  if (token !== "true" && token !== "false")
    throw reader.refuse("exists match pattern must be either true or false.");
  return token === "true" ? EXISTS : ABSENT;
}

function readCompared(reader: TokenReader, operator: string): Pattern {
  const compile = TEXTS[operator];
  const token = reader.next();
  // A prefix or a suffix may be asked for whatever its case.
  if (compile && token === "{" && (operator === "prefix" || operator === "suffix")) {
    if (reader.next() !== "name" || reader.name !== "equals-ignore-case" || reader.next() !== "text")
      throw reader.refuse(`${operator} match pattern must be a string`);
    const fits = compile(reader, reader.text().toLowerCase());
    if (reader.next() !== "}") throw reader.refuse("Only one key allowed in match expression");
    return askText((value) => fits(value.toLowerCase()));
  }
  if (token !== "text")
    throw reader.refuse(`${operator === "cidr" ? "prefix" : operator} match pattern must be a string`);
  const text = reader.text();
  return compile ? askText(compile(reader, text)) : askAddress(reader, text);
}

const OPERATORS: Readonly<Record<string, (reader: TokenReader) => Pattern>> = ownRows({
  numeric: readNumeric,
  "anything-but": readOthers,
  exists: readExists,
});

/** The pattern of an object whose brace was read, up to where it ends. */
export function readExpression(reader: TokenReader): Pattern {
  if (reader.next() !== "name") throw reader.refuse("Match expression name not found");
  const operator = reader.name;
  const read = OPERATORS[operator];
  if (!read && !TEXTS[operator] && operator !== "cidr")
    throw reader.refuse(`Unrecognized match type ${operator}`);
  const pattern = read ? read(reader) : readCompared(reader, operator);
  if (reader.next() !== "}") throw reader.refuse("Only one key allowed in match expression");
  return pattern;
}

/** The pattern of a value itself. */
export function readExact(reader: TokenReader, kind: string): Pattern {
  const text = reader.text();
  const wanted: Leaf =
    kind === "text"
      ? text
      : kind === "number"
        ? round(Number(text))
        : kind === "null"
          ? null
          : kind === "true";
  return ask((value) => roundLeaf(value) === wanted);
}
