/** Verifies that what a log made stands in the emulator: derives the facts, reads each back, compares. */

import type { Deed } from "../aws/resources/types.ts";
import { collectSecrets } from "../aws/secrets/mask.ts";
import { type Call, tellEventName } from "../dialect/call.ts";
import { Dictionary } from "../identities/dictionary.ts";
import type { Step } from "../plan/steps.ts";
import { runInLanes } from "../replay/lanes.ts";
import { compareInput } from "./compare.ts";
import type { Difference } from "./differences.ts";
import type { Fact } from "./fact.ts";
import { deriveFacts } from "./facts.ts";
import { findByNames } from "./find-by-names.ts";
import { KnowledgeBase } from "./knowledge.ts";
import { makeLive } from "./live.ts";
import { makeReads, type ReadBack, type ReadStages } from "./read-back.ts";
import { findTolerance } from "./tolerated.ts";
import { findWholes } from "./wholes.ts";

export const STATUSES = ["verified", "different", "missing", "unreadable"] as const;
export type Status = (typeof STATUSES)[number];

export interface ToleratedDifference extends Difference {
  readonly reason: string;
}

/** What became of one thing that should exist. */
export interface Verdict {
  readonly status: Status;
  /** The call that made it, else the first that changed it. */
  readonly call: Call;
  /** What it is called, in live identifiers, the surest first. */
  readonly names: readonly string[];
  /** The operation by which it was read; undefined where there is none. */
  readonly read: string | undefined;
  /** How many members were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly tolerated: readonly ToleratedDifference[];
  /** Why it is missing or unreadable. */
  readonly reason: string | undefined;
  /** Of a missing thing: the calls whose settings and relations are gone with it. */
  readonly parts: readonly Call[];
}

/** What is to be verified. */
export interface Verifiable {
  /** The log's steps in their order, as recorded. */
  readonly steps: readonly Step[];
  /** What stands for what production had minted; without it things are found by their names and tags. */
  readonly dictionary?: Dictionary | undefined;
  /** Puts the target's accounts and regions into a recorded text; the steps' inputs have theirs already. */
  readonly placeText?: (text: string) => string;
  /** Why calls failed in the replay, by their ids, where that is known. */
  readonly failures?: ReadonlyMap<string, string>;
}

