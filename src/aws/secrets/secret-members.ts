/** Which members hold secrets although the API models do not mark them as sensitive. */
import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import rows from "./secrets.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());
const Pattern = v.pipe(
  Text,
  v.check((text) => {
    try {
      return new RegExp(text, "i") !== undefined;
    } catch {
      return false;
    }
  }, "is no regular expression"),
);

/**
 * A row of secrets.json. `members` is a pattern (without case) of the names of members and of maps' keys, `at` are ends of
 * paths (without case), in which `[]` is any item of a list and `{}` any value of a map. `*` is any service.
 */
export const SecretRow = v.union([
  v.strictObject({ service: Text, members: Pattern, reason: Text }),
  v.strictObject({ service: Text, at: v.pipe(v.array(Text), v.nonEmpty()), reason: Text }),
]);

const compiled = (rows as readonly v.InferOutput<typeof SecretRow>[]).map((row) => ({
  service: row.service,
  members: "members" in row ? new RegExp(row.members, "i") : undefined,
  at: "at" in row ? row.at.map((end) => end.toLowerCase()) : [],
}));

/** Tells of the members of one service whether they hold a secret, by name and by path. */
export interface SecretMembers {
  /** Whether a member or a map's key of this name does. */
  hasName(name: string): boolean;
  /** Whether what stands at `path` (`environment[].value`) does. */
  hasPath(path: string): boolean;
}

/** The secret members of a service, by botocore's name of it. */
export function findSecretMembers(service: string): SecretMembers {
  const own = compiled.filter((row) => matchesPattern(row.service, service));
  const ends = own.flatMap(({ at }) => at);
  return {
    hasName: (name) => own.some(({ members }) => members?.test(name)),
    hasPath(path) {
      const lower = path.toLowerCase();
      return ends.some((end) => lower === end || lower.endsWith(`.${end}`) || lower.endsWith(`]${end}`));
    },
  };
}

/** A name before `=` or `:`, as in a query, a command line, YAML or a connection string. */
const NAME = /(?<![\w.-])-{0,2}([\w.-]{1,100})["']?[ \t]*[=:][ \t]*/g;
/** A flag of a command line whose value is the next word. */
const FLAG = /(?<![\w.-])--?([\w.-]{1,100})[ \t]+(?!-)/g;
const VALUE = /"([^"]+)"|'([^']+)'|([^\s&;,"'<>]+)/y;
/** In an address before the host: a password, or a user's name that is as long as a token. */
const CREDENTIALS = /:\/\/(?:[^/?#\s:@]*:([^/?#\s@]+)|([^/?#\s:@]{20,}))@/g;
/** What an Authorization header holds; words of prose have no digits. */
const AUTHORIZATION = /\b(?:bearer|basic)[ \t]+(?=\S*[\d=])([\w.~+/=-]{8,})/gi;
/** More of a text is not shown. */
const LONGEST_SHOWN = 65_536;

function readValue(text: string, start: number): string | undefined {
  VALUE.lastIndex = start;
  return VALUE.exec(text)?.slice(1).find(Boolean);
}

/** Whether a word of a command line is a flag whose value, the next word, is a secret. */
export function isSecretFlag(word: string, { hasName }: SecretMembers): boolean {
  const [, name] = /^--?([\w.-]{1,100})$/.exec(word) ?? [];
  return name !== undefined && hasName(name);
}

/** The secrets that stand in a text with something that says so: a secret member's name, or a place in an address or a header. */
export function findSecretsIn(whole: string, { hasName }: SecretMembers): string[] {
  const text = whole.slice(0, LONGEST_SHOWN);
  const named = [NAME, FLAG]
    .flatMap((form) => [...text.matchAll(form)])
    .map(({ 0: before, 1: name = "", index }) =>
      hasName(name) ? readValue(text, index + before.length) : undefined,
    );
  const placed = [CREDENTIALS, AUTHORIZATION]
    .flatMap((form) => [...text.matchAll(form)])
    .map((found) => found.slice(1).find(Boolean));
  return [...named, ...placed].filter((secret) => secret !== undefined);
}
