/** Verifies that what a log made stands in the emulator: derives the facts, reads each back, compares. */

import { collectSecrets } from "../aws/secrets/mask.ts";
import { HIDDEN } from "../aws/secrets/secret-texts.ts";
import type { Clock } from "../base/clock.ts";
import { tellEventName } from "../dialect/call.ts";
import type { Dictionary } from "../identities/dictionary.ts";
import type { Step } from "../plan/steps.ts";
import { runInLanes } from "../replay/lanes.ts";
import { listEach } from "./batches.ts";
import { type Difference, show } from "./differences.ts";
import type { Fact } from "./fact.ts";
import { deriveFacts, deriveRemovals } from "./facts.ts";
import { findByNames, type KnownIds } from "./find-by-names.ts";
import { KnowledgeBase } from "./knowledge.ts";
import { makeLive } from "./live.ts";
import { makeReads, type ReadStages, type Reads } from "./read-back.ts";
import { saysNothingOfNone } from "./readers.ts";
import { NOTHING, type Result, type Verdict, type VerifiedLog } from "./verdict.ts";
import { type FactVerdict, makeReadFact, makeWait, verifyFact } from "./verify-fact.ts";
import { verifyRemovals } from "./verify-removals.ts";
import { findWholes } from "./wholes.ts";

/** What is to be verified. */
export interface Verifiable {
  /** The log's steps in their order, as recorded. */
  readonly steps: readonly Step[];
  /** What stands for what production had minted; without it things are found by their names and tags. */
  readonly dictionary?: Dictionary | undefined;
  /** Puts the target's accounts and regions into a recorded text; the steps' inputs have theirs already. */
  readonly placeText?: (text: string) => string;
  /** What later calls call the things that steps made whose answers do not tell it, by the steps' ids. */
  readonly told?: ReadonlyMap<string, string>;
  /** Why calls failed in the replay, by their ids, where that is known. */
  readonly failures?: ReadonlyMap<string, string>;
  /** All steps of the log, with those whose doing another one has taken away; the same as `steps` where it is not given. */
  readonly all?: readonly Step[];
}

