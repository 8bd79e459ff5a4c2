/** What the names of operations say of reading something back, and of undoing it. */
import { type NamedOperation, parseOperation, singular, splitWords } from "./words.ts";

const VERSION_SUFFIX = /(\d{4}_?\d{2}_?\d{2}(v\d+)?|V\d+)$/;
const VERB_PREFIXES = new Set(["batch", "admin", "bulk"]);
const PREPOSITIONS = new Set(["for", "by", "of", "in", "from", "to", "with"]);

/** The words of an operation's name, all singular. */
export interface NameWords {
  readonly verb: string;
  readonly noun: readonly string[];
  /** The words behind For, By, Of and the like. */
  readonly scope: readonly string[];
}

const READ_VERBS = ["head", "get", "describe", "adminget", "batchget", "list", "adminlist"];

/** How surely a read of this name tells of one thing, the surest 0; undefined for names that do not read. */
export function rankRead(name: string): number | undefined {
  const words = splitWords(name);
  const verb = VERB_PREFIXES.has(words[0] ?? "") ? words.slice(0, 2).join("") : (words[0] ?? "");
  const rank = READ_VERBS.indexOf(verb);
  return rank < 0 ? undefined : rank;
}

/** Words that a reading operation adds to the noun of what it reads. */
const DETAILS = new Set(["attribute", "configuration", "config", "detail", "info", "information", "summary"]);

export function isDetail(word: string): boolean {
  return DETAILS.has(word);
}

/** What has been done by a verb: attached, associated. */
export function participleOf(verb: string): string {
  return `${verb.replace(/e$/, "")}ed`;
}

/** Nouns of verbs that have none of their own. */
const VERB_NOUNS: Readonly<Record<string, string>> = {
  tag: "tag",
  untag: "tag",
  subscribe: "subscription",
  unsubscribe: "subscription",
};

/** The words of an operation's name; tagging is about tags, subscribing about subscriptions. */
export function readWords(name: string): NameWords {
  const words = splitWords(name.replace(VERSION_SUFFIX, ""));
  const skipped = VERB_PREFIXES.has(words[0] ?? "") ? 2 : 1;
  const verb = words[skipped - 1] ?? "";
  const rest = words.slice(skipped).map(singular);
  const at = rest.findIndex((word) => PREPOSITIONS.has(word));
  const noun = at < 0 ? rest : rest.slice(0, at);
  const scope = at < 0 ? [] : rest.slice(at + 1).filter((word) => !PREPOSITIONS.has(word));
  const own = VERB_NOUNS[verb];
  if (own !== undefined) return { verb, noun: [own], scope: noun.filter((word) => word !== "resource") };
  return { verb, noun: noun.filter((word) => word !== "deletion"), scope };
}

/** Whether an operation's answer lists things: List, or a plural where the noun ends. */
export function listsThings(name: string): boolean {
  const words = splitWords(name.replace(VERSION_SUFFIX, ""));
  if (words.includes("list")) return true;
  const at = words.findIndex((word, index) => index > 1 && PREPOSITIONS.has(word));
  const last = (at < 0 ? words : words.slice(0, at)).at(-1) ?? "";
  return singular(last) !== last && !/^(attributes|details|settings|tags)$/.test(last);
}

/** Whether a member says how long a page may be. */
export function isPageSize(name: string): boolean {
  return /^max|limit$|size$/i.test(name);
}

/** Whether a member says which part of a list is wanted, and names no thing. */
export function isOfPages(name: string): boolean {
  return /token|marker|max|limit|filter|owner|exclusive/i.test(name);
}

const INVERSES: Readonly<Record<string, readonly string[]>> = {
  create: ["delete", "schedule", "terminate", "remove", "revoke"],
  run: ["terminate"],
  allocate: ["release"],
  put: ["delete", "remove"],
  upload: ["delete"],
  publish: ["delete"],
  import: ["delete"],
  register: ["deregister", "unregister", "delete"],
  request: ["delete", "cancel"],
  copy: ["delete"],
  restore: ["delete"],
  attach: ["detach"],
  associate: ["disassociate"],
  add: ["remove", "delete"],
  authorize: ["revoke"],
  grant: ["revoke"],
  assign: ["unassign"],
  enable: ["disable", "deactivate"],
  subscribe: ["unsubscribe"],
  connect: ["disconnect"],
  join: ["leave"],
  link: ["unlink"],
};

/** The verbs that undo what an operation's verb does, the nearest first. */
export function listInverses({ verb }: Pick<NamedOperation, "verb">): readonly string[] {
  return INVERSES[verb] ?? [];
}

/** Everything that an operation's name says besides its verb, in one text: `rolepolicy`, `usergroup`. */
export function foldNoun(name: string): string {
  const { noun, scope } = readWords(name);
  return [...noun, ...scope].join("");
}

/** The verb of an operation's name. */
export function readVerb(name: string): string {
  return parseOperation(name).verb;
}
