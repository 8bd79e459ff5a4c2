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
/** A field may have any byte but controls: https://www.rfc-editor.org/rfc/rfc9110#name-field-values */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;
const DIGITS = /^\d{1,15}$/;
/** As many as fetch takes. */
const MOST_HEADERS = 256;
const NO_BODY: Framing = { by: "length", length: 0 };

/** Statuses whose answers have no body, whatever their headers say. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Whether the text may still become the first line of an answer. */
export function canBeHead(text: string): boolean {
  return text.startsWith("HTTP/1.");
}

/** What follows a line: its end without a carriage return, and where the next one begins; undefined where it is not whole. */
function endLine(text: string, at: number): { readonly end: number; readonly next: number } | undefined {
  const feed = text.indexOf("\n", at);
  if (feed < 0) return undefined;
  const isBoth = feed > at && text.charCodeAt(feed - 1) === 13;
  return { end: isBoth ? feed - 1 : feed, next: feed + 1 };
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

/** The headers in the order of their names. Most answers have a few, each once. */
function sortHeaders(
  pairs: readonly (readonly [name: string, text: string])[],
): Record<string, string> | NotHttp {
  const headers: Record<string, string> = Object.create(null);
  const sorted = pairs.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  for (const [name, text] of sorted) {
    const before = headers[name];
    // https://www.rfc-editor.org/rfc/rfc9112#name-content-length: the same twice is once.
    if (before !== undefined && name === "content-length" && before !== text) return "not HTTP";
    headers[name] =
      before === undefined || name === "set-cookie" || name === "content-length"
        ? text
        : `${before}, ${text}`;
  }
  return headers;
}

/**
 * The head that begins `text` (a byte a character); "not HTTP" where it is none, undefined where it is not whole yet. Heads that only say that
 * an answer is to come are passed over.
 */
export function readHead(text: string, from = 0): Head | NotHttp | undefined {
  const first = endLine(text, from);
  if (!first) return undefined;
  const [, minor, digits] = STATUS_LINE.exec(text.slice(from, first.end)) ?? [];
  if (digits === undefined || CONTROL.test(text.slice(from, first.end))) return "not HTTP";
  const pairs: [name: string, text: string][] = [];
  let at = first.next;
  for (;;) {
    const line = endLine(text, at);
    if (!line) return undefined;
    const { end, next } = line;
    if (end === at) {
      at = next;
      break;
    }
    const colon = text.indexOf(":", at);
    if (colon < 0 || colon >= end || pairs.length === MOST_HEADERS) return "not HTTP";
    const [name, value] = [text.slice(at, colon), text.slice(colon + 1, end)];
    if (!NAME.test(name) || CONTROL.test(value)) return "not HTTP";
    pairs.push([name.toLowerCase(), value.trim()]);
    at = next;
  }
  const status = Number(digits);
  if (status >= 100 && status < 200) return status === 101 ? "not HTTP" : readHead(text, at);
  const headers = sortHeaders(pairs);
  if (headers === "not HTTP") return headers;
  const framing = frame(status, headers);
  if (framing === "not HTTP") return framing;
  const said = headers["connection"]?.toLowerCase();
  const isKept = minor === "0" ? said === "keep-alive" : said === undefined || !said.includes("close");
  return { status, headers, framing, isKept: isKept && framing.by !== "connection", end: at };
}
