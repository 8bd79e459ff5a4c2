/** Finds where values of JSON end, by their brackets and strings alone. */
import { BACKSLASH, BRACE_BIT, CLOSE_OBJECT, OPEN_LIST, OPEN_OBJECT, QUOTE } from "./json-bytes.ts";

/** Keeps its place in a value from one piece of the input to the next. */
export class Balance {
  /** Where it has stopped: after the value, after the bracket of a list that is a member of it, or at the end of the bytes. */
  stopped: "after" | "list" | "end" = "end";
  #depth = 0;
  #inString = false;

  /** Begins inside a value: of so many brackets, or of a string alone where there are none. */
  begin(depth: number): void {
    this.#depth = depth;
    this.#inString = depth === 0;
  }

  /**
   * Goes on from `from` to the place that it gives; `stopsAtLists`: also where a list begins in the outermost value. Strings are
   * skipped, brackets counted.
   */
  pass(bytes: Uint8Array, from: number, end: number, stopsAtLists: boolean): number {
    let depth = this.#depth;
    let at = from;
    let inString = this.#inString;
    this.stopped = "end";
    while (at < end) {
      if (inString) {
        while (at < end) {
          const byte = bytes[at++];
          if (byte === QUOTE) {
            inString = false;
            break;
          }
          // May step over the end: the byte after a backslash is skipped whenever it comes.
          if (byte === BACKSLASH) at++;
        }
        if (inString) break;
        if (depth > 0) continue;
        this.stopped = "after";
        break;
      }
      const byte = bytes[at++] ?? 0;
      if (byte === QUOTE) inString = true;
      else if ((byte | BRACE_BIT) === OPEN_OBJECT) {
        depth++;
        if (!stopsAtLists || depth !== 2 || byte !== OPEN_LIST) continue;
        this.stopped = "list";
        break;
      } else if ((byte | BRACE_BIT) === CLOSE_OBJECT && --depth === 0) {
        this.stopped = "after";
        break;
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    return at;
  }
}
