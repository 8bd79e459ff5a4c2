/** Judges what was found of a thing by what the log asked for. */
import { withMembers } from "../aws/model/shape.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import type { Deed } from "../aws/resources/types.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import type { Step } from "../plan/steps.ts";
import { isAnswered } from "./answered.ts";
import { compareInput } from "./compare.ts";
import type { Difference } from "./differences.ts";
import type { Fact, Reader } from "./fact.ts";
import { nestLikeMaking, nestLikeRead } from "./nested.ts";
import type { ReadBack } from "./read-back.ts";
import { findCompares } from "./readers.ts";
import { listScopes, saysAnything } from "./scopes.ts";
import { findTolerance } from "./tolerated.ts";
import { NOTHING, type Result, type ToleratedDifference } from "./verdict.ts";
import { listVersionLocks } from "./version-locks.ts";

/** Why a thing is unreadable that was read. */
export const UNTOLD = "what is read tells nothing of what was asked for";

/** Deeds that put items into a list, which can be read when it is empty. */
const GATHERING: ReadonlySet<Deed> = new Set<Deed>(["attach", "tag"]);

/** Deeds that make a thing, so that its being there is what was asked for. */
const MAKING: ReadonlySet<Deed> = new Set<Deed>(["create", "put"]);

/** Whether an answer to a read that names the thing says that it is there: HEAD's does at all, another one by what it holds. */
export function isThere(
  { own, readers, knowledge }: Fact,
  { found, output }: Extract<ReadBack, { kind: "found" }>,
): boolean {
  const [reader] = readers;
  if (reader?.operation.http.method === "HEAD") return true;
  // What an account has one of goes by no name, and is not told of before it is made.
  const isOnly = knowledge.deed === "create" && reader !== undefined && !reader.isList;
  const isNamed = own.length + (reader?.used.length ?? 0) > 0;
  return (isNamed || isOnly) && saysAnything(found.value ?? output);
}

/** Whether a read that names the thing was answered with success and tells of nothing, where anything was asked for. */
export function isSilent(
  { knowledge, expectations }: Fact,
  reader: Reader,
  { output }: Extract<ReadBack, { kind: "found" }>,
): boolean {
  const { deed, rows } = knowledge;
  const isNamed = !reader.isList && Object.keys(reader.input).length > 0;
  if (!isNamed || !MAKING.has(deed) || saysAnything(output)) return false;
  if (reader.operation.http.method === "HEAD" || !reader.operation.output?.members) return false;
  const names = new Set(rows.map(({ path }) => path));
  return expectations
    .settle()
    .some(({ expected }) =>
      Object.entries(expected).some(
        ([name, value]) => (deed === "create" || !names.has(name)) && saysAnything(value),
      ),
    );
}

/** Whether what a call set is told with the thing that it was set on, and can be taken off it again. */
function isSetting({ knowledge, own, others }: Fact): boolean {
  const { deed, undoing } = knowledge;
  // What is attached to a thing is named by that; what is put by a name of its own is a thing.
  const isOfAnother = deed === "attach" || (deed === "put" && own.length === 0);
  return isOfAnother && undoing !== undefined && others.length === 0;
}

/** Whether a read can tell what a member asks for: a placeholder is no wish of the log, no read tells a secret, nor no items. */
function isTellable(
  ref: Shape | undefined,
  path: string,
  value: Value,
  skipped: ReadonlySet<string>,
): boolean {
  if (skipped.has(path) || ref?.sensitive || (Array.isArray(value) && value.length === 0)) return false;
  if (!isStructure(value) || Object.keys(value).length === 0) return true;
  return Object.entries(value).some(
    ([name, inner]) =>
      inner !== undefined && isTellable(ref?.members?.[name], `${path}.${name}`, inner, skipped),
  );
}

/** Whether what was put to something was found by its name in the list of what has been put there. */
export function isListed({ knowledge, own, readers: [reader] }: Fact): boolean {
  if (knowledge.deed !== "attach" || !reader?.isList) return false;
  const used = new Set(reader.used.map(({ text }) => text));
  return own.some(({ text }) => !used.has(text));
}

