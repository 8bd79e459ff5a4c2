/** What the names of operations and members say: the words of a noun, and which thing a member names and how. */

/** How a member names a thing; `plain` is a member called like the thing itself (`cluster`, `Bucket`). */
export type NameKind = "id" | "name" | "arn" | "url" | "plain";

/** What a member names: `roleName` is the name of a `role`, `Id` the id of whatever its holder is (base ""). */
export interface Naming {
  readonly base: string;
  readonly kind: NameKind;
}

/** The parts of an operation's name: `ListTargetsByRule` is List, [target], scope [rule]. */
export interface OperationWords {
  readonly verb: string;
  readonly words: readonly string[];
  /** What stands behind For, By, Of and the like. */
  readonly scope: readonly string[];
}

const WORD = /[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g;
const PREPOSITIONS = new Set(["for", "by", "of", "in", "from", "to", "with"]);
const VERB_PREFIXES = new Set(["Batch", "Admin"]);
const VERSION_SUFFIX = /(\d{4}_?\d{2}_?\d{2}(v\d+)?|V\d+)$/;

/** A word without its plural ending. */
export function singular(word: string): string {
  if (/iases$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("ias")) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Splits an operation's name into its verb, the words of its noun and those of its scope; words are singular. */
export function parseOperation(name: string): OperationWords {
  const parts = name.replace(VERSION_SUFFIX, "").match(WORD) ?? [];
  const verbLength = VERB_PREFIXES.has(parts[0] ?? "") ? 2 : 1;
  const rest = parts.slice(verbLength).map((word) => singular(word.toLowerCase()));
  const split = rest.findIndex((word) => PREPOSITIONS.has(word));
  const nouns = split < 0 ? rest : rest.slice(0, split);
  const scope = split < 0 ? [] : rest.slice(split + 1).filter((word) => !PREPOSITIONS.has(word));
  return { verb: parts.slice(0, verbLength).join(""), words: nouns, scope };
}

const SUFFIXES: readonly (readonly [RegExp, NameKind])[] = [
  [/(identifier|uuid|id)$/, "id"],
  [/arn$/, "arn"],
  [/name$/, "name"],
  [/ur[li]$/, "url"],
];

/** What `member` names. A trailing List, Set, s or Prefix makes no difference. */
export function parseNaming(member: string): Naming {
  const lower = member.toLowerCase().replace(/[^a-z0-9]/g, "");
  const one = singular(singular(lower.replace(/(list|set|prefix)$/, "")).replace(/prefix$/, ""));
  for (const [suffix, kind] of SUFFIXES) {
    if (suffix.test(one)) return { base: one.replace(suffix, ""), kind };
  }
  return { base: one, kind: "plain" };
}

/** Whether a member of this base names the thing that `words` are: `policy` does for [role, policy], "" for anything. */
export function namesWords(base: string, words: readonly string[]): boolean {
  if (base === "") return true;
  const noun = words.join("");
  return noun.endsWith(base) || (noun !== "" && base.endsWith(noun));
}

/** The texts by which one thing is called: an ARN's or a URL's own name beside the text itself. */
function listCallings(text: string): string[] {
  if (text.startsWith("arn:")) {
    const resource = text.split(":").slice(5).join(":");
    const tail = /^[A-Za-z-]+[/:](.+)$/.exec(resource)?.[1];
    const last = (tail ?? resource).split("/").at(-1) ?? resource;
    // A version or a revision is a part of the ARN that a name leaves out: task-definition/web:3.
    return [text, resource, ...(tail === undefined ? [] : [tail]), last, last.replace(/:\d+$/, "")];
  }
  if (/^https?:\/\//.test(text))
    return [
      text,
      text
        .replace(/(?<!\/)\/+$/, "")
        .split("/")
        .at(-1) ?? text,
    ];
  return text.startsWith("/") ? [text, text.split("/").at(-1) ?? text] : [text];
}

/** DNS names come with and without the final dot, and with `*` as `\\052`. */
function foldDns(text: string): string {
  return text.replace(/\.$/, "").replace(/^\\052/, "*");
}

/** Whether two texts call the same thing: equal, or the one an ARN or a URL that ends in the other. */
export function callsSame(a: string, b: string): boolean {
  if (foldDns(a) === foldDns(b)) return a !== "" && b !== "";
  return listCallings(a).includes(b) || listCallings(b).includes(a);
}
