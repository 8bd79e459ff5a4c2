/** What stands in the instance: things by their names, of one account and region each, none of which sees another's. */
import type { Structure } from "../aws/values.ts";

/** Where a thing stands: the region is "" of what is named once an account. */
export interface ThingPlace {
  readonly account: string;
  readonly region: string;
}

/** The texts that a service made up for a thing. */
export type MintedNames = Readonly<Partial<Record<"id" | "arn" | "url", string>>>;

/** What things a shelf holds. */
export interface Kind {
  readonly service: string;
  /** As the resource table has it. */
  readonly type: string;
}

/** A thing that stands. */
export interface Thing extends Kind {
  readonly place: ThingPlace;
  /** Its name behind those of what it stands in, the outermost first. */
  readonly chain: readonly string[];
  /** The type of what it stands in, whose name is the last but one of the chain; undefined where it stands by itself. */
  readonly within: string | undefined;
  /** What else names it. */
  readonly names: MintedNames;
  /** What it was made with and changed to, by the names of members. */
  readonly members: Structure;
  readonly tags: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The call that made it. */
  readonly call: MakingCall;
}

/** What made a thing, as it was asked and answered. */
export interface MakingCall {
  readonly operation: string;
  readonly input: Structure;
  readonly output: Structure;
}

function makeKey(chain: readonly string[]): string {
  return chain.join("\0");
}

/** The key of what stands in a thing. A setting of it has the same chain. */
function nameInner(place: ThingPlace, kind: Kind, chain: readonly string[]): string {
  return `${nameShelf(place, kind)}\n${makeKey(chain)}`;
}

function nameOuter({ place, service, within = "", chain }: Thing): string {
  return nameInner(place, { service, type: within }, chain.slice(0, -1));
}

function namePlace({ account, region }: ThingPlace, service: string): string {
  return `${account}\n${region}\n${service}`;
}

function nameShelf(place: ThingPlace, { service, type }: Kind): string {
  return `${namePlace(place, service)}\n${type}`;
}

/** Things of one kind and place. */
class Shelf {
  readonly #byChain = new Map<string, Thing>();
  readonly #byText = new Map<string, Set<Thing>>();

  get all(): Iterable<Thing> {
    return this.#byChain.values();
  }

  /** Gives what it replaces. */
  put(thing: Thing): Thing | undefined {
    const key = makeKey(thing.chain);
    const before = this.#byChain.get(key);
    if (before) this.#forget(before);
    // A thing that is changed keeps its turn in lists.
    this.#byChain.set(key, thing);
    for (const text of listTexts(thing)) this.#byText.getOrInsertComputed(text, () => new Set()).add(thing);
    return before;
  }

  #forget(thing: Thing): void {
    for (const text of listTexts(thing)) {
      const others = this.#byText.get(text);
      others?.delete(thing);
      if (others?.size === 0) this.#byText.delete(text);
    }
  }

  remove(thing: Thing): void {
    this.#forget(thing);
    this.#byChain.delete(makeKey(thing.chain));
  }

  find(text: string): Iterable<Thing> {
    return this.#byText.get(text) ?? [];
  }
}

function listTexts({ chain, names }: Thing): Set<string> {
  const all = [...chain.slice(-1), ...Object.values(names)];
  // Route 53 gives ids with what they are of before them, and takes them without: /hostedzone/Z1.
  return new Set(
    all.flatMap((text) => (text.startsWith("/") ? [text, text.slice(text.lastIndexOf("/") + 1)] : [text])),
  );
}

/** Whether a thing stands in the containers with these names, the outermost first. */
export function standsIn({ chain }: Thing, containers: readonly string[]): boolean {
  return containers.every((name, at) => chain[at] === name);
}

/** All that stands in the instance, in memory. */
export class Store {
  readonly #shelves = new Map<string, Shelf>();
  /** By the place and service: the types of which there are things. */
  readonly #types = new Map<string, Set<string>>();
  /** By what they stand in. */
  readonly #inner = new Map<string, Set<Thing>>();

  #shelf(place: ThingPlace, kind: Kind): Shelf {
    return this.#shelves.getOrInsertComputed(nameShelf(place, kind), () => {
      this.#types.getOrInsertComputed(namePlace(place, kind.service), () => new Set()).add(kind.type);
      return new Shelf();
    });
  }

  /** Puts a thing where one with the same names may stand already. */
  put(thing: Thing): void {
    const before = this.#shelf(thing.place, thing).put(thing);
    if (before) this.#inner.get(nameOuter(before))?.delete(before);
    if (thing.within !== undefined)
      this.#inner.getOrInsertComputed(nameOuter(thing), () => new Set()).add(thing);
  }

  remove(thing: Thing): void {
    this.#shelf(thing.place, thing).remove(thing);
    this.#inner.get(nameOuter(thing))?.delete(thing);
  }

  /** What stands directly in a thing, in the order in which it was made. */
  listInner(thing: Thing): Thing[] {
    return [...(this.#inner.get(nameInner(thing.place, thing, thing.chain)) ?? [])];
  }

  /** The thing that one of the texts names, in containers of these names; undefined where there is none. */
  find(
    place: ThingPlace,
    kind: Kind,
    texts: readonly string[],
    containers: readonly string[] = [],
  ): Thing | undefined {
    const shelf = this.#shelves.get(nameShelf(place, kind));
    for (const text of texts)
      for (const thing of shelf?.find(text) ?? []) if (standsIn(thing, containers)) return thing;
    return undefined;
  }

  /** The things of a kind in containers of these names, in the order in which they were made. */
  list(place: ThingPlace, kind: Kind, containers: readonly string[] = []): Thing[] {
    return [...(this.#shelves.get(nameShelf(place, kind))?.all ?? [])].filter((thing) =>
      standsIn(thing, containers),
    );
  }

  /** The types of a service of which something may stand at a place. */
  listTypes(place: ThingPlace, service: string): readonly string[] {
    return [...(this.#types.get(namePlace(place, service)) ?? [])];
  }
}
