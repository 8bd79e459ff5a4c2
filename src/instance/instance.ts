/** The CloudMock instance: what stands, and the answers to requests. */
import type { ReadyRequest, WireRequest, WireResponse } from "../aws/wire.ts";
import { realClock, type SetAlarm } from "../base/clock.ts";
import { compileLightly } from "../base/compiling.ts";
import type { Fault } from "../base/errors.ts";
import { findKey } from "./access-keys.ts";
import { makeAsk, makeBehaviour } from "./behaviour/behave.ts";
import type { Context } from "./behaviour/context.ts";
import { type CallerHome, DEFAULT_ACCOUNT, DEFAULT_REGION, type Requester, readCaller } from "./caller.ts";
import { endWaits } from "./engines/sqs/waiters.ts";
import { isExpired } from "./expiry.ts";
import { AnswerFinder, type Asking } from "./find-answer.ts";
import { type Answer, answerFault, type RecordedAnswer } from "./gateway.ts";
import type { AnsweredRequest, InstanceSettings, LogHome } from "./instance-settings.ts";
import { keepAnswer } from "./keep-answer.ts";
import { explainReading } from "./open-records.ts";
import { readUrl } from "./read-url.ts";
import type { BadRequest } from "./refuse-request.ts";
import { SCHEDULED, Schedules } from "./schedules.ts";
import { type About, countMade, type InstanceState, type Journal, Store } from "./store.ts";

export type { AnsweredRequest, InstanceSettings, LogHome } from "./instance-settings.ts";

/** Random digits for ids. */
export function drawDigits(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(length / 2)));
  return Buffer.from(bytes).toString("hex").slice(0, length);
}

/** An emulator of all of AWS's APIs, in this process. */
export class Instance {
  readonly store: Store;
  /** Where requests belong that do not say it, and what was replayed. */
  about: About;
  /** Is told of every request. */
  onAnswered: ((answered: AnsweredRequest, request: WireRequest, response: WireResponse) => void) | undefined;
  /** Is told where what stands could not be kept or read. */
  onFault: ((fault: Fault) => void) | undefined;
  /** What reset goes back to, now and as far as the journal has it. */
  #kept: InstanceState;
  #keptBefore: InstanceState | undefined;
  /** The last change before that was taken from what stands, or put there. */
  #keptAt = 0;
  readonly #finder: AnswerFinder;
  readonly #accountOf = (key: string) => findKey(this.store, key)?.place.account;
  readonly #said: Partial<Requester>;
  readonly #now: () => number;
  #since: number | undefined;
  readonly #mint: InstanceSettings["random"];
  readonly #schedules = new Schedules();
  /** Does what a call asks for that no request makes, and tells nobody. */
  readonly ask: Context["ask"];

