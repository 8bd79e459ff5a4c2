/**
 * What the log goes on to tell of things that one second both creates and removes: what is used next stood at the end of that
 * second, and what is created next was gone. That says whether they were there before it.
 */
import { type Existence, isRemoval } from "./existence.ts";
import type { TouchingStep } from "./things-of-second.ts";
import { nameThing, type Use } from "./touches.ts";
import { tellCounted } from "./versions.ts";

type Told = "stands" | "gone" | undefined;
type Seconds = ReadonlyMap<number, readonly TouchingStep[]>;

function isCreation({ touch, step }: TouchingStep, { isOwn, role }: Use): boolean {
  return isOwn && role === "makes" && (touch.deed === "create" || tellCounted(step) === 1);
}

/** The things that a second both creates and removes, as often the one as the other. */
function listContested(calls: readonly TouchingStep[]): readonly string[] {
  const balance = new Map<string, number>();
  for (const { touch } of calls)
    for (const use of touch.uses)
      if (isRemoval(use)) balance.set(nameThing(use), (balance.get(nameThing(use)) ?? 0) - 1);
  if (balance.size === 0) return [];
  const created = new Set<string>();
  for (const call of calls) {
    for (const use of call.touch.uses) {
      const thing = nameThing(use);
      const removals = balance.get(thing);
      if (removals === undefined || !isCreation(call, use)) continue;
      created.add(thing);
      balance.set(thing, removals + 1);
    }
  }
  return [...created].filter((thing) => balance.get(thing) === 0);
}

/** What a call shows of whether a thing was there before it; undefined of a put that may make it or change it. */
function tellBefore(call: TouchingStep, use: Use): Told {
  if (use.role !== "makes") return "stands";
  if (isCreation(call, use)) return "gone";
  return tellCounted(call.step) === undefined ? undefined : "stands";
}

/** What the calls of a second show of whether things were there before it, where they do not say both. */
function tellThings(calls: readonly TouchingStep[], wanted: ReadonlySet<string>): ReadonlyMap<string, Told> {
  const told = new Map<string, Told>();
  for (const call of calls) {
    for (const use of call.touch.uses) {
      const thing = use.isOwn ? nameThing(use) : undefined;
      if (thing === undefined || !wanted.has(thing)) continue;
      const before = tellBefore(call, use);
      told.set(thing, !told.has(thing) || told.get(thing) === before ? before : undefined);
    }
  }
  return told;
}

export class Afterwards {
  readonly #contested: ReadonlyMap<number, readonly string[]>;
  /** For each contested thing the seconds that are about it, with what they tell, the next one last. */
  readonly #told = new Map<string, [second: number, Told][]>();

  /** `seconds` are in the order of time. */
  constructor(seconds: Seconds) {
    const contested = [...seconds].map(([second, calls]) => [second, listContested(calls)] as const);
    this.#contested = new Map(contested.filter(([, things]) => things.length > 0));
    const wanted = new Set([...this.#contested.values()].flat());
    if (wanted.size === 0) return;
    for (const [second, calls] of seconds)
      for (const [thing, before] of tellThings(calls, wanted))
        this.#told.getOrInsertComputed(thing, () => []).push([second, before]);
    for (const told of this.#told.values()) told.reverse();
  }

  /** Sets right what is taken to be there before a second, which leaves it as it was. Seconds come in the order of time. */
  settle(second: number, exists: Existence): void {
    for (const thing of this.#contested.get(second) ?? []) {
      const told = this.#told.get(thing) ?? [];
      while (told.length > 0 && (told.at(-1)?.[0] ?? second) <= second) told.pop();
      const next = told.at(-1)?.[1];
      if (next !== undefined) exists.set(thing, next === "stands");
    }
  }
}
