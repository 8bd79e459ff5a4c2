/** Finds the answer to a request: one that was given before, where nothing has changed since, else a new one. */

import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import { isAtFront } from "./engines/s3/at-front.ts";
import { forgiveChecked } from "./engines/s3/faults.ts";
import {
  type Answer,
  answerRequest,
  type Behave,
  type GatewayOptions,
  type RecordedAnswer,
} from "./gateway.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { forgiveNames } from "./standing-names.ts";
import type { About, Store } from "./store.ts";
import { pausingPieces } from "./turnstile.ts";

/** Who asks, and how. */
export type Asking = Pick<GatewayOptions, "caller" | "tellsClients" | "takesPieces" | "refusal" | "pause">;

/** What answers are found from. */
interface World {
  readonly store: Store;
  readonly behave: Behave;
  readonly now: () => number;
  /** Where requests belong that do not say it. */
  readonly about: () => About;
}

/** A request, and what was known when it came. */
interface Question {
  readonly request: WireRequest;
  readonly about: About;
  readonly changes: number;
  readonly requestId: string;
}

async function giveAfter(keeping: Promise<void>, answer: Answer): Promise<Answer> {
  await keeping;
  return answer;
}

/** Finds answers, and knows those that hold still. */
export class AnswerFinder {
  readonly #world: World;
  readonly #answers = new KeptAnswers();
  readonly #forgive: GatewayOptions["forgive"];

  constructor(world: World) {
    compileLightly(this.#findBehind, this.#keep);
    this.#world = world;
    this.#forgive = (operation, caller, faults) =>
      forgiveNames(
        world.store,
        operation,
        caller,
        operation.model.service === "s3" ? forgiveChecked(faults) : faults,
      );
  }

  /** The answer, at once where nothing has to be loaded or waited for. `told`: what production answered. */
  find(given: WireRequest, asked: Asking, told: RecordedAnswer | undefined): Answer | Promise<Answer> {
    const { pause } = asked;
    const request = pause && given.stream ? { ...given, stream: pausingPieces(pause, given.stream) } : given;
    const requestId = crypto.randomUUID();
    const options = { ...asked, behave: this.#world.behave, forgive: this.#forgive, requestId };
    const isReadable = asked.refusal === undefined || asked.refusal === "expired";
    const found =
      asked.tellsClients && isReadable && isAtFront(request)
        ? this.#findAtFront(request, options, told)
        : this.#findBehind(request, options, told);
    const isPage = asked.tellsClients && request.headers["origin"] !== undefined;
    return isPage ? this.#addCors(request, found, asked) : found;
  }

  /** The answer with what lets a page read it, where its bucket does. */
  async #addCors(request: WireRequest, found: Answer | Promise<Answer>, { caller }: Asking): Promise<Answer> {
    const answer = await found;
    if (answer.operation?.model.service !== "s3") return answer;
    const { addCors } = await import("./engines/s3/front.ts");
    const { store } = this.#world;
    return { ...answer, response: await addCors(request, answer.response, { store, caller }) };
  }

  /** What S3 answers before anybody asks which operation is meant, else what the operation does. */
  async #findAtFront(
    request: WireRequest,
    options: GatewayOptions,
    told: RecordedAnswer | undefined,
  ): Promise<Answer> {
    const { store, behave, now } = this.#world;
    const { requestId, caller } = options;
    const { answerAtFront } = await import("./engines/s3/front.ts");
    const response = await answerAtFront(request, { store, behave, now: now(), requestId, caller });
    return response ? { response } : this.#findBehind(request, options, told);
  }

  #findBehind(
    request: WireRequest,
    options: GatewayOptions,
    told: RecordedAnswer | undefined,
  ): Answer | Promise<Answer> {
    if (!options.tellsClients || options.refusal) return answerRequest(request, options, told);
    const { requestId } = options;
    const { store } = this.#world;
    const about = this.#world.about();
    const { changes } = store;
    const kept = this.#answers.find(request, about, changes, requestId);
    if (kept) return kept;
    const answer = answerRequest(request, options, told);
    const asked = { request, about, changes, requestId };
    return answer instanceof Promise ? this.#keepLater(asked, answer) : this.#keep(asked, answer);
  }

  /** Keeps an answer where it holds until something changes, and gives it. */
  #keep({ request, about, changes, requestId }: Question, answer: Answer): Answer | Promise<Answer> {
    if (this.#world.store.changes !== changes) return answer;
    const keeping = this.#answers.keep(request, about, changes, { answer, requestId });
    return keeping ? giveAfter(keeping, answer) : answer;
  }

  async #keepLater(question: Question, answer: Promise<Answer>): Promise<Answer> {
    return this.#keep(question, await answer);
  }
}

compileLightly(AnswerFinder.prototype.find);