  constructor(settings: InstanceSettings) {
    compileLightly(this.#answer, this.#answerNow, this.#tell);
    this.store = new Store(settings.records);
    this.#said = settings.home;
    this.#now = settings.now;
    this.#mint = settings.random;
    const { account = DEFAULT_ACCOUNT, region = settings.usualRegion ?? DEFAULT_REGION } = settings.home;
    this.about = { account, region, trail: undefined };
    this.#kept = this.state;
    const behave = makeBehaviour({
      store: this.store,
      now: settings.now,
      since: () => this.#since,
      home: () => this.about.account,
      mint: settings.random,
      sleep: settings.sleep ?? realClock.sleep,
      post: settings.post,
    });
    this.#finder = new AnswerFinder({
      store: this.store,
      behave,
      now: settings.now,
      about: () => this.about,
    });
    const ask = makeAsk(behave);
    this.ask = (asked) => {
      const { journal } = this.store;
      return journal ? keepAnswer(journal, () => ask(asked)) : ask(asked);
    };
  }

  /** Where requests belong that do not say it. */
  get #home(): CallerHome {
    const { account, region } = this.about;
    return { account, region, accountOf: this.#accountOf };
  }

  /** All that stands. */
  get state(): InstanceState {
    return { about: this.about, things: [...this.store.listAll()], records: this.store.records.listAll() };
  }

  /**
   * Lets requests that do not say where they belong be of where most of a log is, unless somebody said otherwise or something
   * stands already, which would be looked for in vain.
   */
  settle({ account, region, trail, since }: LogHome): void {
    this.#since = since;
    const isEmpty = this.countMade() === 0;
    this.about = {
      account: this.#said.account ?? (isEmpty ? account : undefined) ?? this.about.account,
      region: this.#said.region ?? (isEmpty ? region : undefined) ?? this.about.region,
      trail,
    };
    if (isEmpty) this.store.journal?.replaceAll(this.state);
  }

  /** Puts a state in the place of what stands. Reset goes back to it. One that tells no records is of those that stand. */
  load(state: InstanceState): void {
    if (state.records) this.store.records.replaceAll(state.records);
    this.store.records.mark();
    this.#load(state);
  }

  #load(state: InstanceState): void {
    this.about = { ...state.about, ...this.#said };
    this.store.replaceAll(state);
    endWaits(this.store);
    this.#kept = { about: this.about, things: state.things };
    this.#keptAt = this.store.changes;
    void this.#schedules.follow(this.store);
  }

  /** How many things somebody made. */
  countMade(): number {
    return countMade(this.store.changes === this.#keptAt ? this.#kept : this.state);
  }

  /** Goes back to the last state that was loaded or marked. */
  reset(): void {
    this.store.records.reset();
    this.#load(this.#kept);
  }

  /** Lets reset go back to what stands now. */
  mark(): void {
    const { changes } = this.store;
    // Ten thousand things need not be listed anew to find that they are those that were loaded.
    const things = changes === this.#keptAt ? this.#kept.things : this.state.things;
    this.#kept = { about: this.about, things };
    this.#keptAt = changes;
    this.store.records.mark();
  }

  /** From now on, what is scheduled happens when it is due. `onFault` is told where that fails. What it gives ends it. */
  runSchedules(setAlarm: SetAlarm, onFault: (error: unknown) => void): Promise<() => void> {
    return this.#schedules.run({
      store: this.store,
      ask: this.ask,
      mint: this.#mint,
      now: this.#now,
      setAlarm,
      onFired: (fired) => void fired.then(() => this.flush()).catch(onFault),
    });
  }

  /** Resolves once all that was changed is kept, where it is to be kept at all. */
  async flush(): Promise<void> {
    await this.store.journal?.flush();
  }

  /** From now on, a journal keeps what stands. */
  async keep(journal: Journal): Promise<void> {
    this.follow(journal);
    journal.replaceAll(this.state);
    await this.flush();
  }

  /** The same, where the journal has it already. */
  follow(journal: Journal): void {
    this.store.journal = journal;
    this.#keptBefore = this.#kept;
    journal.tell({
      kept: () => {
        this.#keptBefore = this.#kept;
      },
      lost: (before = { about: this.about, things: [] }) => {
        // It has that already.
        this.store.journal = undefined;
        this.#load(before);
        this.store.journal = journal;
        this.#kept = this.#keptBefore ?? this.#kept;
        this.#keptAt = -1;
      },
    });
  }

  /** The answer to a client's request, whose headers are in lower case and have its host. */
  async answer(request: WireRequest, unreadable?: BadRequest, takesPieces = false): Promise<WireResponse> {
    const refusal = unreadable ?? (isExpired(request, this.#now()) ? "expired" : undefined);
    return this.#answer(request, { tellsClients: true, takesPieces, refusal });
  }

  /** The same for a request with its whole URL, as a replay makes it. */
  async answerReady(request: ReadyRequest, told?: RecordedAnswer): Promise<WireResponse> {
    return this.#answer(readUrl(request), { tellsClients: false }, told);
  }

  /** The answer, at once where nothing has to be loaded or waited for. */
  #answer(
    request: WireRequest,
    asked: Omit<Asking, "caller" | "pause">,
    told?: RecordedAnswer,
  ): WireResponse | Promise<WireResponse> {
    const startedAt = performance.now();
    const caller = readCaller(request, this.#home);
    let found: Answer | Promise<Answer>;
    try {
      found = this.store.journal
        ? this.#answerKept(this.store.journal, request, { ...asked, caller }, told)
        : this.#answerNow(request, { ...asked, caller }, told);
    } catch (error) {
      found = this.#answerFault(request, error);
    }
    return found instanceof Promise
      ? this.#tellLater(request, caller, startedAt, found)
      : this.#tell(request, caller, startedAt, found);
  }

  /** The answer, once what it says is on the disk. */
  #answerKept(
    journal: Journal,
    request: WireRequest,
    asked: Asking,
    told: RecordedAnswer | undefined,
  ): Promise<Answer> {
    return keepAnswer(journal, (pause) => this.#answerNow(request, { ...asked, pause }, told));
  }

  async #tellLater(
    request: WireRequest,
    caller: Requester,
    startedAt: number,
    found: Promise<Answer>,
  ): Promise<WireResponse> {
    const answer = await found.catch((error: unknown) => this.#answerFault(request, error));
    return this.#tell(request, caller, startedAt, answer);
  }

  /** Tells of an answer whoever wants to know of it, and gives what goes over the wire. */
  #tell(
    request: WireRequest,
    caller: Requester,
    startedAt: number,
    { operation, response, because }: Answer,
  ): WireResponse {
    this.onAnswered?.(
      {
        at: Date.now(),
        ...caller,
        service: operation?.model.service,
        operation: operation?.name,
        status: response.status,
        tookMs: performance.now() - startedAt,
        ...(because !== undefined && { because }),
      },
      request,
      response,
    );
    return response;
  }

  #answerNow(
    request: WireRequest,
    asked: Asking,
    told: RecordedAnswer | undefined,
  ): Answer | Promise<Answer> {
    const { changes } = this.store;
    const found = this.#finder.find(request, asked, told);
    return found instanceof Promise ? this.#goOnLater(found, changes) : this.#goOn(found, changes);
  }

  async #goOnLater(found: Promise<Answer>, before: number): Promise<Answer> {
    return this.#goOn(await found, before);
  }

  /** What follows from an answer: what is scheduled anew. `before`: how often all had changed. */
  #goOn(found: Answer, before: number): Answer | Promise<Answer> {
    const isScheduled = found.operation?.model.service === SCHEDULED.service;
    return isScheduled && this.store.changes !== before ? this.#follow(found) : found;
  }

  /** The answer, once what is scheduled is known anew. */
  async #follow(found: Answer): Promise<Answer> {
    await this.#schedules.follow(this.store);
    return found;
  }

  /** What is answered where what stands cannot be read or written. Throws what is a fault of this program. */
  async #answerFault(request: WireRequest, error: unknown): Promise<Answer> {
    const fault = explainReading(error);
    if (!fault) throw error;
    this.onFault?.(fault);
    return answerFault(request, fault, crypto.randomUUID());
  }
}
