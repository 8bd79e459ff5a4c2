/** Which members hold secrets although the API models do not mark them as sensitive. */
import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import type { Shape } from "../model/types.ts";
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

/** One expression that is true of what any of the patterns is true of. */
function compile(patterns: readonly string[]): RegExp {
  return patterns.length === 0 ? /(?!)/ : new RegExp(patterns.map((one) => `(?:${one})`).join("|"), "i");
}

/** The last step of a path, by which ends of paths are found. */
function lastStep(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("."), path.lastIndexOf("]")) + 1);
}

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

function makeSecretMembers(service: string): SecretMembers {
  const own = (rows as readonly v.InferOutput<typeof SecretRow>[]).filter((row) =>
    matchesPattern(row.service, service),
  );
  const names = compile(own.flatMap((row) => ("members" in row ? row.members : [])));
  const pairNames = compile(own.flatMap((row) => ("pair_name" in row ? row.pair_name : [])));
  const pairValues = compile(own.flatMap((row) => ("pair_value" in row ? row.pair_value : [])));
  const paths = own.flatMap((row) => ("at" in row ? row.at : [])).map((end) => end.toLowerCase());
  const ends = paths.map((end) => splitPath(end).reverse());
  const byLastStep = Map.groupBy(paths, lastStep);
  return {
    hasName: (name) => names.test(name),
    hasPath(path) {
      const lower = path.toLowerCase();
      return (byLastStep.get(lastStep(lower)) ?? []).some(
        (end) => lower === end || lower.endsWith(`.${end}`) || lower.endsWith(`]${end}`),
      );
    },
    hasDocumentPath(path) {
      const steps = splitPath(path).reverse();
      return ends.some((end) => endsIn(steps, end));
    },
    isPairName: (name) => pairNames.test(name),
    isPairValue: (name) => pairValues.test(name),
  };
}

const made = new Map<string, SecretMembers>();

/** The secret members of a service, by botocore's name of it. */
export function findSecretMembers(service: string): SecretMembers {
  return made.getOrInsertComputed(service, makeSecretMembers);
}

/** Whether what stands at a path of a shape (`UserPoolClient`, `ClientId`; `[]` is an item of a list) is a secret. */
export function isSecretAt(service: string, shape: Shape | undefined, steps: readonly string[]): boolean {
  const members = findSecretMembers(service);
  let at = shape;
  let path = "";
  for (const step of steps) {
    const isInner = step === "[]" || step === "{}";
    at = step === "[]" ? at?.member : step === "{}" ? at?.value : at?.members?.[step];
    path = isInner || path === "" ? `${path}${step}` : `${path}.${step}`;
    if (at?.sensitive === true || members.hasPath(path) || (!isInner && members.hasName(step))) return true;
  }
  return false;
}
