/**
 * Adds the calls that make what the log uses and never makes: logs start in the middle of a life. Each is made a second
 * before its first use, after what it needs itself; what a call takes off of what is made goes on right before the call.
 */
import { loadOperation } from "../../aws/model/table.ts";
import { loadResources } from "../../aws/resources/table.ts";
import { endStage, leaveCalls } from "../../base/garbage.ts";
import type { OtherShards } from "../shards/other-shards.ts";
import { type Step, tellSecond } from "../steps.ts";
import { Lives } from "./lives.ts";
import { LogFacts, type NamedStep, nameStep } from "./log-facts.ts";
import { makeUp, tellApart } from "./make-up.ts";
import { listMoments } from "./moments.ts";
import { OtherwiseNamed } from "./otherwise-named.ts";
import { OwnParts } from "./own-parts.ts";
import type { Need } from "./parents.ts";
import { listProven, tellProven } from "./proofs.ts";
import type { Reference } from "./reference.ts";
import { Unnamed } from "./unnamed.ts";
import { findUnopened } from "./unopened.ts";
import { Workshop } from "./workshop.ts";

function compareTimes(one: NamedStep, other: NamedStep): number {
  return one.step.at - other.step.at || one.step.ordinal - other.step.ordinal;
}

/** Whether a read may name a thing before it is there, as KMS encrypts for a parameter that is about to be put. */
function isForetold({ step }: NamedStep, { recipe }: Reference): boolean {
  return step.seen !== undefined && step.service !== recipe.service;
}

/** What the other shards and the log's reads say. */
export interface Besides {
  readonly others?: OtherShards | undefined;
  /** Steps that are not sent, and say what there is: what only they name is made too. */
  readonly witnesses?: readonly Step[];
  /** Told of each step's names. */
  readonly onNamed?: ((call: NamedStep) => void) | undefined;
}

const NO_STEPS: readonly Step[] = [];

/** Makes what reads prove to be there and no recipe makes, each once, after what it stands in. */
function makeProven(workshop: Workshop, all: readonly NamedStep[], steps: readonly Step[]): void {
  const proving = new Map<string, NamedStep>();
  for (const call of all) {
    const text = call.step.seen && tellProven(call.step);
    if (text !== undefined && !proving.has(text)) proving.set(text, call);
  }
  const calls = [...proving.values()].map((call) => ({ call, proven: listProven(call.step) }));
  const parts = new OwnParts(
    steps,
    calls.flatMap(({ proven }) => proven),
  );
  for (const { call, proven } of calls) {
    const need = { call, second: tellSecond(call.step) };
    for (const one of proven) if (workshop.prove(one, need, parts)) break;
  }
}

/**
 * `steps` (sorted by time) with the calls that make what they use and never make, as steps with `creation`; these
 * stand a second before the first use. Things of other accounts, AWS's own, and those that `others` make (the other
 * shards, where the steps are those of one shard of a log) are not made.
 */
export async function addPrerequisites(
  steps: readonly Step[],
  { others, witnesses = NO_STEPS, onNamed }: Besides = {},
): Promise<Step[]> {
  const own = steps.map(nameStep);
  if (onNamed) for (const call of own) onNamed(call);
  const all = witnesses.length === 0 ? own : [...own, ...witnesses.map(nameStep)].sort(compareTimes);
  await endStage(all);
  const moments = listMoments(all);
  await endStage(all);
  const lives = new Lives(moments);
  const facts = new LogFacts(all);
  const workshop = new Workshop(facts, lives, others);
  const unnamed = new Unnamed(facts, lives);
  const unopened = await findUnopened(steps);
  await endStage(all);
  // What a call needs is made for the call, even where a read has named it before.
  const seen = new Map<string, { readonly reference: Reference; readonly need: Need }>();
  for (const moment of moments) {
    const { second, acts } = moment;
    leaveCalls(acts.length);
    for (const { call, needed } of acts) {
      for (const reference of needed) {
        if (!lives.isMissing(reference, second) || lives.revive(call, reference)) continue;
        if (isForetold(call, reference) && lives.isMadeFrom(reference.key, second)) continue;
        const need = { call, second };
        const first = seen.get(reference.key)?.need.call;
        if (!call.step.seen) workshop.make(reference, { ...need, first });
        else if (!seen.has(reference.key)) seen.set(reference.key, { reference, need });
      }
      for (const one of unnamed.list(call)) workshop.make(one, { call, second });
      for (const one of unopened.get(call.step) ?? []) workshop.open(one, { call, second });
    }
    lives.pass(moment);
  }
  const called = [...seen.values()].flatMap(({ reference }) =>
    reference.parts["called"] || reference.parts["pins"] ? [reference] : [],
  );
  const otherwise = called.length > 0 ? new OtherwiseNamed(called, all) : undefined;
  for (const { reference, need } of seen.values())
    if (!workshop.hasMade(reference) && !otherwise?.has(reference)) workshop.make(reference, need);
  if (witnesses.length > 0) makeProven(workshop, all, steps);
  const count = workshop.made.length;
  // Before all of the log's calls of their second, in the order in which they need each other.
  const made = await Promise.all(
    workshop.made.map(async (call, place) => {
      const operation = await loadOperation(call.service, call.operation);
      await loadResources(call.service);
      return makeUp({ ...call, operation, ordinal: call.ordinal ?? place - count });
    }),
  );
  return [...tellApart(made), ...steps].sort((a, b) => a.at - b.at || a.ordinal - b.ordinal);
}
