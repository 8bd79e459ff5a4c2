/** The identities of one replay: what stands for what, learnt answer by answer and applied request by request. */
import { type Answer, readResponse } from "../aws/responses/read.ts";
import type { Structure } from "../aws/values.ts";
import type { WireResponse } from "../aws/wire.ts";
import { decodeAnswer } from "../plan/answers.ts";
import type { Step } from "../plan/steps.ts";
import { learnPairs, type Pair } from "./learn.ts";
import { Dictionary, rewriteInput } from "./rewrite.ts";

/** A pair with the event whose answer taught it. */
export interface LearntPair extends Pair {
  readonly service: string;
  readonly eventId: string;
}

export class Identities {
  readonly #dictionary = new Dictionary();
  readonly #pairs: LearntPair[] = [];

  /** Every pair learnt so far, in the order of learning. */
  get pairs(): readonly LearntPair[] {
    return this.#pairs;
  }

  /** The input of a step in live identifiers. */
  rewrite({ model, operation, input }: Step): Structure {
    return rewriteInput(this.#dictionary, model, operation.input, input);
  }

  /** Reads the answer to a step and learns from it what stands for what production had answered. */
  read(step: Step, response: WireResponse): Answer {
    const { model, operation, input, event } = step;
    const answer = readResponse(model, operation, response);
    if (!answer.ok || !operation.output) return answer;
    const recorded = decodeAnswer(model, operation, event.responseElements);
    for (const pair of learnPairs(model, operation.output, recorded, answer.output, input)) {
      if (this.#dictionary.get(pair.recorded) === pair.live) continue;
      this.#dictionary.set(pair.recorded, pair.live);
      this.#pairs.push({ ...pair, service: event.service, eventId: event.eventId });
    }
    return answer;
  }
}
