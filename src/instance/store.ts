/** What stands in the instance: things by their names, of one account and region each, none of which sees another's. */
import { compileLightly } from "../base/compiling.ts";
import { isGone } from "./behaviour/changes/gone-rows.ts";
import type { BookVisit } from "./book.ts";
import { findFolding } from "./caseless-names.ts";
import { type Findings, ReadWatch } from "./reads.ts";
import { Records, type SavedRecord } from "./records.ts";
import { makeKey, Shelf, standsIn } from "./shelf.ts";
import { namePlace, nameShelf } from "./shelf-names.ts";
import { nameThing } from "./state/thing-text.ts";
import { isMade, type Kind, type Thing, type ThingPlace } from "./thing.ts";

/** How many things somebody made, of all that stand and have not ended. */
export function countMade({ things }: Pick<InstanceState, "things">): number {
  return things.filter((thing) => isMade(thing) && !isGone(thing)).length;
}

/** The key of what stands in a thing. A setting of it has the same chain. */
function nameInner(place: ThingPlace, kind: Kind, chain: readonly string[]): string {
  return `${nameShelf(place, kind)}\n${makeKey(chain)}`;
}

function nameOuter({ place, service, within = "", chain }: Thing): string {
  return nameInner(place, { service, type: within }, chain.slice(0, -1));
}

/** What changes with every change. */
const ANY = "";

/** What stands in a thing, by its keys. */
interface Inner {
  readonly things: Map<string, Thing>;
  changedAt: number;
}

/** How things are found by texts that do not name them. */
export interface ThingIndex {
  /** The same for what reads the same texts. */
  readonly index: string;
  readonly read: (thing: Thing) => readonly string[];
}

const NO_NAMES: readonly string[] = [];

/** What is said of a state as a whole: where requests belong that do not say it, and what it was replayed from. */
export interface About {
  readonly account: string;
  readonly region: string;
  /** The fingerprint of a log's calls; undefined where none was replayed. */
  readonly trail: string | undefined;
}

/** What stands, in the order in which lists tell it. */
export interface InstanceState {
  readonly about: About;
  readonly things: readonly Thing[];
  /** What the things hold, where it is told. It is read when it is asked for. */
  readonly records?: Iterable<SavedRecord>;
}

/** Is told by a journal what became of all that it was told since it said so last. */
export interface JournalReader {
  readonly kept: () => void;
  /** Nothing of it stands: what stood before does, which is undefined where that is nothing at all. */
  readonly lost: (before: InstanceState | undefined) => void;
}

/** Is told of every change, in order, and keeps it. */
export interface Journal {
  /** Throws where the thing cannot be kept. */
  put(thing: Thing): void;
  remove(thing: Thing): void;
  /** Nothing but this stands any more. */
  replaceAll(state: InstanceState): void;
  /** Comes in with a call, whose changes are kept together. */
  enter(): Promise<BookVisit>;
  /** Resolves once all that it was told is kept. Rejects where it cannot be: then nothing of it stands. */
  flush(): Promise<void>;
  tell(reader: JournalReader): void;
}

/** All that stands in the instance: in memory, with a journal behind it where it is to be kept. */
export class Store {
  journal: Journal | undefined;
  /** Says more of a thing that is put. */
  mark: ((thing: Thing) => Thing) | undefined;
  #changes = 0;
  readonly #watch = new ReadWatch((part) => this.#tellChange(part));
  readonly #shelves = new Map<string, Shelf<Thing>>();
  /** By the place and service: the types of which there are things. */
  readonly #types = new Map<string, Set<string>>();
  /** By what they stand in, then by their own keys. */
  readonly #inner = new Map<string, Inner>();

  /** `records`: what the things hold. */
  constructor(readonly records = new Records()) {}

  /** The last change of a shelf, of what stands in a thing, or of anything. */
  #tellChange(part: string): number {
    if (part === ANY) return this.#changes;
    return (this.#shelves.get(part) ?? this.#inner.get(part))?.changedAt ?? 0;
  }

