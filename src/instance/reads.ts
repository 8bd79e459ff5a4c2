/**
 * What was read of what stands, so that what was made of it is known to hold: as long as it would be read the same. Nobody has to
 * say what an answer depends on.
 */

/** Something that was read of a part of the store, such as a shelf. */
interface Finding {
  readonly part: string;
  /** The change that was the part's last one when it was read. */
  changedAt: number;
  readonly found: unknown;
  /** Reads it once more; undefined where each change of the part counts. */
  readonly again: (() => unknown) | undefined;
}

/** All that something was made of. */
export type Findings = readonly Finding[];

/** Tells the last change of a part; 0 of one that has never been there. */
type TellChange = (part: string) => number;

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((item, at) => item === other[at]);
}

/** Notes what is read while something is made. */
export class ReadWatch {
  #noted: Finding[] | undefined;

  constructor(readonly tellChange: TellChange) {}

  /** Whether somebody is to know what is read. */
  get isOn(): boolean {
    return this.#noted !== undefined;
  }

  /** Told of what was found in a part. */
  note(part: string, found?: unknown, again?: () => unknown): void {
    const noted = this.#noted;
    if (noted === undefined) return;
    if (again === undefined && noted.some((one) => one.part === part && one.again === undefined)) return;
    noted.push({ part, changedAt: this.tellChange(part), found, again });
  }

  /** Makes something, without noting what is read for it. */
  pause<T>(make: () => T): T {
    const outer = this.#noted;
    this.#noted = undefined;
    try {
      return make();
    } finally {
      this.#noted = outer;
    }
  }

  /** Makes something, and gives what was read for it. Who makes something of that in turn has read the same. */
  record<T>(make: () => T): { readonly made: T; readonly reads: Findings } {
    const outer = this.#noted;
    const reads: Finding[] = [];
    this.#noted = reads;
    try {
      return { made: make(), reads };
    } finally {
      this.#noted = outer;
      outer?.push(...reads);
    }
  }

  /** Whether all would be read the same. */
  holds(reads: Findings): boolean {
    const isSo = reads.every((read) => this.#isStill(read));
    if (isSo) this.#noted?.push(...reads);
    return isSo;
  }

  #isStill(read: Finding): boolean {
    const changedAt = this.tellChange(read.part);
    if (changedAt === read.changedAt) return true;
    if (!read.again || !isSame(this.pause(read.again), read.found)) return false;
    read.changedAt = changedAt;
    return true;
  }
}
