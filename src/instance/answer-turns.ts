/**
 * Answers requests that are there at the same time one after the other. Between two of them Bun and the kernel run much else, and a
 * processor takes three times as long for what it has not run just before.
 *
 * Bun closes a connection on which a request comes before the one ahead of it is answered. So only those wait whose connection has
 * shown that its client asks for nothing before it has its answer; of all others each is answered before the next one is read.
 */

import type { WireRequest, WireResponse } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
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

/** The other end of a connection. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** What is known of a connection. */
interface Connection {
  readonly address: string;
  /** The turn of the event loop in which it last had a request. */
  turn: number;
  /** How many requests it has had of which each came in a turn of its own; less than any number where two came in one. */
  alone: number;
}

/** A client that sends requests before it is answered does so sooner than after as many of which each came alone. */
const PROVEN = 16;
/** Of so many connections something is known; then all have to show it anew. */
const MOST_CONNECTIONS = 10_000;
/** For as long, in milliseconds: another connection may have the same port by then. */
const KNOWN_MS = 60_000;

/** When each request is answered. */
export class AnswerTurns {
  readonly #endTurn = watchTurns();
  #turn = 0;
  #isOn = false;
  /** Of the requests that were answered with a long body last. */
  readonly #long = new Set<string>();
  /** By the port at its other end. */
  readonly #connections = new Map<number, Connection>();
  #knownSince = 0;

  /** `now`: milliseconds from any moment on. */
  constructor(readonly now: () => number = () => performance.now()) {
    compileLightly(this.#begin, this.#waitsForAnswers);
  }

  /**
   * The end of the turn of the event loop, one for all that come in it; undefined for a request that is answered at once. `peer`: from
   * where it came, as far as that is known.
   */
  wait(request: WireRequest, peer: Peer | undefined): Promise<void> | undefined {
    const end = this.#begin();
    if (!peer || !this.#waitsForAnswers(peer)) return undefined;
    if (this.#long.size > 0 && hintsAt(request).some((hint) => this.#long.has(hint))) return undefined;
    return end;
  }

  /** The end of this turn, which is told from the next one. */
  #begin(): Promise<void> {
    const end = this.#endTurn();
    if (this.#isOn) return end;
    this.#isOn = true;
    void end.then(() => {
      this.#turn++;
      this.#isOn = false;
    });
    const now = this.now();
    if (now - this.#knownSince > KNOWN_MS || this.#connections.size > MOST_CONNECTIONS) {
      this.#connections.clear();
      this.#knownSince = now;
    }
    return end;
  }

  /** Whether the client at the other end of a connection, which asks in this turn, is known to wait for each answer. */
  #waitsForAnswers({ address, port }: Peer): boolean {
    const known = this.#connections.get(port);
    if (known?.address !== address) {
      this.#connections.set(port, { address, turn: this.#turn, alone: 1 });
      return false;
    }
    if (known.turn === this.#turn) known.alone = Number.NEGATIVE_INFINITY;
    known.turn = this.#turn;
    known.alone++;
    return known.alone > PROVEN;
  }

  /** Is told how a request was answered. */
  note(request: WireRequest, answer: Pick<WireResponse, "size" | "body">): void {
    if ((answer.size ?? answer.body.length) >= LONG) {
      if (this.#long.size >= MOST_KNOWN) this.#long.clear();
      for (const hint of hintsAt(request)) this.#long.add(hint);
    } else if (this.#long.size > 0) for (const hint of hintsAt(request)) this.#long.delete(hint);
  }
}

compileLightly(AnswerTurns.prototype.wait, AnswerTurns.prototype.note);
