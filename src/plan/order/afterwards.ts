/**
 * What the log goes on to tell of things that one second both creates and removes: what is used next stood at the end of that
 * second, and what is created next was gone. That says whether they were there before it.
 */
import { compileLightly } from "../../base/compiling.ts";
import { type Existence, isRemoval } from "./existence.ts";
import { doesRevive } from "./things-of-second.ts";
import type { TouchingStep, Use } from "./touches.ts";
import { tellCounted } from "./versions.ts";

type Told = "stands" | "gone" | undefined;
type Seconds = ReadonlyMap<number, readonly TouchingStep[]>;

function isCreation({ touch, step }: TouchingStep, { isOwn, role }: Use): boolean {
  return isOwn && role === "makes" && (touch.deed === "create" || tellCounted(step) === 1);
}

/** Of the things by these keys, those that a second both creates and removes, as often the one as the other. */
function listContested(calls: readonly TouchingStep[], renewed: ReadonlySet<string>): readonly string[] {
  const balance = new Map<string, { created: number; removed: number }>();
  for (const call of calls) {
    for (const use of call.touch.uses) {
      if (!use.isOwn || !renewed.has(use.key)) continue;
      const counts = balance.getOrInsertComputed(use.thing, () => ({ created: 0, removed: 0 }));
      if (isRemoval(use)) counts.removed++;
      else if (isCreation(call, use)) counts.created++;
    }
  }
  return [...balance].flatMap(([thing, { created, removed }]) =>
    created > 0 && created === removed ? [thing] : [],
  );
}

/** What a call shows of whether a thing was there before it; undefined of a put that may make it or change it. */
function tellBefore(call: TouchingStep, use: Use): Told {
  // What is called back was gone, as what is created was.
  if (isCreation(call, use) || doesRevive(call.step)) return "gone";
  if (use.role !== "makes") return "stands";
  return tellCounted(call.step) === undefined ? undefined : "stands";
}

/** What the calls of a second show of whether things were there before it, where they do not say both. */
function tellThings(calls: readonly TouchingStep[], renewed: ReadonlySet<string>): ReadonlyMap<string, Told> {
  const told = new Map<string, Told>();
  for (const call of calls) {
    for (const use of call.touch.uses) {
      if (!use.isOwn || !renewed.has(use.key)) continue;
      const thing = use.thing;
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

  /** `seconds` are in the order of time; `renewed` are the keys of what one of them makes and removes. */
  constructor(seconds: Seconds, renewed: ReadonlySet<string>) {
    const contested = new Map<number, readonly string[]>();
    this.#contested = contested;
    if (renewed.size === 0) return;
    for (const [second, calls] of seconds) {
      const things = listContested(calls, renewed);
      if (things.length > 0) contested.set(second, things);
    }
    for (const [second, calls] of seconds)
      for (const [thing, before] of tellThings(calls, renewed))
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

compileLightly(tellThings, listContested, Afterwards.prototype.settle);
