/** The facts that stand so far, found by what they are about. */
import type { Deed } from "../aws/resources/types.ts";
import type { Fact } from "./fact.ts";
import { listKeys, listLookups, type Named, type Scoped } from "./named.ts";

/** Named texts by the member that holds them: of a list, one is enough. */
export type Groups = readonly (readonly Named[])[];

/** The texts of each member. */
export function groupByMember(named: readonly Named[]): Groups {
  return [...Map.groupBy(named, ({ row }) => row.path).values()];
}

class Index {
  readonly #facts = new Map<string, Set<Fact>>();

  add(key: string, fact: Fact): void {
    const facts = this.#facts.get(key);
    if (facts) facts.add(fact);
    else this.#facts.set(key, new Set([fact]));
  }

  delete(key: string, fact: Fact): void {
    const facts = this.#facts.get(key);
    facts?.delete(fact);
    if (facts?.size === 0) this.#facts.delete(key);
  }

  find(keys: readonly string[]): Fact[] {
    const found = keys.flatMap((key) => this.#facts.get(key) ?? []);
    return found.length > 1
      ? [...new Set(found.flatMap((facts) => [...facts]))]
      : found.flatMap((facts) => [...facts]);
  }

  count(keys: readonly string[]): number {
    return keys.reduce((sum, key) => sum + (this.#facts.get(key)?.size ?? 0), 0);
  }
}

/** So many facts are looked through one by one. */
const FEW = 32;

/** The keys of the member that the fewest facts name. */
interface Rarest {
  readonly index: Index;
  readonly keys: readonly string[];
  readonly count: number;
}

/** Under what a fact is found. */
interface Keys {
  readonly read: string;
  readonly undoing: readonly string[];
}

/** Deeds that bring two things together, so that what they did goes with either. */
const RELATING: ReadonlySet<Deed> = new Set<Deed>(["attach", "act"]);

/** Whether the fact is gone when the thing is that a member names. */
function standsIn({ knowledge, others }: Fact, { row, text }: Named): boolean {
  if (row.part === "container") return true;
  return RELATING.has(knowledge.deed) && others.some((one) => one.row.path === row.path && one.text === text);
}

/** Facts in the order in which they came to be. */
export class FactTable {
  readonly #keys = new Map<Fact, Keys>();
  readonly #byRead = new Map<string, Fact[]>();
  readonly #byOwn = new Index();
  readonly #byContainer = new Index();
  readonly #byReference = new Index();
  readonly #byUndoing = new Index();

  add(fact: Fact, keys: Keys): void {
    this.#keys.set(fact, keys);
    const read = this.#byRead.get(keys.read);
    if (read) read.push(fact);
    else this.#byRead.set(keys.read, [fact]);
    this.#each(fact, keys, (index, key) => index.add(key, fact));
  }

  delete(fact: Fact): void {
    const keys = this.#keys.get(fact);
    if (!keys) return;
    this.#keys.delete(fact);
    this.#byRead.set(
      keys.read,
      (this.#byRead.get(keys.read) ?? []).filter((one) => one !== fact),
    );
    this.#each(fact, keys, (index, key) => index.delete(key, fact));
  }

  #each(fact: Fact, { undoing }: Keys, apply: (index: Index, key: string) => void): void {
    const mine = new Set(fact.own);
    for (const one of fact.named) {
      const ofReference = one.row.side === "input" ? this.#byReference : undefined;
      const ofThing = mine.has(one) ? this.#byOwn : ofReference;
      const index = standsIn(fact, one) ? this.#byContainer : ofThing;
      if (index) for (const key of listKeys(one, fact.live.step)) apply(index, key);
    }
    for (const key of undoing) apply(this.#byUndoing, key);
  }

  has(fact: Fact): boolean {
    return this.#keys.has(fact);
  }

  list(): Fact[] {
    return [...this.#keys.keys()];
  }

  /** The facts that are told by the same read. */
  findByRead(key: string): readonly Fact[] {
    return this.#byRead.get(key) ?? [];
  }

  /** The facts of which an operation takes something away, by what it is filled with. */
  findUndone(keys: readonly string[]): Fact[] {
    return this.#byUndoing.find(keys);
  }

  /**
   * The facts about the things that are named: of each member one. The rarest is looked up, and the others hold; where all
   * are common (an inline policy's name), what they stand in.
   */
  findAbout(groups: Groups, containers: Groups, call: Scoped): Fact[] {
    const own = this.#findRarest(this.#byOwn, groups, call);
    if (own.count <= FEW) return own.index.find(own.keys);
    const outer = this.#findRarest(this.#byContainer, containers, call);
    return outer.count < own.count ? outer.index.find(outer.keys) : own.index.find(own.keys);
  }

  /** The facts of what stands in the things that are named. */
  findWithin(groups: Groups, call: Scoped): Fact[] {
    const { index, keys } = this.#findRarest(this.#byContainer, groups, call);
    return index.find(keys);
  }

  /** The facts of what only refers to the thing that is named. */
  findReferring(named: Named, call: Scoped): Fact[] {
    return this.#byReference.find(listLookups(named, call));
  }

  /** Whether a fact has something of each group, and of `containers` as far as it stands in any of that type. */
  agree(fact: Fact, groups: Groups, containers: Groups, call: Scoped): boolean {
    const keys = new Set(
      fact.named
        .filter(({ row }) => row.part !== "reference" || row.side === "input")
        .flatMap((named) => listKeys(named, fact.live.step)),
    );
    const has = (group: readonly Named[]) =>
      group.some((named) => listLookups(named, call).some((key) => keys.has(key)));
    const stands = (group: readonly Named[]) =>
      fact.named.some(({ row }) => row.part !== "reference" && row.type === group[0]?.row.type);
    return groups.every(has) && containers.every((group) => !stands(group) || has(group));
  }

  #findRarest(index: Index, groups: Groups, call: Scoped): Rarest {
    const found = groups.map((group): Rarest => {
      const keys = group.flatMap((named) => listLookups(named, call));
      return { index, keys, count: index.count(keys) };
    });
    const [first] = found.toSorted((a, b) => a.count - b.count);
    return first ?? { index, keys: [], count: groups.length === 0 ? Number.POSITIVE_INFINITY : 0 };
  }
}
