/** Bounds what the bodies of all answers under way take together: many that go on without end come at the same time. */

/** In bytes. AWS's own answers are a thousandth of it; an object or the records of a stream may be larger. */
const MOST_TOGETHER = 64 * 1024 * 1024;

let held = 0;

/** What the body of one answer takes. */
export class HeldBody {
  #bytes = 0;

  /** Takes so many bytes more; false where there is no room for them beside the other bodies. */
  take(bytes: number): boolean {
    if (held + bytes > MOST_TOGETHER) return false;
    held += bytes;
    this.#bytes += bytes;
    return true;
  }

  /** Lets go of all that it took. */
  release(): void {
    held -= this.#bytes;
    this.#bytes = 0;
  }
}
