/** The lives of the things in a log: when its calls make them and end them, and so which have to be there before it. */

import { findMeaning } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { findRecipe } from "./catalogue.ts";
import { findEffects } from "./effects.ts";
import type { NamedStep } from "./log-facts.ts";
import { listMade, type Moment } from "./moments.ts";
import type { Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";
import { makeKey } from "./thing-keys.ts";

/** The seconds in which each thing is made or ended, in their order. */
type Seconds = ReadonlyMap<string, readonly number[]>;

function listSeconds(moments: readonly Moment[], tell: (moment: Moment) => ReadonlySet<string>): Seconds {
  const seconds = new Map<string, number[]>();
  for (const moment of moments)
    for (const key of tell(moment)) seconds.getOrInsertComputed(key, () => []).push(moment.second);
  return seconds;
}

/** What a thing goes by, and what the thing was called by the former names of that. */
interface Former {
  readonly key: string;
  readonly names: readonly string[];
}

/** So many names of one thing are gone through. */
const MOST_NAMES = 16;

/** In a recipe's input: the name of the thing that it makes. */
const NAME = `\${name}`;

/** The types of the things whose name a thing has: a user's login profile. */
function listNamesakes({ input }: Recipe): readonly string[] {
  return Object.values(input).flatMap((value) => {
    const { $parent, of } = (value ?? {}) as { readonly $parent?: unknown; readonly of?: unknown };
    return typeof $parent === "string" && of === NAME ? [$parent] : [];
  });
}

const namesakes = new WeakMap<Recipe, readonly string[]>();

/** The keys of the things that a thing goes by, with what it is called by each under its former names. */
function listFormer(
  { recipe, parts, name }: Pick<Reference, "recipe" | "parts" | "name">,
  formerly: ReadonlyMap<string, string>,
): readonly Former[] {
  const { service, within = [] } = recipe;
  const { account = "", region = "", own } = parts;
  const found: Former[] = [];
  for (const type of within.length > 0 ? within : namesakes.getOrInsertComputed(recipe, listNamesakes)) {
    const around = findRecipe(service, type);
    if (!around) continue;
    const outer = [...(around.within ?? []), type].map((one) => parts[one]);
    const called = within.length > 0 ? outer.join("/") : name;
    const names: string[] = [];
    const key = makeKey(around, called, account, region);
    for (let at: string | undefined = key; at !== undefined && names.length < MOST_NAMES; ) {
      const former = formerly.get(at);
      if (former === undefined) break;
      const before = { ...parts, [type]: former.slice(former.lastIndexOf("/") + 1) };
      names.push(within.length > 0 ? [...within.map((one) => before[one]), own].join("/") : former);
      at = makeKey(around, former, account, region);
    }
    found.push({ key, names });
  }
  return found;
}

export class Lives {
  readonly #exists = new Set<string>();
  readonly #gone = new Set<string>();
  /** What things were called, by their keys now; and the keys that they were given up under. */
  readonly #formerly = new Map<string, string>();
  readonly #left = new Set<string>();
  /** Read when something is not there: of a log that makes all that it uses, never. */
  #makings: Seconds | undefined;
  #mentions: Seconds | undefined;
  #endings: Seconds | undefined;
  #surpluses: ReadonlyMap<number, Moment["surplus"]> | undefined;

  constructor(readonly moments: readonly Moment[]) {}

  #listMakings(key: string): readonly number[] {
    this.#makings ??= listSeconds(this.moments, ({ made }) => made);
    return this.#makings.get(key) ?? [];
  }

  #listMentions(key: string): readonly number[] {
    this.#mentions ??= listSeconds(this.moments, ({ mentioned }) => mentioned);
    return this.#mentions.get(key) ?? [];
  }

  #listEndings(key: string): readonly number[] {
    this.#endings ??= listSeconds(this.moments, ({ ended }) => ended);
    return this.#endings.get(key) ?? [];
  }

  /** Whether a second ends a thing more often than it creates it, so that it was there before. */
  #isEndedMore(key: string, second: number): boolean {
    this.#surpluses ??= new Map(this.moments.map((moment) => [moment.second, moment.surplus]));
    return (this.#surpluses.get(second)?.get(key) ?? 0) < 0;
  }

  has(key: string): boolean {
    return this.#exists.has(key);
  }

  /** Whether a call brings back what the log has ended; then it is there again. */
  revive(call: NamedStep, { recipe, key }: Reference): boolean {
    if (!this.#gone.has(key) || !findEffects(call).on(recipe).revives) return false;
    this.#exists.add(key);
    return true;
  }

  /** Whether the log has ended a thing by now. */
  hasEnded(key: string): boolean {
    return this.#gone.has(key);
  }

  add(key: string): void {
    this.#exists.add(key);
  }

  /** Whether the log makes a thing after `second`, or in it. */
  isMadeFrom(key: string, second: number): boolean {
    return [...this.#listMakings(key), ...this.#listMentions(key)].some((at) => at >= second);
  }

  /** Whether a thing that is not there before `second` is made in it, by another call. */
  isMadeBeside(reference: Reference, call: NamedStep, second: number): boolean {
    const { key } = reference;
    const isMade = this.#listMakings(key).includes(second) || this.#listMentions(key).includes(second);
    if (!isMade || this.isThere(reference)) return false;
    return !listMade(call).some((one) => one.key === key);
  }

  /** Whether a thing is there, also under the name that what it goes by had when it was made. */
  isThere(reference: Pick<Reference, "recipe" | "parts" | "key" | "name">): boolean {
    const { recipe, parts, key } = reference;
    if (this.#formerly.size === 0) return this.#exists.has(key);
    const former = listFormer(reference, this.#formerly);
    // What bore the name then has taken its parts with it.
    if (former.some((one) => this.#left.has(one.key))) return false;
    if (this.#exists.has(key) || this.#gone.has(key)) return this.#exists.has(key);
    const { account = "", region = "" } = parts;
    return former.some(({ names }) =>
      names.some((name) => this.#exists.has(makeKey(recipe, name, account, region))),
    );
  }

  /**
   * Whether a thing that does not exist by the log at `second` did exist in production, and so has to be made. Minted
   * ids never come back. A name that the log makes later was free then: unless it is ended in between, what used it
   * before can have done without (a policy names it), or its end was lost, and the later one is the one to have.
   */
  isMissing(reference: Reference, second: number): boolean {
    const { recipe, key, isBefore } = reference;
    if (this.isThere(reference)) return false;
    if (isBefore) return true;
    const makings = this.#listMakings(key);
    if (recipe.minted)
      return !this.#gone.has(key) && makings.length === 0 && !this.#listMentions(key).includes(second);
    const making = makings.find((at) => at >= second);
    // What puts a thing may only change it: it may have been there before.
    const { deed } = findMeaning(recipe.service, recipe.operation);
    if (making === undefined || deed === "put") return making !== second;
    if (making === second) return this.#isEndedMore(key, second);
    return making > second && this.#listEndings(key).some((at) => at >= second && at <= making);
  }

  /** Takes note of what a second made and ended; what did both was replaced where it was there before. */
  pass({ made, mentioned, ended, surplus, formerly }: Moment): void {
    for (const [key, before] of formerly) {
      this.#formerly.set(key, before.name);
      this.#left.add(before.key);
    }
    const begun = mentioned.size === 0 ? made : made.union(mentioned);
    const replaced = new Set([...ended].filter((key) => begun.has(key) && this.#exists.has(key)));
    for (const key of begun) {
      this.#exists.add(key);
      this.#left.delete(key);
    }
    for (const key of ended) {
      const more = surplus.get(key) ?? 0;
      // What is created once more than it is ended stands in the end; what is ended once more does not.
      if (more > 0 || (more === 0 && replaced.has(key))) continue;
      this.#exists.delete(key);
      this.#gone.add(key);
    }
  }
}

compileLightly(listFormer, Lives.prototype.isThere, Lives.prototype.isMissing, Lives.prototype.pass);