  #shelf(place: ThingPlace, kind: Kind): Shelf<Thing> {
    const part = nameShelf(place, kind);
    return this.#shelves.get(part) ?? this.#makeShelf(part, place, kind);
  }

  #makeShelf(part: string, place: ThingPlace, kind: Kind): Shelf<Thing> {
    const shelf = new Shelf<Thing>(this.#changes, findFolding(kind));
    this.#types.getOrInsertComputed(namePlace(place, kind.service), () => new Set()).add(kind.type);
    this.#shelves.set(part, shelf);
    return shelf;
  }

  /** How often what stands has changed. */
  get changes(): number {
    this.#watch.note(ANY);
    return this.#changes;
  }

  /** Makes something of what stands. It holds as long as its reads do. */
  record<T>(make: () => T): { readonly made: T; readonly reads: Findings } {
    return this.#watch.record(make);
  }

  /** Whether what was read would be read the same now. */
  holds(reads: Findings): boolean {
    return this.#watch.holds(reads);
  }

  #put(thing: Thing): void {
    this.#changes++;
    const before = this.#shelf(thing.place, thing).put(thing, this.#changes);
    if (before && before.within !== thing.within) this.#leave(before);
    this.#enter(thing);
  }

  #enter(thing: Thing): void {
    if (thing.within === undefined) return;
    const inner = this.#inner.getOrInsertComputed(nameOuter(thing), () => ({
      things: new Map(),
      changedAt: 0,
    }));
    inner.things.set(nameInner(thing.place, thing, thing.chain), thing);
    inner.changedAt = this.#changes;
  }

  #leave(thing: Thing): void {
    const outer = nameOuter(thing);
    const inner = this.#inner.get(outer);
    if (!inner) return;
    inner.things.delete(nameInner(thing.place, thing, thing.chain));
    inner.changedAt = this.#changes;
    // What is empty is read as what has never been there.
    if (inner.things.size === 0) this.#inner.delete(outer);
  }

  /** Puts a thing where one with the same names may stand already, and tells it as it stands then. What the journal refuses does not stand. */
  put(given: Thing): Thing {
    const thing = this.mark?.(given) ?? given;
    this.journal?.put(thing);
    this.#put(thing);
    return thing;
  }

  remove(thing: Thing): void {
    this.#changes++;
    const before = this.#shelf(thing.place, thing).remove(thing, this.#changes);
    if (before) this.#leave(before);
    this.records.drop(nameThing(thing));
    this.journal?.remove(thing);
  }

  /** Puts a state in the place of all that stands. */
  replaceAll(state: InstanceState): void {
    this.#changes++;
    for (const all of [this.#shelves, this.#types, this.#inner]) all.clear();
    for (const thing of state.things) {
      this.#shelf(thing.place, thing).load(thing);
      this.#enter(thing);
    }
    this.journal?.replaceAll(state);
  }

  /** Every thing of every place. */
  *listAll(): Generator<Thing> {
    this.#watch.note(ANY);
    for (const shelf of this.#shelves.values()) yield* shelf.all;
  }

  /** What stands directly in a thing, in the order in which it was made. */
  listInner(thing: Thing): Thing[] {
    const part = nameInner(thing.place, thing, thing.chain);
    this.#watch.note(part);
    return [...(this.#inner.get(part)?.things.values() ?? [])];
  }

  /** The thing that one of the texts names, in containers of these names; undefined where there is none. */
  find(
    place: ThingPlace,
    kind: Kind,
    texts: readonly string[],
    containers: readonly string[] = NO_NAMES,
  ): Thing | undefined {
    const part = nameShelf(place, kind);
    return this.#watch.isOn
      ? this.#findWatched(part, texts, containers)
      : this.#find(part, texts, containers);
  }

  #findWatched(part: string, texts: readonly string[], containers: readonly string[]): Thing | undefined {
    const find = () => this.#find(part, texts, containers);
    const found = find();
    this.#watch.note(part, found, find);
    return found;
  }

  #find(part: string, texts: readonly string[], containers: readonly string[]): Thing | undefined {
    const shelf = this.#shelves.get(part);
    if (shelf === undefined) return undefined;
    for (const text of texts) {
      const thing = shelf.find(text, containers);
      if (thing) return thing;
    }
    return undefined;
  }

  /** The things of a kind in containers of these names, in the order in which they were made. */
  list(place: ThingPlace, kind: Kind, containers: readonly string[] = []): Thing[] {
    const part = nameShelf(place, kind);
    this.#watch.note(part);
    const all = [...(this.#shelves.get(part)?.all ?? [])];
    return containers.length === 0 ? all : all.filter((thing) => standsIn(thing, containers));
  }

  /** The first thing of a kind; undefined where there is none. */
  findFirst(place: ThingPlace, kind: Kind): Thing | undefined {
    const part = nameShelf(place, kind);
    const find = () => this.#shelves.get(part)?.all[Symbol.iterator]().next().value;
    const found = find();
    this.#watch.note(part, found, find);
    return found;
  }

  /**
   * The things of a kind by the texts that `read` gives of each, as `index` names that: those that have one of the texts asked
   * for, each once. What is known of a shelf so is kept until something on it changes.
   */
  listBy(
    place: ThingPlace,
    kind: Kind,
    { index, read }: ThingIndex,
    texts: readonly string[],
  ): readonly Thing[] {
    const part = nameShelf(place, kind);
    const findOne = (text: string) => this.#shelves.get(part)?.index(index, read).get(text) ?? [];
    const [one, ...others] = texts;
    const find =
      one !== undefined && others.length === 0
        ? () => findOne(one)
        : () => [...new Set(texts.flatMap(findOne))];
    const found = find();
    this.#watch.note(part, found, find);
    return found;
  }

  /** The accounts in which something of a kind has ever stood that is named once an account. */
  listAccounts({ service, type }: Kind): string[] {
    return [...this.#types].flatMap(([place, types]) => {
      const [account = "", region, of] = place.split("\n");
      return of === service && region === "" && types.has(type) ? [account] : [];
    });
  }

  /** The places where something of a kind has ever stood. */
  listPlaces({ service, type }: Kind): ThingPlace[] {
    return [...this.#types].flatMap(([name, types]) => {
      const [account = "", region = "", of] = name.split("\n");
      return of === service && types.has(type) ? [{ account, region }] : [];
    });
  }

  /** Whether anything of a kind has ever stood at a place. */
  hasHad(place: ThingPlace, { service, type }: Kind): boolean {
    this.#watch.note(ANY);
    return this.#types.get(namePlace(place, service))?.has(type) === true;
  }

  /** The types of a service of which something may stand at a place. */
  listTypes(place: ThingPlace, service: string): readonly string[] {
    this.#watch.note(ANY);
    return [...(this.#types.get(namePlace(place, service)) ?? [])];
  }
}

compileLightly(Store.prototype.find, Store.prototype.put);