export interface VerifySchedule {
  readonly concurrency: number;
  readonly signal: AbortSignal;
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

type Result = Omit<Verdict, "call" | "names" | "parts">;

function judge(fact: Fact, readName: string, back: Extract<ReadBack, { kind: "found" }>): Result {
  const differences: Difference[] = [];
  const tolerated: ToleratedDifference[] = [];
  let compared = 0;
  for (const { step, expected, ref } of fact.expectations.settle()) {
    const { service, operation } = step;
    if (!ref) continue;
    const comparison = compareInput(operation, expected, back.found, {
      ref,
      isWhole: back.found.value === back.output,
      skipped: new Set(step.placeholders?.map(({ path }) => path)),
      type: fact.knowledge.type,
    });
    compared += comparison.compared;
    for (const difference of comparison.differences) {
      const reason = findTolerance(service, operation.name, difference);
      if (reason === undefined) differences.push(difference);
      else tolerated.push({ ...difference, reason });
    }
  }
  const isGone = GATHERING.has(fact.knowledge.deed) && compared > 0 && differences.length === compared;
  if (isGone)
    return {
      status: "missing",
      read: readName,
      ...NOTHING,
      reason: "nothing of what was asked for is there",
    };
  const isMade = MAKING.has(fact.knowledge.deed) && (fact.knowledge.deed === "create" || fact.own.length > 0);
  const isSeen = compared > 0 || isMade || fact.others.length > 0;
  if (!isSeen) return { status: "unreadable", read: readName, ...NOTHING, reason: UNTOLD };
  const status = differences.length === 0 ? "verified" : "different";
  return { status, read: readName, compared, differences, tolerated, reason: undefined };
}

const UNTOLD = "what is read tells nothing of what was asked for";

const NOTHING = { compared: 0, differences: [], tolerated: [] };

/** Deeds that put items into a list, which can be read when it is empty. */
const GATHERING: ReadonlySet<Deed> = new Set<Deed>(["attach", "tag"]);

/** Deeds that make a thing, so that its being there is what was asked for; what is put without a name is a setting. */
const MAKING: ReadonlySet<Deed> = new Set<Deed>(["create", "put"]);

type ReadFact = (fact: Fact, index: number) => Promise<ReadBack>;

const NAMELESS = "the log does not hold its identifier";

/** Whether nothing is known by which the thing could be told from others of its kind. */
function isNameless({ own, others, readers }: Fact): boolean {
  return own.length + others.length + (readers[0]?.used.length ?? 0) === 0;
}

async function verifyFact(fact: Fact, read: ReadFact): Promise<Result> {
  let last: Result = {
    status: "unreadable",
    read: undefined,
    ...NOTHING,
    reason: "the API has no operation that reads it",
  };
  for (const [index, { operation }] of fact.readers.entries()) {
    const back = await read(fact, index);
    if (back.kind === "found") return judge(fact, operation.name, back);
    if (back.kind === "absent" && isNameless(fact))
      return { ...last, read: operation.name, reason: NAMELESS };
    if (back.kind === "absent")
      return { status: "missing", read: operation.name, ...NOTHING, reason: back.reason };
    if (index === 0) last = { status: "unreadable", read: operation.name, ...NOTHING, reason: back.reason };
  }
  return last;
}

/** Adds the failure of a call to the verdict that it explains; what was not made is missing. */
function explain(fact: Fact, result: Result, failures: Verifiable["failures"]): Result {
  if (result.status === "verified") return result;
  for (const [index, step] of fact.expectations.steps.entries()) {
    const cause = failures?.get(step.id);
    if (cause === undefined) continue;
    const status = index === 0 ? "missing" : result.status;
    return { ...result, status, reason: `${tellEventName(step)} failed in the replay: ${cause}` };
  }
  return result;
}

/** Reads back everything that should exist after the steps. The verdicts are in the order of the log. */
export async function verifyResources(
  { steps, dictionary, failures, placeText = (text) => text }: Verifiable,
  stages: ReadStages,
  { concurrency, signal }: VerifySchedule,
): Promise<Verdict[]> {
  const reads = makeReads(stages, signal);
  const base = await KnowledgeBase.load(steps);
  const known = dictionary
    ? { dictionary, unknown: new Dictionary() }
    : await findByNames(steps, base, reads, signal, placeText);
  const { unknown } = known;
  const facts = deriveFacts(
    steps.map((step) => makeLive(step, known.dictionary, placeText)),
    base,
  );
  const results: (Result | undefined)[] = facts.map(() => undefined);
  await runInLanes(
    facts.map(() => []),
    concurrency,
    async (place) => {
      const fact = facts[place];
      const call = fact?.expectations.maker;
      if (!fact || !call || signal.aborted) return;
      const result = await verifyFact(fact, async ({ own, others, readers }, index) => {
        const reader = readers[index];
        if (!reader) return { kind: "unreadable", reason: "no reader" };
        return reads.find(reader, { own, others }, call);
      });
      results[place] = explain(fact, excuse(fact, result, unknown), failures);
    },
  );
  return gatherVerdicts(facts, results);
}

const ADVICE =
  "production made its identifier up, and nothing of its name or tags was found; pass the replay's map with --ids FILE";

/**
 * Without a map, what is read or compared by an identifier that was not found says nothing: it is unreadable, not
 * missing or different.
 */
function excuse(fact: Fact, result: Result, unknown: Dictionary): Result {
  const named = [...(fact.readers[0]?.used ?? []), ...fact.own, ...fact.others];
  const isLost = result.status === "missing" && named.some(({ text }) => unknown.get(text) !== undefined);
  const isVague =
    result.status === "different" &&
    result.differences.every(({ expected }) => unknown.replaceWithin(expected) !== expected);
  return isLost || isVague ? { ...result, ...NOTHING, status: "unreadable", reason: ADVICE } : result;
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
