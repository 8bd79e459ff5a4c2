/**
 * Answers requests that are there at the same time one after the other. Between two of them Bun and the kernel run much else, and a
 * processor takes three times as long for what it has not run just before.
 *
 * Bun closes a connection on which a request comes before the one ahead of it is answered, and where nothing waits, few are found
 * unanswered. Clients of AWS send none so.
 */
import type { WireRequest, WireResponse } from "../aws/wire.ts";
import { watchTurns } from "../base/turn.ts";
import { hintAt } from "./kept-answers.ts";

/**
 * Of a body as long as that, in bytes, Bun sends each word of the head in a packet of its own where the answer is not there before the
 * turn of the event loop ends, which takes more than is won: doRenderBlob in
 * https://github.com/oven-sh/bun/blob/main/src/bun.js/api/server/RequestContext.zig
 */
const LONG = 15 * 1024;
/** Of more questions it is not known what was answered. */
const MOST_KNOWN = 1_000;

/** What a request asks for, and what others ask that are likely to be answered as it is: for another object of the same bucket. */
function hintsAt(request: WireRequest): readonly string[] {
  const { method, path } = request;
  const own = hintAt(request);
  const end = path.indexOf("/", 1);
  return end < 0 ? [own] : [own, `${method} ${path.slice(0, end)}`];
}

/** When each request is answered. */
export class AnswerTurns {
  readonly #endTurn = watchTurns();
  /** Of the requests that were answered with a long body last. */
  readonly #long = new Set<string>();

  /** The end of the turn of the event loop, one for all that come in it; undefined for a request that is answered at once. */
  wait(request: WireRequest): Promise<void> | undefined {
    if (this.#long.size > 0 && hintsAt(request).some((hint) => this.#long.has(hint))) return undefined;
    return this.#endTurn();
  }

  /** Is told how a request was answered. */
  note(request: WireRequest, answer: Pick<WireResponse, "size" | "body">): void {
    if ((answer.size ?? answer.body.length) >= LONG) {
      if (this.#long.size >= MOST_KNOWN) this.#long.clear();
      for (const hint of hintsAt(request)) this.#long.add(hint);
    } else if (this.#long.size > 0) for (const hint of hintsAt(request)) this.#long.delete(hint);
  }
}