export interface VerifySchedule {
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

function listNames(fact: Fact): string[] {
  const used = fact.readers[0]?.used ?? [];
  const names = [...used, ...fact.others, ...fact.own].map(({ text }) => text);
  const secrets = collectSecrets(
    fact.live.step.service,
    fact.expectations.settle().map(({ ref, expected }) => ({ shape: ref, value: expected })),
  );
  return [...new Set(names)].slice(0, 3).map((name) => secrets.hide(name));
}

/**
 * Adds the failure of a call to the verdict that it explains; what was not made is missing, what was not changed is not. A
 * change that failed is not verified either where what it asked for was not compared.
 */
function explain(fact: Fact, result: Result, failures: Verifiable["failures"]): Result {
  const { deed } = fact.knowledge;
  for (const [index, step] of fact.expectations.steps.entries()) {
    const cause = failures?.get(step.id);
    if (cause === undefined) continue;
    const isChange = index > 0 || deed !== "create";
    if (result.status === "verified") {
      if (!isChange || !result.partial?.includes(step)) continue;
      return explain(fact, { ...result, status: "different" }, failures);
    }
    const isThere = deed === "update" && (result.status === "different" || result.partial !== undefined);
    const status = isThere ? "different" : index === 0 ? "missing" : result.status;
    return { ...result, status, reason: `${tellEventName(step)} failed in the replay: ${cause}` };
  }
  return result;
}

/** Reads back everything that should exist after the steps, and what should not. The verdicts are in the order of the log. */
export async function verifyResources(
  {
    steps: recorded,
    dictionary,
    failures,
    told: named,
    placeText = (text) => text,
    all = recorded,
  }: Verifiable,
  stages: ReadStages,
  { concurrency, signal, clock }: VerifySchedule,
): Promise<VerifiedLog> {
  const reads = makeReads(stages, signal);
  const wait = makeWait(clock, signal);
  const steps = recorded.flatMap(listEach);
  const base = await KnowledgeBase.load(all);
  const known = await findByNames(steps, base, reads, signal, placeText, dictionary);
  const makeLives = (some: readonly Step[]) =>
    some.map((step) => makeLive(step, known.dictionary, placeText, named?.get(step.id)));
  const hasFailed = ({ id }: Step) => failures?.has(id) ?? false;
  const facts = deriveFacts(makeLives(steps), base, hasFailed);
  const told: (FactVerdict | undefined)[] = facts.map(() => undefined);
  await runInLanes(
    facts.map(() => []),
    concurrency,
    async (place) => {
      const fact = facts[place];
      const call = fact?.expectations.maker;
      if (!fact || !call || signal.aborted) return;
      told[place] = await verifyFact(fact, makeReadFact(reads, call), wait);
    },
  );
  const results = facts.map((fact, place): Result | undefined => {
    const result = told[place] && settleSilence(told[place], reads);
    return result && explain(fact, excuse(fact, result, known, dictionary ? SECRET : ADVICE), failures);
  });
  const gone = deriveRemovals(makeLives(all.flatMap(listEach)), base, hasFailed);
  const removals = await verifyRemovals(
    gone,
    { reads, wait, failures, isKnown: dictionary !== undefined, known },
    { concurrency, signal },
  );
  return { verdicts: gatherVerdicts(facts, results), removals };
}

/**
 * Reads that tell of nothing say that there is nothing where AWS answers so, and where the target has answered one of them
 * otherwise for another thing.
 */
function settleSilence({ result, silence }: FactVerdict, reads: Reads): Result {
  const isKnown = silence?.reads.some((read) => reads.hasTold(read) || saysNothingOfNone(read));
  return silence && isKnown ? silence.missing : result;
}

const ADVICE =
  "production made its identifier up, and nothing of its name or tags was found; pass the replay's map with --ids FILE";

const SECRET =
  "its identifier is a secret, which no map of identifiers holds, and its name or tags do not tell which it is";

/** Whether a difference may be that of an identifier which was not found. */
function isVague({ expectations }: Fact, { member, expected }: Difference, unknown: Dictionary): boolean {
  const holdsUnknown = (text: string) => unknown.replaceWithin(text) !== text;
  if (!expected.includes(HIDDEN)) return holdsUnknown(expected);
  const [top = ""] = member.split(".");
  return expectations.settle().some((claim) => holdsUnknown(show(claim.expected[top])));
}

/** What is read or compared by an identifier that was not found says nothing: it is unreadable, not missing or different. */
function excuse(fact: Fact, result: Result, { unknown, absent }: KnownIds, reason: string): Result {
  if (unknown.size === 0) return result;
  const named = [...(fact.readers[0]?.used ?? []), ...fact.own, ...fact.others];
  const lost = named.filter(({ text }) => unknown.get(text) !== undefined);
  const isLost = result.status === "missing" && lost.some(({ text }) => !absent.has(text));
  const isUnclear =
    result.status === "different" && result.differences.every((one) => isVague(fact, one, unknown));
  return isLost || isUnclear ? { ...result, ...NOTHING, status: "unreadable", reason } : result;
}

/** A verdict for each thing that was looked at; what is missing with its whole is told with the whole. */
function gatherVerdicts(facts: readonly Fact[], results: readonly (Result | undefined)[]): Verdict[] {
  const wholes = findWholes(facts.filter((_, place) => results[place]?.status === "missing"));
  const parts = Map.groupBy(wholes.keys(), (part) => wholes.get(part));
  return facts.flatMap((fact, place) => {
    const result = results[place];
    if (!result || wholes.has(fact)) return [];
    const lost = (parts.get(fact) ?? []).map(({ expectations }) => expectations.maker);
    return [{ ...result, call: fact.expectations.maker, names: listNames(fact), parts: lost }];
  });
}
