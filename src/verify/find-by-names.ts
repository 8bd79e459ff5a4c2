/**
 * Finds the live identifiers of what a log made where no replay's map is at hand: by what the log itself chose, names
 * and tags and the rest of the call's input, in the order of the log, so that a network is known before its subnets.
 */

import { matchMember } from "../dialect/match-member.ts";
import { Dictionary } from "../identities/dictionary.ts";
import { isMinted } from "../identities/minted.ts";
import { parseVerb } from "../plan/order/verbs.ts";
import type { Step } from "../plan/steps.ts";
import { compareInput } from "./compare.ts";
import { makeSubject } from "./facts.ts";
import { findReaders, type Subject } from "./find-readers.ts";
import { type Known, listOwn } from "./known.ts";
import { makeLive } from "./live.ts";
import { type Found, listFound } from "./locate.ts";
import { callsSame } from "./names.ts";
import type { Reads } from "./read-back.ts";

/** Fewer equal members than these prove nothing where no name does. */
const LEAST_EQUAL = 2;

/** How many members of what was found are as asked for; undefined where one is not. */
function countEqual(step: Step, subject: Subject, found: Found): number | undefined {
  const { operation } = step;
  if (!operation.input) return undefined;
  const { compared, differences } = compareInput(operation.input, subject.input, found, {
    service: operation.model.service,
    isWhole: false,
    skipped: new Set(step.placeholders?.map(({ path }) => path)),
    rows: [],
    words: subject.words,
  });
  return differences.length === 0 ? compared : undefined;
}

function isNamed(found: Found, names: readonly Known[]): boolean {
  const texts = Object.values(found.value ?? {}).filter((value) => typeof value === "string");
  return names.some((name) => texts.some((text) => callsSame(text, name.value)));
}

/** The one thing that is what the step asked for, or undefined where there is none or more than one. */
async function findOne(
  step: Step,
  subject: Subject,
  names: readonly Known[],
  reads: Reads,
): Promise<Found | undefined> {
  const known = subject.known.filter(({ from }) => from === "input");
  for (const reader of findReaders({ ...subject, known })) {
    const answered = await reads.call(reader, step);
    if ("kind" in answered) continue;
    const matching = listFound(reader, answered.output).filter((found) => {
      const equal = countEqual(step, subject, found);
      return equal !== undefined && (equal >= LEAST_EQUAL || (equal > 0 && isNamed(found, names)));
    });
    const [only, ...others] = matching;
    if (only && others.length === 0) return only;
  }
  return undefined;
}

/** What stands for what production had minted, as far as names and tags tell; `unknown` is what they do not tell. */
export async function findByNames(
  steps: readonly Step[],
  reads: Reads,
  signal: AbortSignal,
  placeText: (text: string) => string,
): Promise<{ readonly dictionary: Dictionary; readonly unknown: ReadonlySet<string> }> {
  const dictionary = new Dictionary();
  const unknown = new Set<string>();
  for (const step of steps) {
    const { deed } = parseVerb(step.operation.name);
    if (signal.aborted || deed === "delete" || deed === "detach") continue;
    const subject = makeSubject(makeLive(step, dictionary, placeText));
    const own = listOwn(subject.known, subject.words);
    const names = own.filter(({ from }) => from === "input");
    const minted = own.filter(
      ({ from, member, value }) =>
        from === "output" && isMinted(value, member) && !names.some((name) => callsSame(name.value, value)),
    );
    if (minted.length === 0) continue;
    const found = await findOne(step, subject, names, reads);
    const shape = found?.ref;
    for (const { member, value } of minted) {
      const match = shape && matchMember(shape, member);
      const live = match && found?.value?.[match.name];
      if (typeof live !== "string") unknown.add(value);
      else if (live !== value) dictionary.set(value, live);
    }
  }
  return { dictionary, unknown };
}