/** How many members of a call say how a thing is to be: they neither name it nor pass with the call. */
function countWishes(
  operation: Operation,
  { expected, ref }: { readonly expected: Structure; readonly ref: Shape },
  names: ReadonlySet<string>,
  skipped: ReadonlySet<string>,
): { readonly all: number; readonly tellable: number } {
  const { passing } = findCompares(operation);
  const wishes = Object.entries(expected).filter(
    ([name, value]) =>
      value !== undefined &&
      value !== null &&
      !names.has(name) &&
      !passing.some(({ members }) => matchesPattern(members, name)),
  );
  const told = wishes.filter(([name, value]) =>
    isTellable(ref.members?.[name], name, value ?? null, skipped),
  );
  return { all: wishes.length, tellable: told.length };
}

/** What was found of a fact by a read, against all that calls asked of it. */
export function judge(fact: Fact, readName: string, back: Extract<ReadBack, { kind: "found" }>): Result {
  const { deed, rows } = fact.knowledge;
  const differences: Difference[] = [];
  const tolerated: ToleratedDifference[] = [];
  const names = new Set(
    rows.flatMap(({ path, part, side }) => (side === "input" && part !== "reference" ? path : [])),
  );
  let wished = 0;
  let tellable = 0;
  let compared = 0;
  let named = 0;
  let absent = 0;
  const partial: Step[] = [];
  const claims = fact.expectations.settle();
  const { maker } = fact.expectations;
  const isWhole = back.found.value === back.output;
  const scopes = listScopes(back.found, isWhole);
  const hasPlace = (holder: string, name: string) =>
    !scopes.some(({ ref }) => ref?.members?.[name]) &&
    scopes.some(({ ref }) => ref?.members?.[holder]?.members?.[name]);
  for (const [place, { step, expected: said, ref: own }] of claims.entries()) {
    const { service, operation } = step;
    const made = nestLikeMaking(maker.operation, operation, said, hasPlace);
    const { ref: found } = back.found;
    const expected = isWhole || !found ? made : nestLikeRead(operation, made, found);
    const ref =
      own && expected !== said
        ? withMembers(own, { ...found?.members, ...maker.operation.input?.members, ...own.members })
        : own;
    // A change may be answered before it is made, with what was there before.
    const telling = claims.slice(place === 0 && MAKING.has(deed) ? 0 : place + 1);
    if (!ref) continue;
    const placeholders = step.placeholders?.map(({ path }) => path) ?? [];
    const skipped = new Set([...placeholders, ...listVersionLocks(operation)]);
    const wishes = countWishes(operation, { expected, ref }, names, skipped);
    wished += wishes.all;
    tellable += wishes.tellable;
    const comparison = compareInput(operation, expected, back.found, {
      ref,
      isWhole,
      skipped,
      type: fact.knowledge.type,
      names,
      isGathering: GATHERING.has(fact.knowledge.deed),
    });
    compared += comparison.compared;
    named += comparison.named;
    absent += comparison.absent;
    if (comparison.isPartial) partial.push(step);
    for (const difference of comparison.differences) {
      if (
        isAnswered(
          telling.map((one) => one.step.output),
          difference,
        )
      )
        continue;
      const reason = findTolerance(service, operation.name, difference);
      if (reason === undefined) differences.push(difference);
      else tolerated.push({ ...difference, reason });
    }
  }
  const isUnset = isSetting(fact) && compared === named && absent > 0;
  const isGone = isUnset || (GATHERING.has(deed) && compared > 0 && differences.length === compared);
  if (isGone)
    return {
      status: "missing",
      read: readName,
      ...NOTHING,
      reason: "nothing of what was asked for is there",
    };
  // That a thing is there by the new name is what a call asked for that renames it.
  const isMade = MAKING.has(deed) || rows.some(({ renames }) => renames === true);
  // What asks for nothing but that something be done anew finds the thing as it was.
  const isKept = deed === "update" && wished === 0;
  // A change of which a read tells no more than the names says nothing of what was to be changed.
  const isUntold = deed === "update" && tellable > 0 && compared > 0 && compared === named;
  const isPresent = ((isMade || isKept) && isThere(fact, back)) || isListed(fact);
  const isSeen = (compared > 0 && !isUntold) || fact.others.length > 0 || isPresent;
  if (!isSeen)
    return { status: "unreadable", read: readName, ...NOTHING, reason: UNTOLD, ...(isUntold && { partial }) };
  const status = differences.length === 0 ? "verified" : "different";
  return { status, read: readName, compared, differences, tolerated, reason: undefined, partial };
}
