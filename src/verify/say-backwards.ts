/**
 * What a call that takes away says, in the words of the one that put there what it takes: the table fills the taking call from the
 * putting one, and the same rows read backwards fill the putting one. So a rule that is older than the log is known, too.
 */
import type { MemberFill } from "../aws/resources/fill-input.ts";
import type { PathStep } from "../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Filling, PathSource } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";

/** What the putting call asked and was answered, as far as the taking one tells it. */
export type SaidBackwards = Pick<LiveStep, "input" | "output">;

type Open = Record<string, Value | undefined>;

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value with another one at a path below it; undefined where the path goes through what has no place for it. */
function putAt(before: Value | undefined, steps: readonly PathStep[], value: Value): Value | undefined {
  const [step, ...inner] = steps;
  if (step === undefined) return value;
  if (step === "{}") return undefined;
  if (step === "{key}") {
    const keys = isList(value) ? value : [value];
    return Object.fromEntries(keys.map((key) => [String(key), null]));
  }
  if (step === "[]") {
    const held = isList(before) ? before : [];
    const items = isList(value) ? value : [value];
    const put = items.map((item, place) => putAt(held[place], inner, item));
    return put.includes(undefined) ? undefined : (put as readonly Value[]);
  }
  const changed: Open = Object.assign(makeStructure(), isStructure(before) ? before : {});
  const put = putAt(changed[step], inner, value);
  if (put === undefined) return undefined;
  changed[step] = put;
  return changed as Structure;
}

/** Where a member of the taking call comes from: what was asked before what was answered. */
function findSource({ sources }: MemberFill<PathSource>): PathSource | undefined {
  const paths = sources.flatMap((source) =>
    "path" in source && source.filter === undefined ? [source] : [],
  );
  const asked = paths.find(({ path }) => path.side === "input");
  return (asked ?? paths[0])?.path;
}

/** The putting call as a taking one tells it; undefined where it does not tell all by which it says what it takes. */
export function sayBackwards({ members }: Filling, taking: Structure): SaidBackwards | undefined {
  const said: { input: Value; output: Value } = { input: makeStructure(), output: makeStructure() };
  for (const fill of members) {
    const value = taking[fill.member];
    if (value === undefined || value === null) continue;
    const path = findSource(fill);
    const put = path && putAt(said[path.side], path.steps, value);
    if (put !== undefined && path) said[path.side] = put;
    else if (fill.isRequired) return undefined;
  }
  const { input, output } = said;
  return isStructure(input) && isStructure(output) ? { input, output } : undefined;
}
