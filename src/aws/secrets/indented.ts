/**
 * Secrets in documents that are told by indentation: templates, build specifications and documents in YAML. A line is read
 * for its key, its value and what it stands in; that it is YAML is not asked for.
 */
import type { SecretMembers } from "./secret-members.ts";

/** What a line stands in. */
interface Holder {
  readonly indent: number;
  /** In lower case; `[]` is an item of a list. */
  readonly name: string;
  /** Whether all that it holds is a secret. */
  readonly isSecret: boolean;
  /** An item whose name says that its value is a secret: `Name: DB_PASSWORD`. */
  isPair: boolean;
}

interface Line {
  readonly indent: number;
  /** Where the item begins that the line begins; undefined where it begins none. */
  readonly item: number | undefined;
  readonly key: string | undefined;
  readonly value: string;
}

const LONGEST_KEY = 100;
/** Of a longer path, its last names tell what stands there. */
const DEEPEST = 16;
/** The value is the lines below. */
const BLOCK = /^[|>][-+\d]{0,2}$/;

function unquote(text: string): string {
  const [first] = text;
  const isQuoted = text.length > 1 && (first === '"' || first === "'") && text.endsWith(first);
  return isQuoted ? text.slice(1, -1) : text;
}

function readLine(text: string): Line | undefined {
  let indent = 0;
  let item: number | undefined;
  while (indent < text.length && (text[indent] === " " || text[indent] === "\t")) indent++;
  while (text[indent] === "-" && text[indent + 1] === " ") {
    item ??= indent;
    indent += 2;
    while (text[indent] === " ") indent++;
  }
  const rest = text.slice(indent).trimEnd();
  if (rest === "" || rest.startsWith("#")) return undefined;
  const colon = rest.endsWith(":") ? rest.length - 1 : rest.indexOf(": ");
  const key = colon > 0 && colon <= LONGEST_KEY ? unquote(rest.slice(0, colon).trim()) : undefined;
  return { indent, item, key, value: key === undefined ? rest : rest.slice(colon + 1).trim() };
}

/** Where a key stands: by the last names above it. */
function joinNames(holders: readonly Holder[], key: string): string {
  let path = key;
  for (let at = holders.length - 1; at >= Math.max(0, holders.length - DEEPEST); at--)
    path = path.startsWith("[]") ? `${holders[at]?.name}${path}` : `${holders[at]?.name}.${path}`;
  return path;
}

/** The lines below one that are indented deeper than it. */
function* listBelow(lines: readonly string[], at: number, indent: number): Generator<string> {
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] ?? "";
    if (line.trim() === "") continue;
    if (line.length - line.trimStart().length <= indent) return;
    yield line.trim();
  }
}

/** The values of a document's secret members, by the members' names and by where they stand. */
export function* findIndentedSecrets(text: string, members: SecretMembers): Generator<string> {
  const lines = text.split(/\r?\n/);
  const holders: Holder[] = [];
  for (const [at, written] of lines.entries()) {
    const line = readLine(written);
    if (!line) continue;
    const { indent, item, key, value } = line;
    const start = item ?? indent;
    for (let top = holders.at(-1); top; top = holders.at(-1)) {
      const isOver =
        top.indent > start || (top.indent === start && (item === undefined || top.name === "[]"));
      if (!isOver) break;
      holders.pop();
    }
    const outer = holders.at(-1);
    if (item !== undefined)
      holders.push({ indent: item, name: "[]", isSecret: outer?.isSecret ?? false, isPair: false });
    const holder = holders.at(-1);
    const isOwn =
      key !== undefined &&
      (members.hasName(key) ||
        members.hasDocumentPath(joinNames(holders, key.toLowerCase())) ||
        (holder?.isPair === true && members.isPairValue(key)));
    if (holder && key !== undefined && members.isPairName(key) && members.hasName(unquote(value)))
      holder.isPair = true;
    const isSecret = isOwn || (holder?.isSecret ?? false);
    if (isSecret && BLOCK.test(value)) yield* listBelow(lines, at, indent);
    else if (isSecret && value !== "") yield unquote(value);
    if (key !== undefined) holders.push({ indent, name: key.toLowerCase(), isSecret, isPair: false });
  }
}
