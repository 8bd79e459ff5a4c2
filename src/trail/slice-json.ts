/** Cuts a value out of a JSON text as it stands there, and leaves out blanks between values. Takes time that grows with the text. */

/** Behind the string that begins at `at`. */
function skipString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

const BLANK = /\s/;

function skipBlanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && BLANK.test(text[next] ?? "")) next++;
  return next;
}

/** Behind the value that begins at `at`, of a text that is JSON. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  for (let next = at; next < text.length; ) {
    const character = text[next];
    if (character === '"') {
      next = skipString(text, next);
      if (depth === 0) return next;
    } else {
      if (depth === 0 && (character === "," || character === "}" || character === "]")) return next;
      if (character === "{" || character === "[") depth++;
      else if (character === "}" || character === "]") depth--;
      next++;
      if (depth === 0 && (character === "}" || character === "]")) return next;
    }
  }
  return text.length;
}

/** What is left of a path behind a member's name; undefined where it leads elsewhere. */
function stripName(path: string, name: string): string | undefined {
  if (!path.startsWith(name)) return undefined;
  const rest = path.slice(name.length);
  if (rest === "" || rest.startsWith("[")) return rest;
  return rest.startsWith(".") ? rest.slice(1) : undefined;
}

/** Where the values in a list or an object begin, each with its name or its place. */
function* listInner(text: string, at: number): Generator<readonly [name: string, at: number]> {
  const isList = text[at] === "[";
  let next = skipBlanks(text, at + 1);
  for (let place = 0; next < text.length && text[next] !== "]" && text[next] !== "}"; place++) {
    let name = `[${place}]`;
    if (!isList) {
      const end = skipString(text, next);
      name = JSON.parse(text.slice(next, end));
      // Behind the colon.
      next = skipBlanks(text, skipBlanks(text, end) + 1);
    }
    yield [name, next];
    next = skipBlanks(text, skipValue(text, next));
    if (text[next] === ",") next = skipBlanks(text, next + 1);
  }
}

/**
 * The text of the value at a path (`detail`, `logEvents[0].message`) of a text that is JSON; what is the text of JSON itself is
 * looked into. undefined where there is no such value.
 */
export function sliceJson(text: string, path: string): string | undefined {
  const at = skipBlanks(text, 0);
  const value = text.slice(at, skipValue(text, at));
  if (value.startsWith('"')) return sliceJson(JSON.parse(value), path);
  if (path === "") return value;
  if (!value.startsWith("{") && !value.startsWith("[")) return undefined;
  for (const [name, start] of listInner(value, 0)) {
    const rest = stripName(path, name);
    const found =
      rest === undefined ? undefined : sliceJson(value.slice(start, skipValue(value, start)), rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text that is JSON without the blanks between its values; itself where it has none. */
export function closeUp(text: string): string {
  let closed = "";
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    for (let next = at; next < end; next++) {
      const code = text.charCodeAt(next);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) continue;
      closed += text.slice(copied, next);
      copied = next + 1;
    }
    at = quote < 0 ? end : skipString(text, quote);
  }
  return copied === 0 ? text : closed + text.slice(copied);
}
