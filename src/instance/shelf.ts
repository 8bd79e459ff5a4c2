/** Things of one kind and place, found by their chains and by each text that names them. */
import { compileLightly } from "../base/compiling.ts";

/** What goes by a chain of names, and by others that a service made up for it. */
interface Named {
  readonly chain: readonly string[];
  readonly names: Readonly<Partial<Record<"id" | "arn" | "url", string>>>;
}

/** Whether a thing stands in the containers with these names, the outermost first. */
export function standsIn({ chain }: Pick<Named, "chain">, containers: readonly string[]): boolean {
  for (let at = 0; at < containers.length; at++) if (chain[at] !== containers[at]) return false;
  return true;
}

/** A chain of names as one text. */
export function makeKey(chain: readonly string[]): string {
  return chain.join("\0");
}

/** Things by the texts that name them, in the order in which they got them. Nearly every text names one thing. */
class TextIndex<Thing extends Named> {
  readonly #byText = new Map<string, Thing | Map<string, Thing>>();

  set(text: string, key: string, thing: Thing): void {
    const at = this.#byText.get(text);
    if (at instanceof Map) at.set(key, thing);
    else if (at === undefined || makeKey(at.chain) === key) this.#byText.set(text, thing);
    else
      this.#byText.set(
        text,
        new Map([
          [makeKey(at.chain), at],
          [key, thing],
        ]),
      );
  }

  delete(text: string, key: string): void {
    const at = this.#byText.get(text);
    if (at instanceof Map && at.size > 1) at.delete(key);
    else this.#byText.delete(text);
  }

  find(text: string, containers: readonly string[]): Thing | undefined {
    const at = this.#byText.get(text);
    if (!(at instanceof Map)) return at !== undefined && standsIn(at, containers) ? at : undefined;
    for (const thing of at.values()) if (standsIn(thing, containers)) return thing;
    return undefined;
  }
}

/** Things of one kind and place. */
export class Shelf<Thing extends Named> {
  readonly #byChain = new Map<string, Thing>();
  readonly #byText = new TextIndex<Thing>();
  /** Things of a state, of which each is another one. Most kinds of a state are never asked for. */
  #loaded: Thing[] = [];
  /** The things by other texts; made anew after a change. */
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly Thing[]>>();

  /**
   * `changedAt`: the number of the last change of what stands here. `fold`: what texts that name the same have in common; each stands
   * for itself where there is none.
   */
  constructor(
    public changedAt: number,
    readonly fold?: (text: string) => string,
  ) {}

  /** The texts by which a thing is found. */
  #listTexts(thing: Thing): readonly string[] {
    const texts = listTexts(thing);
    return this.fold ? [...new Set(texts.map(this.fold))] : texts;
  }

  get all(): Iterable<Thing> {
    // What was only loaded is listed as it came: nothing of it need be found by its names.
    if (this.#byChain.size === 0) return this.#loaded;
    this.#sort();
    return this.#byChain.values();
  }

  /** Takes a thing of a state, in the order in which lists tell them. */
  load(thing: Thing): void {
    this.#loaded.push(thing);
  }

  #sort(): void {
    if (this.#loaded.length === 0) return;
    const loaded = this.#loaded;
    this.#loaded = [];
    for (const thing of loaded) this.put(thing, this.changedAt);
  }

  /** The things by the texts that `read` gives of each, as `name` says for all that gives the same. */
  index(name: string, read: (thing: Thing) => readonly string[]): ReadonlyMap<string, readonly Thing[]> {
    return this.#indexes.getOrInsertComputed(name, () => {
      const byText = new Map<string, Thing[]>();
      for (const thing of this.all)
        for (const text of new Set(read(thing))) byText.getOrInsertComputed(text, () => []).push(thing);
      return byText;
    });
  }

  #change(changedAt: number): void {
    this.changedAt = changedAt;
    this.#indexes.clear();
  }

  /** Gives what it replaces: a thing that is changed keeps its turn wherever it is listed. */
  put(thing: Thing, changedAt: number): Thing | undefined {
    this.#sort();
    this.#change(changedAt);
    const key = makeKey(thing.chain);
    const texts = this.#listTexts(thing);
    const before = this.#byChain.get(key);
    if (before)
      for (const text of this.#listTexts(before)) if (!texts.includes(text)) this.#byText.delete(text, key);
    this.#byChain.set(key, thing);
    for (const text of texts) this.#byText.set(text, key, thing);
    return before;
  }

  /** Gives what stood there. */
  remove({ chain }: Thing, changedAt: number): Thing | undefined {
    this.#sort();
    this.#change(changedAt);
    const key = makeKey(chain);
    const before = this.#byChain.get(key);
    if (before) for (const text of this.#listTexts(before)) this.#byText.delete(text, key);
    this.#byChain.delete(key);
    return before;
  }

  /** The first thing that a text names, in containers of these names. */
  find(text: string, containers: readonly string[]): Thing | undefined {
    this.#sort();
    return this.#byText.find(this.fold?.(text) ?? text, containers);
  }
}

/** Each once; a list is made in less time than a set. */
function listTexts({ chain, names }: Named): readonly string[] {
  const texts: string[] = [];
  for (const text of [chain.at(-1), names.id, names.arn, names.url]) {
    if (text === undefined) continue;
    if (!texts.includes(text)) texts.push(text);
    // Route 53 gives ids with what they are of before them, and takes them without: /hostedzone/Z1.
    const last = text.startsWith("/") ? text.slice(text.lastIndexOf("/") + 1) : text;
    if (!texts.includes(last)) texts.push(last);
  }
  return texts;
}

compileLightly(Shelf.prototype.put, Shelf.prototype.find);
