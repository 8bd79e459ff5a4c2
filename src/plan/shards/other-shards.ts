/**
 * What a shard of a log knows of the others, whose calls it reads and does not keep: which things they make and need.
 * It grows with the things that the log names, not with its calls; only where the final state is wanted, the calls are
 * held until the whole log tells which of them survive.
 */

import type { TrailEvent } from "../../trail/record.ts";
import type { Tally } from "../../trail/tally.ts";
import { type NamedStep, nameStep } from "../missing/log-facts.ts";
import { listMade, listNeeded } from "../missing/moments.ts";
import { findArnKey } from "../missing/references.ts";
import { findArns, isUnique } from "../order/keys.ts";
import { loadMeanings, readTouches } from "../order/read-touches.ts";
import { listTexts } from "../order/texts.ts";
import { type Called, isChild, leaveOutChildren, listParents, type StackMode } from "../parents.ts";
import { planSteps, type Step } from "../steps.ts";

/** A call of another shard, which makes a thing or for which it is made. */
export interface Maker {
  readonly shard: number;
  readonly eventId: string;
  readonly eventName: string;
}

/** A call's place in the order of the whole log. */
type Moment = Pick<TrailEvent, "at" | "ordinal">;

/** The calls of other shards in one account, of whichever services. */
type AccountTally = Omit<Tally, "service">;

/** Calls are decoded in batches, since a step's model is loaded asynchronously. */
const BATCH = 500;

function isBefore(one: Moment, other: Moment): boolean {
  return one.at - other.at < 0 || (one.at === other.at && one.ordinal < other.ordinal);
}

/** The identifiers by which a call's own things go, each once: keys of recipes' things, and unique texts by themselves. */
export function listOwn(call: NamedStep): Set<string> {
  const [touch] = readTouches([call.step]);
  const minted = (touch?.uses ?? []).filter(
    ({ isMinted, isOwn, role, text }) => isMinted && isOwn && role === "makes" && isUnique(text),
  );
  return new Set([...listMade(call).map(({ key }) => key), ...minted.map(({ text }) => text)]);
}

/** The texts of a call that name one thing in the world each, wherever they stand, but for what the call makes. */
function listUnique({ step }: NamedStep): string[] {
  const [touch] = readTouches([step]);
  const uses = touch?.uses ?? [];
  const made = new Set(uses.flatMap(({ role, text }) => (role === "makes" ? [text] : [])));
  const { service, operation, input } = step;
  const asked = operation.input ? listTexts(service, operation.input, input) : [];
  const texts = asked.flatMap(({ text }) => [...findArns(text), ...(/\s/.test(text) ? [] : [text])]);
  const unique = new Set([...uses.map(({ text }) => text), ...texts].filter(isUnique));
  return [...unique.difference(made)];
}

/** The things that a call needs: each one's key, and the text in the log that names it. */
export function listUsed(call: NamedStep): Map<string, string> {
  const used = new Map(listNeeded(call).map(({ key, recorded }) => [key, recorded]));
  const unique = listUnique(call);
  const known = [...used.values()];
  for (const text of unique) {
    // The id in an ARN is no thing besides it.
    const isPart = unique.some((other) => other !== text && other.includes(text));
    if (isPart || known.some((recorded) => recorded.includes(text))) continue;
    // A call does not need what is another account's, as recipes go, but their keys tell who makes it.
    used.set(findArnKey(text) ?? text, text);
  }
  return used;
}

/** What one call makes and needs, by keys. */
interface Facts {
  readonly called: Called;
  readonly maker: Maker & Moment;
  readonly own: Iterable<string>;
  readonly needed: Iterable<string>;
}

/** What one shard knows of all the others. */
export class OtherShards {
  /** The services that are parents there. */
  readonly services = new Set<string>();
  /** Calls that a parent may make by itself: whether one is replayed is known when the whole log has been read. */
  readonly #children: Facts[] = [];
  readonly #pending: (readonly [TrailEvent, number])[] = [];
  readonly #seen: (readonly [TrailEvent, number])[] = [];
  readonly #makers = new Map<string, Maker & Moment>();
  readonly #needs = new Map<string, Maker & Moment>();
  readonly #accounts = new Map<string, AccountTally>();
  /** The services that are parents in the whole log. */
  #parents: ReadonlySet<string> = new Set();

