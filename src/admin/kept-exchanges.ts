/** The last requests and their answers as they went over the wire: kept as they are, and read when somebody asks. */

import type { WireRequest, WireResponse } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";

const MOST = 1_000;
const MOST_BYTES = 32_000_000;
/** Of a longer body, only its length is known. */
const LONGEST = 256_000;

/** A request and its answer. */
export interface KeptExchange {
  readonly request: WireRequest;
  readonly response: WireResponse;
  /** Why it was refused, where more is known than the client was told. */
  readonly because?: string | undefined;
}

const NOTHING = new Uint8Array();

/** How long a body is, without asking one that would be copied for that. */
function sizeOf(message: WireRequest | WireResponse | undefined): number {
  if (message === undefined) return 0;
  return ("size" in message ? message.size : undefined) ?? message.body?.length ?? 0;
}

/** Whether a body was there that is kept no more. */
export function isCut({ request, response }: KeptExchange): {
  readonly request: boolean;
  readonly response: boolean;
} {
  const lengthOf = (headers: Readonly<Record<string, string>>) => Number(headers["content-length"] ?? 0);
  return {
    request: request.body === undefined && lengthOf(request.headers) > 0,
    response: response.body.length === 0 && lengthOf(response.headers) > 0,
  };
}

/**
 * Exchanges by the number of their event. Every request of every client comes by here, so that nothing is made of one that is not
 * too long: each takes the place of the one a thousand before.
 */
export class KeptExchanges {
  readonly #requests: (WireRequest | undefined)[] = new Array(MOST).fill(undefined);
  readonly #responses: (WireResponse | undefined)[] = new Array(MOST).fill(undefined);
  readonly #because: (string | undefined)[] = new Array(MOST).fill(undefined);
  #last = 0;
  /** The oldest one that is kept. */
  #first = 1;
  #bytes = 0;

  constructor() {
    compileLightly(this.#drop);
  }

  /** `id`: the number after that of the one before. */
  add(id: number, request: WireRequest, response: WireResponse, because?: string): void {
    if (id - this.#first >= MOST) this.#drop();
    const place = id % MOST;
    const isCutShort = request.stream !== undefined || sizeOf(request) > LONGEST;
    this.#requests[place] = isCutShort ? { ...request, body: undefined, stream: undefined } : request;
    this.#responses[place] = sizeOf(response) > LONGEST || response.pieces ? withoutBody(response) : response;
    this.#because[place] = because;
    this.#last = id;
    this.#bytes += this.#sizeAt(place);
    while (this.#bytes > MOST_BYTES && this.#first < id) this.#drop();
  }

  find(id: number): KeptExchange | undefined {
    if (!Number.isSafeInteger(id) || id < this.#first || id > this.#last) return undefined;
    const [request, response] = [this.#requests[id % MOST], this.#responses[id % MOST]];
    const because = this.#because[id % MOST];
    return request && response && { request, response, because };
  }

  #sizeAt(place: number): number {
    return sizeOf(this.#requests[place]) + sizeOf(this.#responses[place]);
  }

  #drop(): void {
    const place = this.#first++ % MOST;
    this.#bytes -= this.#sizeAt(place);
    this.#requests[place] = undefined;
    this.#responses[place] = undefined;
  }
}

function withoutBody({ status, headers }: WireResponse): WireResponse {
  return { status, headers, body: NOTHING };
}

compileLightly(KeptExchanges.prototype.add);
