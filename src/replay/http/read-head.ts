/** Reads the head of an answer of HTTP/1: https://www.rfc-editor.org/rfc/rfc9112 */

/** How the body of an answer ends. */
export type Framing =
  | { readonly by: "length"; readonly length: number }
  | { readonly by: "chunks" }
  | { readonly by: "connection" };

/** The head of an answer. */
export interface Head {
  readonly status: number;
  /** By lower-case names, in their order; of several with one name the texts one after the other, but of cookies the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly framing: Framing;
  /** Whether the endpoint keeps the connection open after the answer. */
  readonly isKept: boolean;
  /** Where the body begins. */
  readonly end: number;
}

/** What is not of the protocol. */
export type NotHttp = "not HTTP";

const STATUS_LINE = /^HTTP\/1\.(\d) (\d{3})(?: |$)/;
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** A field may have any byte but controls, and a line ends with a feed: https://www.rfc-editor.org/rfc/rfc9110#name-field-values */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/;
const DIGITS = /^\d{1,15}$/;
/** As many as fetch takes. */
const MOST_HEADERS = 256;
const CARRIAGE_RETURN = 13;
const NO_BODY: Framing = { by: "length", length: 0 };

/** Statuses whose answers have no body, whatever their headers say. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Whether the text may still become the first line of an answer. */
export function canBeHead(text: string): boolean {
  return text.startsWith("HTTP/1.");
}

function frame(status: number, headers: Readonly<Record<string, string>>): Framing | NotHttp {
  const coding = headers["transfer-encoding"]?.toLowerCase();
  const length = headers["content-length"];
  if (BODILESS.has(status)) return NO_BODY;
  if (coding !== undefined && coding !== "identity")
    return coding.split(",").at(-1)?.trim() === "chunked" ? { by: "chunks" } : "not HTTP";
  if (length === undefined) return { by: "connection" };
  return DIGITS.test(length) ? { by: "length", length: Number(length) } : "not HTTP";
}

/** Names as endpoints write them, to lower case. They are few. */
const names = new Map<string, string>();
const MOST_NAMES = 1_000;

/** The name in lower case; undefined of what is none. */
function readName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || !NAME.test(text)) return known;
  if (names.size >= MOST_NAMES) names.clear();
  const name = text.toLowerCase();
  names.set(text, name);
  return name;
}

/** Adds a header to those that came before; false where it contradicts them. */
function addHeader(headers: Record<string, string>, name: string, text: string): boolean {
  const before = headers[name];
  if (before === undefined || name === "set-cookie") headers[name] = text;
  // The same twice is once: https://www.rfc-editor.org/rfc/rfc9112#name-content-length
  else if (name === "content-length") return before === text;
  else headers[name] = `${before}, ${text}`;
  return true;
}

/** The headers in the order of their names. */
function sortHeaders(headers: Record<string, string>): Record<string, string> {
  const sorted: Record<string, string> = Object.create(null);
  for (const name of Object.keys(headers).sort()) sorted[name] = headers[name] ?? "";
  return sorted;
}

interface Headers {
  readonly headers: Record<string, string>;
  /** Where the body begins. */
  readonly end: number;
}

/** The lines behind the first one, up to an empty one. */
function readHeaders(text: string, from: number): Headers | NotHttp | undefined {
  const headers: Record<string, string> = Object.create(null);
  let [at, last, isSorted] = [from, "", true];
  for (let count = 0; ; count++) {
    const feed = text.indexOf("\n", at);
    if (feed < 0) return undefined;
    const end = feed > at && text.charCodeAt(feed - 1) === CARRIAGE_RETURN ? feed - 1 : feed;
    if (end === at) return { headers: isSorted ? headers : sortHeaders(headers), end: feed + 1 };
    const colon = text.indexOf(":", at);
    const name = colon < 0 || colon >= end ? undefined : readName(text.slice(at, colon));
    if (name === undefined || count === MOST_HEADERS) return "not HTTP";
    if (!addHeader(headers, name, text.slice(colon + 1, end).trim())) return "not HTTP";
    isSorted &&= last <= name;
    last = name;
    at = feed + 1;
  }
}

/**
 * The head that begins `text` (a byte a character); "not HTTP" where it is none, undefined where it is not whole yet. Heads that only say that
 * an answer is to come are passed over.
 */
export function readHead(text: string, from = 0): Head | NotHttp | undefined {
  const feed = text.indexOf("\n", from);
  if (feed < 0) return undefined;
  const isBoth = feed > from && text.charCodeAt(feed - 1) === CARRIAGE_RETURN;
  const [, minor, digits] = STATUS_LINE.exec(text.slice(from, isBoth ? feed - 1 : feed)) ?? [];
  if (digits === undefined) return "not HTTP";
  const read = readHeaders(text, feed + 1);
  if (read === undefined || read === "not HTTP") return read;
  const { headers, end } = read;
  if (CONTROL.test(text.slice(from, end))) return "not HTTP";
  const status = Number(digits);
  if (status >= 100 && status < 200) return status === 101 ? "not HTTP" : readHead(text, end);
  const framing = frame(status, headers);
  if (framing === "not HTTP") return framing;
  const said = headers["connection"]?.toLowerCase();
  const isKept = minor === "0" ? said === "keep-alive" : said === undefined || !said.includes("close");
  return { status, headers, framing, isKept: isKept && framing.by !== "connection", end };
}
