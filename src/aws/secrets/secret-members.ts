/** Which members hold secrets although the API models do not mark them as sensitive. */
import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import rows from "./secrets.json" with { type: "json" };

/**
 * A row of secrets.json. `members` is a pattern (without case) of the names of members and of maps' keys, `at` are ends of
 * paths (without case), in which `[]` is any item of a list and `{}` any value of a map; `pair_name` and `pair_value` are
 * patterns of the members of a pair like a tag, whose name says what its value is. `*` is any service.
 */
export const SecretRow = v.union([
  v.strictObject({ service: Text, members: Pattern, reason: Text }),
  v.strictObject({ service: Text, at: v.pipe(v.array(Text), v.nonEmpty()), reason: Text }),
  v.strictObject({ service: Text, pair_name: Pattern, pair_value: Pattern, reason: Text }),
]);

/** The steps of a path, of which `[]` and `{}` are one each. */
function splitPath(path: string): string[] {
  return path.toLowerCase().match(/\[\]|\{\}|[^.[\]{}]+|[[\]{}]/g) ?? [];
}

function compile(pattern: string): RegExp {
  return new RegExp(pattern, "i");
}

const compiled = (rows as readonly v.InferOutput<typeof SecretRow>[]).map((row) => ({
  service: row.service,
  members: "members" in row ? compile(row.members) : undefined,
  at: "at" in row ? row.at.map((end) => end.toLowerCase()) : [],
  ends: "at" in row ? row.at.map((end) => splitPath(end).reverse()) : [],
  pair: "pair_name" in row ? { name: compile(row.pair_name), value: compile(row.pair_value) } : undefined,
}));

/** Tells of the members of one service whether they hold a secret, by name and by path. */
export interface SecretMembers {
  /** Whether a member or a map's key of this name does. */
  hasName(name: string): boolean;
  /** Whether what stands at `path` (`environment[].value`) does. */
  hasPath(path: string): boolean;
  /** The same in a document without a model, in which the values of maps stand under their keys. */
  hasDocumentPath(path: string): boolean;
  /** Whether a member of a pair holds its name, or its value: `{"Key": "password", "Value": …}`. */
  isPairName(name: string): boolean;
  isPairValue(name: string): boolean;
}

/** Whether a path, from its end, is what a row says; both reversed. */
function endsIn(path: readonly string[], end: readonly string[]): boolean {
  return end.every((step, place) => {
    const found = path[place];
    return step === "{}" ? found !== undefined && found !== "[]" : found === step;
  });
}

/** The secret members of a service, by botocore's name of it. */
export function findSecretMembers(service: string): SecretMembers {
  const own = compiled.filter((row) => matchesPattern(row.service, service));
  const paths = own.flatMap(({ at }) => at);
  const ends = own.flatMap((row) => row.ends);
  return {
    hasName: (name) => own.some(({ members }) => members?.test(name)),
    hasPath(path) {
      const lower = path.toLowerCase();
      return paths.some((end) => lower === end || lower.endsWith(`.${end}`) || lower.endsWith(`]${end}`));
    },
    hasDocumentPath(path) {
      const steps = splitPath(path).reverse();
      return ends.some((end) => endsIn(steps, end));
    },
    isPairName: (name) => own.some(({ pair }) => pair?.name.test(name)),
    isPairValue: (name) => own.some(({ pair }) => pair?.value.test(name)),
  };
}
