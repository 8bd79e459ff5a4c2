/** Tells of each call of a replay how it went, as rows for people; of those that failed, what was asked and answered. */
import type { Observer } from "../options/surroundings.ts";
import type { Step } from "../plan/steps.ts";
import type { Exchange } from "../report/exchange.ts";
import { showExchange } from "../report/show-exchange.ts";
import type { ReplayedCall, ShownExchange } from "../report/shown.ts";

/** A row, with what was asked and answered where that is kept. */
export type CallWithExchange = ReplayedCall & { readonly exchange?: ShownExchange };

/** Of so many calls that failed, and of so many first ones, what was asked and answered is kept. */
const MOST_FAILED = 1_000;
const MOST_FIRST = 200;
const LONGEST_CODE = 200;

type Ended = Parameters<NonNullable<Observer["onOutcome"]>>[0];

/** Observes a replay, and tells each row once its call has ended. */
export class CallRows
  implements Required<Pick<Observer, "onExchange" | "onOutcome" | "onVerify" | "onPlanned">>
{
  readonly #now: () => number;
  readonly #tell: (row: CallWithExchange) => void;
  /** What was asked and answered, of calls that have not ended yet. */
  readonly #open = new Map<Step["id"], Exchange>();
  #since = 0;
  #told = 0;
  #failed = 0;
  #isOver = false;

  /** `now` gives milliseconds of a clock that never goes backwards. */
  constructor(now: () => number, tell: (row: CallWithExchange) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  onPlanned(): void {
    this.#since = this.#now();
  }

  /** What follows reads back, and is no call of the log. */
  onVerify(): void {
    this.#isOver = true;
    this.#open.clear();
  }

  onExchange(exchange: Exchange): void {
    const { id } = exchange.step;
    // What is asked after a call takes something off again, and belongs to it.
    if (!this.#isOver && !this.#open.has(id)) this.#open.set(id, exchange);
  }

  onOutcome(outcome: Ended): void {
    const { call, ok, status } = outcome;
    const exchange = this.#open.get(call.id);
    this.#open.delete(call.id);
    const { creation } = exchange?.step ?? {};
    const isKept = ok ? this.#told < MOST_FIRST : this.#failed < MOST_FAILED;
    this.#told++;
    if (!ok) this.#failed++;
    this.#tell({
      event_id: call.event ? call.id : (creation?.neededBy ?? ""),
      service: call.service,
      operation: call.operation.name,
      account: call.account,
      region: call.region,
      at: new Date(call.at).toISOString(),
      ended_ms: Math.round(this.#now() - this.#since),
      took_ms: Math.round((exchange?.tookMs ?? 0) * 10) / 10,
      status,
      ok,
      ...(!ok && { code: outcome.code.slice(0, LONGEST_CODE) }),
      ...(creation && { made: creation.kind }),
      ...(isKept && exchange && { exchange: show(exchange) }),
    });
  }
}

function show({ step, request, sent }: Exchange): ShownExchange {
  const { service, operation, input } = step;
  return showExchange({ service, operation, input, request, sent }).shown;
}
