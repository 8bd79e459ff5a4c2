/** The last requests and their answers as they went over the wire: kept as they are, and read when somebody asks. */
import type { WireRequest, WireResponse } from "../aws/wire.ts";

const MOST = 1_000;
const MOST_BYTES = 32_000_000;
/** Of a longer body, only its length is known. */
const LONGEST = 256_000;

/** A request and its answer. */
export interface KeptExchange {
  readonly request: WireRequest;
  readonly response: WireResponse;
}

const NOTHING = new Uint8Array();

function sizeOf({ request, response }: KeptExchange): number {
  return (request.body?.length ?? 0) + response.body.length;
}

/** Without a body that is too long, and without what can be taken only once. */
function cut(request: WireRequest, response: WireResponse): KeptExchange {
  const { method, path, query, headers, body } = request;
  const isLong = (body?.length ?? 0) > LONGEST;
  return {
    request: { method, path, query, headers, body: isLong ? undefined : body },
    response: {
      status: response.status,
      headers: response.headers,
      body: response.body.length > LONGEST ? NOTHING : response.body,
    },
  };
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

/** Exchanges by the number of their event. */
export class KeptExchanges {
  readonly #kept = new Map<number, KeptExchange>();
  #bytes = 0;

  add(id: number, request: WireRequest, response: WireResponse): void {
    const kept = cut(request, response);
    this.#kept.set(id, kept);
    this.#bytes += sizeOf(kept);
    for (const [oldest, dropped] of this.#kept) {
      if (this.#kept.size <= MOST && this.#bytes <= MOST_BYTES) return;
      this.#kept.delete(oldest);
      this.#bytes -= sizeOf(dropped);
    }
  }

  find(id: number): KeptExchange | undefined {
    return this.#kept.get(id);
  }
}
