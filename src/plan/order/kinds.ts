/**
 * The kinds of things that have one name: a function and a layer may both be called `main`, and what is done to the one
 * says nothing of the other. Types may differ in name only, so that this is asked only where order goes round in a circle.
 */
import { splitArn } from "../../aws/resources/arns.ts";
import { findResources, splitType } from "../../aws/resources/table.ts";
import type { Step } from "../steps.ts";
import type { TouchingStep, Use } from "./touches.ts";

function listTemplates({ service }: Pick<Step, "service">, type: string): readonly string[] {
  const kind = splitType(service, type);
  return findResources(kind.service)?.types[kind.type]?.arns ?? [];
}

/** What the ARN of a thing of a call's looks like; undefined of a type that has none, which may be another one by another name. */
export function findKind(step: Pick<Step, "service">, type: string | undefined): string | undefined {
  return type === undefined ? undefined : listTemplates(step, type).toSorted()[0];
}

/** Whether an ARN begins as those of a type do; one without ARNs may be any. */
export function canBeOf(step: Pick<Step, "service">, type: string, arn: string): boolean {
  const templates = listTemplates(step, type);
  const resource = splitArn(arn)?.resource ?? "";
  const begins = (template: string) => resource.startsWith(splitArn(template)?.resource.split("${")[0] ?? "");
  return templates.length === 0 || templates.some(begins);
}

/** The things that a call's use may be about. */
export type ListThings = (step: Step, use: Use) => readonly string[];

/**
 * By key and type, and by key alone, since the types of two members may differ in name only: all of one name are one thing.
 * Where calls name things of one type only by one of the `shared` keys, that alone says as much.
 */
export function byName(calls: readonly TouchingStep[], shared: ReadonlySet<string>): ListThings {
  const things = new Map<string, string>();
  const mixed = new Set<string>();
  for (const { touch } of calls)
    for (const { key, thing } of touch.uses)
      if (shared.has(key) && things.getOrInsert(key, thing) !== thing) mixed.add(key);
  return (_, { key, thing }) => (mixed.has(key) ? [thing, key] : [key]);
}

/**
 * Only what is named by an id that the answer of one of the calls made up: who has such an id comes after that call, whatever
 * else says otherwise. A name may be another thing's too.
 */
export function byMintedId(calls: readonly TouchingStep[]): ListThings {
  const minted = new Set<string>();
  for (const { touch } of calls)
    for (const { key, role, isOwn, isMinted } of touch.uses)
      if (isMinted && isOwn && role === "makes") minted.add(key);
  return (_, { key }) => (minted.has(key) ? [key] : []);
}

/**
 * Those of one name that calls have for themselves are as many things as there are kinds of them; what is of none of these
 * kinds may be about any. What merely mentions the name and says no type, a statement's id, is about none.
 */
export function tellKinds(calls: readonly TouchingStep[]): ListThings {
  const present = new Map<string, Set<string>>();
  for (const { step, touch } of calls) {
    for (const { key, type, isExclusive, isStray } of touch.uses) {
      const kind = isExclusive && !isStray ? findKind(step, type) : undefined;
      if (kind !== undefined) present.getOrInsertComputed(key, () => new Set()).add(kind);
    }
  }
  return (step, use) => {
    const { key, thing, type, isExclusive } = use;
    if (type === undefined && !isExclusive) return [thing];
    const kinds = present.get(key);
    if (kinds === undefined || kinds.size < 2) return [thing, key];
    const kind = findKind(step, type);
    const told = kind !== undefined && kinds.has(kind) ? [kind] : [...kinds];
    return [thing, ...told.map((one) => `${key} ${one}`)];
  };
}
