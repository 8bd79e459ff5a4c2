/** The CloudMock instance: what stands, and the answers to requests. */
import { parsePairs } from "../aws/formats/percent.ts";
import type { ReadyRequest, WireRequest, WireResponse } from "../aws/wire.ts";
import { makeBehaviour } from "./behaviour/behave.ts";
import type { Requester } from "./caller.ts";
import { answerRequest, type RecordedAnswer } from "./gateway.ts";
import { Store } from "./store.ts";

/** What an instance needs of its surroundings. */
export interface InstanceSettings {
  /** The account and the region of requests that do not say theirs. */
  readonly home: Requester;
  readonly now: () => number;
  /** Random bytes as hexadecimal digits, so many of them. */
  readonly random: (length: number) => string;
}

/** Random digits for ids. */
export function drawDigits(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(length / 2)));
  return Buffer.from(bytes).toString("hex").slice(0, length);
}

/** A whole URL's request as a gateway takes it. */
function readUrl({ method, url, headers, body }: ReadyRequest): WireRequest {
  const [, host = "", path = "/", query = ""] = /^https?:\/\/([^/?#]*)([^?#]*)\??([^#]*)$/.exec(url) ?? [];
  return { method, path: path || "/", query: parsePairs(query) ?? [], headers: { host, ...headers }, body };
}

/** An emulator of all of AWS's APIs, in this process. */
export class Instance {
  readonly store = new Store();
  /** Where requests belong that do not say it. */
  home: Requester;
  readonly #behave;

  constructor(settings: InstanceSettings) {
    this.home = settings.home;
    this.#behave = makeBehaviour({ store: this.store, now: settings.now, mint: settings.random });
  }

  /** The answer to one request, whose headers are in lower case and have its host. */
  answer(request: WireRequest, told?: RecordedAnswer): Promise<WireResponse> {
    const options = {
      home: this.home,
      behave: this.#behave,
      newRequestId: () => crypto.randomUUID(),
    };
    return answerRequest(request, options, told);
  }

  /** The same for a request with its whole URL, as a replay makes it. */
  answerReady(request: ReadyRequest, told?: RecordedAnswer): Promise<WireResponse> {
    return this.answer(readUrl(request), told);
  }
}
