/** What calls take away from the facts standing so far: things, their parts, single items of what was asked for. */

import { parseVerb } from "../plan/order/verbs.ts";
import type { Step } from "../plan/steps.ts";
import { type Fact, isSameScope } from "./fact.ts";
import type { Subject } from "./find-readers.ts";
import type { Known } from "./known.ts";
import type { LiveStep } from "./live.ts";
import { callsSame, namesWords } from "./names.ts";
import { isTagging, subtract, supersede } from "./parts.ts";

/** What removing verbs undo; Delete and its kind undo anything. */
const UNDOES: Readonly<Record<string, RegExp>> = {
  Detach: /^Attach/,
  Disassociate: /^Associate/,
  Remove: /^(Add|Put|Attach|Associate|Register|Set)/,
  Revoke: /^(Authorize|Create|Grant)/,
  Disable: /^Enable/,
  Unsubscribe: /^Subscribe/,
};

/** Whether a call takes something away. */
export function isRemoving({ verb }: Subject, step: Step): boolean {
  const { deed } = parseVerb(step.operation.name);
  if (step.operation.name.startsWith("Cancel") && step.operation.name.endsWith("Deletion")) return false;
  if (step.operation.name.startsWith("Schedule")) return step.operation.name.endsWith("Deletion");
  return deed === "delete" || verb in UNDOES || verb === "Untag";
}

/** Whether one of the others is a name for the same thing. */
export function sharesName(known: Known, others: readonly Known[], words: readonly string[]): boolean {
  return others.some((other) => {
    const isSameMember =
      other.base === known.base || namesWords(known.base, words) || namesWords(other.base, words);
    return isSameMember && callsSame(other.value, known.value);
  });
}

function listNamed(remover: Subject): Known[] {
  const top = remover.known.filter(
    ({ from, depth, kind, base }) => from === "input" && depth === 0 && (kind !== "plain" || base !== ""),
  );
  const required = top.filter(({ isRequired }) => isRequired);
  return required.length > 0 ? required : top;
}

/** Groups known texts by their member: of a list, one is enough. */
function everyMember(known: readonly Known[], test: (one: Known) => boolean): boolean {
  const byMember = Map.groupBy(known, ({ member }) => member);
  return byMember.size > 0 && [...byMember.values()].every((sharing) => sharing.some(test));
}

/** Whether `remover` takes away the very thing that the fact is of, or a part of it. */
function concernsSame(remover: Subject, fact: Fact): boolean {
  const nouns = [...fact.subject.words, ...fact.subject.scope];
  if (!remover.words.every((word) => nouns.includes(word))) return false;
  const undoes = UNDOES[remover.verb];
  if (undoes && !undoes.test(fact.subject.operation.name)) return false;
  const known = [
    ...fact.own,
    ...fact.subject.known.filter(({ from, depth }) => from === "input" && depth === 0),
  ];
  const named = listNamed(remover).filter(({ member }) => {
    const isListOfParts = Object.keys(fact.subject.input).includes(member) === false;
    return !isListOfParts || known.some(({ base }) => base === parseBase(remover, member) || base === "");
  });
  return everyMember(named, (one) => sharesName(one, known, fact.subject.words));
}

function parseBase(subject: Subject, member: string): string {
  return subject.known.find((known) => known.member === member)?.base ?? "";
}

/** Whether the fact is part of a whole that `remover` deletes: its read names the whole. */
function isPartOf(remover: Subject, fact: Fact): boolean {
  if (parseVerb(remover.operation.name).deed !== "delete") return false;
  const used = fact.readers[0]?.used ?? fact.subject.known.filter(({ isRequired }) => isRequired);
  const named = listNamed(remover);
  const whole = named.filter(({ base }) => namesWords(base, remover.words));
  if (whole.length === 0) return false;
  const isArnWithin = whole.some(({ value }) =>
    used.some(
      (known) =>
        value.startsWith("arn:") &&
        (known.value.startsWith(`${value}:`) || known.value.startsWith(`${value}/`)),
    ),
  );
  if (isArnWithin) return true;
  return everyMember(named, (one) =>
    used.some((known) => {
      const isUnique = /-[0-9a-f]{8,}$|^arn:/.test(one.value);
      const isSameMember =
        isUnique || known.base === one.base || (one.base === "" && known.base === remover.words.join(""));
      return isSameMember && callsSame(known.value, one.value);
    }),
  );
}

/** Whether a tagging call is on the thing that the fact is of. */
export function isTagged(tagging: Subject, fact: Fact): boolean {
  const targets = tagging.known.filter(
    ({ from, kind, base }) => from === "input" && (kind !== "plain" || base === "resource"),
  );
  return targets.some((target) => fact.own.some(({ value }) => callsSame(value, target.value)));
}

/** Applies a call that removes to the facts standing so far. */
export function remove(facts: Map<string, Fact>, remover: Subject, live: LiveStep): void {
  for (const [key, fact] of facts) {
    const [first] = fact.claims;
    if (!first || !isSameScope(first.step, live.step)) continue;
    const isSame = concernsSame(remover, fact);
    if (!isSame && !isPartOf(remover, fact)) {
      if (isTagging(remover.words) && isTagged(remover, fact)) takeParts(fact, live);
      continue;
    }
    if (!isSame || takeParts(fact, live) !== "parts") facts.delete(key);
  }
}

/** Takes the parts that a removing call lists out of what the fact claims; `parts` where something is left. */
export function takeParts(fact: Fact, live: LiveStep): "parts" | "all" {
  const results = fact.claims.map((claim) => ({ claim, rest: subtract(claim.expected, live.input) }));
  const left = results.flatMap(({ claim, rest }) => {
    if (rest === "none") return [claim];
    return rest === "all" ? [] : [{ ...claim, expected: rest }];
  });
  if (results.every(({ rest }) => rest === "none")) return "all";
  fact.claims.splice(0, fact.claims.length, ...left);
  return left.length > 0 ? "parts" : "all";
}

/** An update of a thing that another read tells of as well (GetFunction, GetFunctionConfiguration) holds there too. */
export function supersedeElsewhere(facts: Map<string, Fact>, fact: Fact, live: LiveStep): void {
  if (!/^(Update|Modify|Set|Put)/.test(live.step.operation.name)) return;
  const used = new Set(fact.readers[0]?.used.map(({ value }) => value));
  for (const other of facts.values()) {
    if (other.claims.some(({ step }) => step === live.step) || used.size === 0) continue;
    const isSameKind = other.subject.words.every((word) => fact.subject.words.includes(word));
    const isSameThing = isSameKind && other.own.some(({ value }) => used.has(value));
    if (!isSameThing || other.subject.model !== fact.subject.model) continue;
    const claims = other.claims.map((claim) => ({
      ...claim,
      expected: supersede(claim.expected, live.input, false),
    }));
    other.claims.splice(0, other.claims.length, ...claims);
  }
}
