/** Remembers which calls make the things that a log lacks, so that none comes before what it needs. */

/** A call that makes a thing, in milliseconds since 1970. */
interface Timed {
  at: number;
}

interface MadeThing {
  readonly calls: Timed[];
  /** The keys of the things that it needs. */
  readonly needs: string[];
}

export class MadeThings {
  readonly #things = new Map<string, MadeThing>();

  #open(key: string): MadeThing {
    return this.#things.getOrInsertComputed(key, () => ({ calls: [], needs: [] }));
  }

  has(key: string): boolean {
    return (this.#things.get(key)?.calls.length ?? 0) > 0;
  }

  /** Whether a thing is made after a time, or something of it. */
  isLater(key: string, at: number): boolean {
    return this.#things.get(key)?.calls.some((call) => call.at > at) ?? false;
  }

  /** Takes note of a call that makes a thing, or something of it. */
  note(key: string, call: Timed): void {
    this.#open(key).calls.push(call);
  }

  /** Takes note that a thing which is made at a time needs another, whose calls are then not later. */
  need(key: string, needed: string, at: number): void {
    this.#open(key).needs.push(needed);
    this.#hasten(needed, at);
  }

  /** What a late call needs may be needed by what an early read names, too. */
  #hasten(key: string, at: number): void {
    const { calls = [], needs = [] } = this.#things.get(key) ?? {};
    const late = calls.filter((call) => call.at > at);
    for (const call of late) call.at = at;
    if (late.length > 0) for (const other of needs) this.#hasten(other, at);
  }
}
