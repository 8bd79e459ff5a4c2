/** The parts of a regular expression, as far as attacks on it need them. */

export type Part =
  | { readonly kind: "atom"; readonly source: string }
  /** An anchor or a border: it matches nothing by itself. */
  | { readonly kind: "border" }
  | {
      readonly kind: "choice";
      readonly options: readonly (readonly Part[])[];
      readonly look?: "is" | "is not";
    }
  | { readonly kind: "repeat"; readonly part: Part; readonly min: number; readonly max: number };

const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<[^>]*>|c[A-Za-z]|[\s\S])/y;
const COUNT = /\{(\d+)(?:(,)(\d*))?\}/y;
const OPENING = /\((?:\?(?:(<?[=!])|<[^>]+>|[a-z-]*:))?/y;

function readAt(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source) ?? undefined;
}

/** Where the class that begins at `start` ends. */
function findClassEnd(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "]") return at + 1;
  }
  throw new RangeError(`a class of ${source} has no end`);
}

function readAtom(source: string, at: number): { part: Part; end: number } {
  const sign = source[at];
  if (sign === "^" || sign === "$") return { part: { kind: "border" }, end: at + 1 };
  if (sign === "[") {
    const end = findClassEnd(source, at);
    return { part: { kind: "atom", source: source.slice(at, end) }, end };
  }
  if (sign === "\\") {
    const escaped = readAt(ESCAPE, source, at)?.[0] ?? "\\";
    const isBorder = escaped === "\\b" || escaped === "\\B";
    const part: Part = isBorder ? { kind: "border" } : { kind: "atom", source: escaped };
    return { part, end: at + escaped.length };
  }
  const text = String.fromCodePoint(source.codePointAt(at) ?? 0);
  return { part: { kind: "atom", source: text }, end: at + text.length };
}

function readRepeat(source: string, at: number): { min: number; max: number; end: number } | undefined {
  const lazy = (end: number) => (source[end] === "?" ? end + 1 : end);
  const most = Number.POSITIVE_INFINITY;
  if (source[at] === "*") return { min: 0, max: most, end: lazy(at + 1) };
  if (source[at] === "+") return { min: 1, max: most, end: lazy(at + 1) };
  if (source[at] === "?") return { min: 0, max: 1, end: lazy(at + 1) };
  const count = readAt(COUNT, source, at);
  if (!count) return undefined;
  const [whole, least, comma, limit] = count;
  const max = comma === undefined ? Number(least) : limit === "" ? most : Number(limit);
  return { min: Number(least), max, end: lazy(at + whole.length) };
}

function readOptions(source: string, start: number): { options: Part[][]; end: number } {
  const options: Part[][] = [[]];
  let at = start;
  while (at < source.length && source[at] !== ")") {
    if (source[at] === "|") {
      options.push([]);
      at++;
      continue;
    }
    let part: Part;
    const opening = readAt(OPENING, source, at);
    if (opening) {
      const inner = readOptions(source, at + opening[0].length);
      const look =
        opening[1] === undefined ? {} : ({ look: opening[1].endsWith("!") ? "is not" : "is" } as const);
      part = { kind: "choice", options: inner.options, ...look };
      at = inner.end + 1;
    } else {
      const read = readAtom(source, at);
      part = read.part;
      at = read.end;
    }
    const repeat = readRepeat(source, at);
    if (repeat) {
      part = { kind: "repeat", part, min: repeat.min, max: repeat.max };
      at = repeat.end;
    }
    options.at(-1)?.push(part);
  }
  return { options, end: at };
}

/** The ways that an expression can match, each as its parts in their order. */
export function readExpression(source: string): readonly (readonly Part[])[] {
  return readOptions(source, 0).options;
}
