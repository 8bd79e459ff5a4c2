/** What stands for recorded texts: a dictionary that a replay fills, and that texts are rewritten by. */
import { Endings, isWordAt } from "./endings.ts";
import { VersionNumbers } from "./versions.ts";

const WORD = /[A-Za-z0-9_-]+/g;

/** A recorded text inside another one, from `start` up to `end`. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly live: string;
}

/** Those that stay where some overlap, the longest first; in the order of the text. */
function chooseLongest(found: readonly Found[], length: number): Found[] {
  if (found.length < 2) return [...found];
  const taken = new Uint8Array(length);
  const chosen: Found[] = [];
  for (const one of found.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    // What was taken before is as long or longer: where it overlaps, it holds this one's first or last character.
    if (taken[one.start] || taken[one.end - 1]) continue;
    taken.fill(1, one.start, one.end);
    chosen.push(one);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

/** What texts are rewritten by. */
export type Lookup = Pick<Dictionary, "get" | "replaceWithin" | "size">;

/** Recorded texts with what stands for them now. Adding costs no more for what was added before, nor does a lookup. */
export class Dictionary {
  readonly #live = new Map<string, string>();
  readonly #common = new Map<string, string>();
  readonly #endings = new Endings();
  readonly #lookups = new Map<string, Lookup>();
  /** What stands for the numbers of versions, which mean one thing's. */
  readonly versions = new VersionNumbers();

  /** Adds a pair; a later one for the same text wins, since the thing was made anew. A text without a word names nothing, nor does an empty one. */
  set(recorded: string, live: string): void {
    let last = recorded.length - 1;
    while (last >= 0 && !isWordAt(recorded, last)) last--;
    if (last < 0 || live.trim() === "") return;
    if (!this.#live.has(recorded)) this.#endings.add(recorded);
    this.#live.set(recorded, live);
  }

  /** Adds a number or a word, which stands for another in the service that gave it out, where it is all of a text: elsewhere it may mean anything. */
  setCommon(recorded: string, live: string, service: string): void {
    if (live.trim() !== "") this.#common.set(`${service} ${recorded}`, live);
  }

  get(recorded: string): string | undefined {
    return this.#live.get(recorded);
  }

  get size(): number {
    return this.#live.size + this.#common.size;
  }

  /** The same with the numbers and words that a service gave out. */
  of(service: string): Lookup {
    return this.#lookups.getOrInsertComputed(service, () => this.#makeLookup(service));
  }

  #makeLookup(service: string): Lookup {
    const tellSize = () => this.size;
    return {
      get: (recorded) => {
        const common = this.#common.size === 0 ? undefined : this.#common.get(`${service} ${recorded}`);
        return common ?? this.#live.get(recorded);
      },
      replaceWithin: (text) => this.replaceWithin(text),
      get size() {
        return tellSize();
      },
    };
  }

  /** `text` with every recorded identifier in it replaced, the longest first, none inside a longer word. */
  replaceWithin(text: string): string {
    const found: Found[] = [];
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const end = index + word.length;
      const recorded = this.#endings.find(text, end);
      const live = recorded === undefined ? undefined : this.#live.get(recorded);
      if (recorded === undefined || live === undefined) continue;
      const start = end - recorded.length;
      // Production answered with a part of the name, the target with the whole, which stands here already.
      const before = live.indexOf(recorded);
      if (before < 0 || live === recorded || !text.startsWith(live, start - before))
        found.push({ start, end, live });
    }
    if (found.length === 0) return text;
    const parts: string[] = [];
    let done = 0;
    for (const { start, end, live } of chooseLongest(found, text.length)) {
      parts.push(text.slice(done, start), live);
      done = end;
    }
    return parts.join("") + text.slice(done);
  }
}