  constructor(
    readonly stacks: StackMode,
    /** Whether calls are held until `release` says which of them survive. */
    readonly holdsCalls = false,
  ) {}

  /** Takes note of a call of another shard; what is known of it is whole after `finish`. */
  add(event: TrailEvent, shard: number): Promise<void> | undefined {
    const { account, region, at, ordinal } = event;
    for (const service of listParents([event])) this.services.add(service);
    const before = this.#accounts.get(account);
    const first = before && isBefore(before, event) ? before : { account, region, at, ordinal };
    this.#accounts.set(account, { ...first, calls: (before?.calls ?? 0) + 1 });
    this.#pending.push([event, shard]);
    return this.holdsCalls || this.#pending.length < BATCH ? undefined : this.#readBatch(this.#takeBatch());
  }

  /** Takes note of what a call of another shard says to be there: who is told of a thing first makes it. */
  addSeen(event: TrailEvent, shard: number): void {
    this.#seen.push([event, shard]);
  }

  /** Ends the adding; `events` are those of the own shard. */
  async finish(events: readonly TrailEvent[]): Promise<void> {
    this.#parents = listParents(events).union(this.services);
    await this.#readBatch(this.#seen.splice(0));
    if (!this.holdsCalls) await this.#readRest();
  }

  /** The calls that are held, as steps, without those that a parent makes. */
  planHeld(): Promise<Step[]> {
    const events = this.#pending.map(([event]) => event);
    return planSteps(leaveOutChildren(events, this.stacks, this.#parents).kept);
  }

  /** Takes note of those of the held calls that survive, by their ids, and lets go of all. */
  async release(survivors: ReadonlySet<string>): Promise<void> {
    const held = this.#pending.splice(0);
    this.#pending.push(...held.filter(([event]) => survivors.has(event.eventId)));
    await this.#readRest();
  }

  async #readRest(): Promise<void> {
    while (this.#pending.length > 0) await this.#readBatch(this.#takeBatch());
    for (const facts of this.#children.splice(0))
      if (!isChild(facts.called, this.#parents, this.stacks)) this.#note(facts);
  }

  #takeBatch(): readonly (readonly [TrailEvent, number])[] {
    return this.#pending.splice(0, BATCH);
  }

  async #readBatch(batch: readonly (readonly [TrailEvent, number])[]): Promise<void> {
    const steps = await planSteps(batch.map(([event]) => event));
    await loadMeanings(steps);
    for (const [place, [event, shard]] of batch.entries()) {
      const step = steps[place];
      if (step) this.#read(event, step, shard);
    }
  }

  #read(event: TrailEvent, step: Step, shard: number): void {
    const { eventId, eventName, at, ordinal, invokedBy, service, operation } = event;
    const call = nameStep(step);
    const facts = {
      called: { invokedBy, service, operation },
      maker: { shard, eventId, eventName, at, ordinal },
      own: listOwn(call),
      needed: listNeeded(call).map(({ key }) => key),
    };
    if (isChild(event, { has: () => true }, this.stacks)) this.#children.push(facts);
    else this.#note(facts);
  }

  #note({ maker, own, needed }: Facts): void {
    for (const key of own) {
      const before = this.#makers.get(key);
      if (!before || isBefore(maker, before)) this.#makers.set(key, maker);
    }
    for (const key of needed) {
      const before = this.#needs.get(key);
      if (!before || isBefore(maker, before)) this.#needs.set(key, maker);
    }
  }

  /** The first call of another shard that makes a thing. */
  findMaker(key: string): Maker | undefined {
    return this.#makers.get(key);
  }

  /** The first call of another shard that needs a thing. */
  findNeed(key: string): Maker | undefined {
    return this.#needs.get(key);
  }

  /** Whether another shard makes a thing that a call here needs: by a call of the log, or because it needs it before. */
  provides(key: string, call: Moment): boolean {
    const need = this.#needs.get(key);
    return this.#makers.has(key) || (need !== undefined && isBefore(need, call));
  }

  /** The calls of the whole log by account, in the order of time: `own` and the other shards'. */
  countCalls(own: readonly Tally[]): AccountTally[] {
    return [...own, ...this.#accounts.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }
}
