/** A replay that keeps a journal: it begins one, or goes on where an earlier run of the same replay stopped. */
import type { Sent } from "../../aws/wire.ts";
import { realClock } from "../../base/clock.ts";
import { EndpointError, type Fault, UsageError } from "../../base/errors.ts";
import { nameFlag, say } from "../../base/message.ts";
import type { Identities, Learnt } from "../../identities/identities.ts";
import type { ReplayOptions } from "../../options/options.ts";
import type { Surroundings } from "../../options/surroundings.ts";
import type { Step } from "../../plan/steps.ts";
import { isBlankFile, ReplayJournal } from "../../replay/journal/journal.ts";
import type { JournalAbout, JournalContent, JournalEnd } from "../../replay/journal/tables.ts";
import type { CallFailure, Outcome } from "../../replay/outcome.ts";
import type { ReadOutcome, Run } from "../../replay/run.ts";
import type { Session } from "../open-session.ts";
import { tellJournalAbout } from "./about.ts";
import { forgiveRepeated } from "./forgive-repeated.ts";
import { LaterNames } from "./later-names.ts";
import { settleSteps } from "./settle.ts";
import { looksForgotten } from "./still-stands.ts";

const FLAG = "journal";

/** Codes of requests that never reached an endpoint: nothing of them can have been done. */
const NEVER_SENT: ReadonlySet<string> = new Set(["ConnectionRefused", "NameNotFound", "HostUnreachable"]);
/** Of a request that was given up since the user interrupted. */
const GIVEN_UP = "Interrupted";

type Options = Pick<ReplayOptions, "journal" | "resume" | "shard">;

/** What of a step's end is kept. */
function writeEnd(outcome: Outcome, place: number, atMs: number, learnt: string | undefined): JournalEnd {
  const { ok, status } = outcome;
  if (outcome.ok) return { place, atMs, ok, status, code: undefined, said: outcome.note, learnt };
  return { place, atMs, ok, status, code: outcome.code, said: outcome.message, learnt };
}

function readEnd(call: Step, { ok, status, code = "", said }: JournalEnd): Outcome {
  if (!ok) return { call, ok, status, code, message: said ?? "" };
  return said === undefined ? { call, ok, status } : { call, ok, status, note: said };
}

/** Why a journal is not this replay's; undefined where it is. */
function explainOther(found: JournalAbout, own: Omit<JournalAbout, "begun">): string | undefined {
  const tellTarget = ({ endpoint, target, account }: Omit<JournalAbout, "begun">) =>
    `${endpoint} (${target}${account === undefined ? "" : `, account ${account}`})`;
  if (tellTarget(found) !== tellTarget(own))
    return `is of a replay into ${tellTarget(found)}, and this one goes to ${tellTarget(own)}`;
  if (found.part !== own.part)
    return `is of ${found.part ?? "a whole log"}, and this replay is of ${own.part ?? "a whole log"}`;
  if (found.log !== own.log) return "is of another log, or of other calls of it";
  if (found.plan !== own.plan)
    return "is of the same log with other options, or by another version of cloudmock: its calls were planned otherwise";
  return undefined;
}

/** The file of a replay's journal, as far as it can be looked at before its log is read. */
export class JournalPlace {
  #isUsed = false;

  private constructor(
    readonly path: string,
    readonly opened: ReplayJournal | undefined,
    readonly isResumed: boolean,
  ) {}

  /** Opens what is there. Throws a UsageError or an InputError where it is not to be gone on with. */
  static look({ journal: path, resume }: Options): JournalPlace | undefined {
    if (path === undefined) return undefined;
    if (isBlankFile(path)) return new JournalPlace(path, undefined, resume);
    const opened = ReplayJournal.open(path);
    if (resume) return new JournalPlace(path, opened, resume);
    const { about, ends, finished } = opened.found as JournalContent;
    opened.close();
    const how = finished ? "that has ended" : `of which ${ends.length} of ${about.calls} calls have ended`;
    throw new UsageError(
      say`${JSON.stringify(path)} holds a replay ${how}; go on with it by ${nameFlag("resume")}, or name another file`,
      FLAG,
    );
  }

  /** Lets go of a journal that no replay has begun to use. */
  [Symbol.dispose](): void {
    if (!this.#isUsed) this.opened?.close();
  }

  /** The replay of a session, which nothing has been sent of yet. Throws where the journal is another's, or cannot be written. */
  begin(session: Session, { shard }: Options, { remarks, signal, instance }: Surroundings): JournaledReplay {
    const part = shard && `shard ${shard.index} of ${shard.count}`;
    const about = tellJournalAbout(session, part, instance !== undefined);
    if (!this.opened) {
      if (this.isResumed) remarks.info(`${this.path} does not exist yet: the replay begins`);
      const begun = { ...about, begun: new Date().toISOString() };
      return new JournaledReplay(ReplayJournal.begin(this.path, begun), session, signal);
    }
    const { about: found } = this.opened.found as JournalContent;
    // An instance takes the log's own account once it is told of it.
    const own = session.adopts && found.account !== undefined ? { ...about, account: found.account } : about;
    const why = explainOther(found, own);
    if (why !== undefined)
      throw new UsageError(
        say`${JSON.stringify(this.path)} ${why}; give what it was begun with, or another file`,
        FLAG,
      );
    this.#isUsed = true;
    return new JournaledReplay(this.opened, session, signal);
  }
}

/** One run of a replay that keeps a journal. */
export class JournaledReplay {
  readonly #journal: ReplayJournal;
  readonly #session: Session;
  readonly #stop = new AbortController();
  /** Aborted when the user interrupts, and when nothing more may be sent. */
  readonly signal: AbortSignal;
  readonly #ends = new Map<number, Outcome>();
  /** The calls that were under way when the last run stopped. */
  readonly #open: number[] = [];
  readonly #learnt: { readonly place: number; readonly text: string }[] = [];
  readonly #mayBeThere = new Set<Step["id"]>();
  readonly #beforeMs: number;
  readonly #names: LaterNames;
  readonly #startMs = realClock.now();
  #identities: Identities | undefined;
  #answered: Learnt | undefined;
  #unreachable: string | undefined;
  #isClosed = false;

  constructor(journal: ReplayJournal, session: Session, signal: AbortSignal) {
    this.#journal = journal;
    this.#session = session;
    this.signal = AbortSignal.any([signal, this.#stop.signal]);
    this.#names = new LaterNames(session.steps);
    journal.onFault = () => this.#stop.abort();
    const { ends = [], intents = new Set<number>(), finished } = journal.found ?? {};
    this.#beforeMs = finished?.durationMs ?? ends.reduce((most, { atMs }) => Math.max(most, atMs), 0);
    for (const end of ends) {
      const step = session.steps[end.place];
      if (!step) continue;
      // Where no answer came, the call may have been made all the same.
      if (end.ok || end.status > 0 || end.code === "OutcomeUnknown" || finished)
        this.#ends.set(end.place, readEnd(step, end));
      if (end.learnt !== undefined) this.#learnt.push({ place: end.place, text: end.learnt });
    }
    for (const place of intents) if (!this.#ends.has(place)) this.#open.push(place);
  }

  /** The account that dummy credentials led to when the replay began: what it makes can change that. */
  get account(): string | undefined {
    return this.#journal.about.account;
  }

  /** Whether all calls have been made already. */
  get isFinished(): boolean {
    return this.#journal.found?.finished !== undefined;
  }

  /** How many calls have ended in earlier runs. */
  get ended(): number {
    return this.#ends.size;
  }

  /** Whether an earlier run stopped before its end. */
  get isResumed(): boolean {
    return this.#journal.found !== undefined;
  }

  /** The ends of earlier runs. */
  listEnds(): Iterable<Outcome> {
    return this.#ends.values();
  }

  recall(place: number): Outcome | undefined {
    return this.#ends.get(place);
  }

  /** Lets identities know what earlier runs have learnt, and settles what was under way. Throws where the target has forgotten. */
  async prepare(identities: Identities, told: ReadonlyMap<string, string>): Promise<void> {
    const { steps } = this.#session;
    const taken = new Set<string>();
    for (const { place, text } of this.#learnt) {
      const step = steps[place];
      const learnt: Learnt = { kept: [], pairs: [], versions: [], ...JSON.parse(text) };
      if (step) identities.recall(step, learnt);
      for (const { live } of learnt.pairs) taken.add(live);
    }
    this.#identities = identities;
    identities.onLearnt = (learnt) => {
      this.#answered = learnt;
    };
    if (!this.isResumed || this.isFinished || this.signal.aborted) return;
    const why = await looksForgotten(this.#session, identities, this.#ends, this.#open, this.signal);
    if (why !== undefined)
      throw new UsageError(
        say`${JSON.stringify(this.#journal.path)} says what the target does not have any more (${why}); it begins anew with another file`,
        FLAG,
      );
    const flying = this.#open.flatMap((place) => {
      const step = steps[place];
      return step ? [[place, step] as const] : [];
    });
    const flight = { session: this.#session, identities, taken, signal: this.signal, told };
    await settleSteps(flying, flight, (place, settled) => {
      if ("outcome" in settled) this.#settle(settled.outcome, place);
      else if (settled.mayBeThere) this.#mayBeThere.add(steps[place]?.id ?? "");
    });
  }

  #settle(outcome: Outcome, place: number): void {
    this.#ends.set(place, outcome);
    this.#note(outcome, place);
  }

  /** A call that may have been made already is answered that it was: a success. */
  forgive(step: Step, status: number, read: ReadOutcome): ReadOutcome {
    return this.#mayBeThere.has(step.id) ? forgiveRepeated(step, status, read) : read;
  }

  async intend(place: number): Promise<boolean> {
    if (!(await this.#journal.intend(place))) return false;
    if (!this.signal.aborted) return true;
    this.#journal.withdraw(place);
    return false;
  }

  /** Whether a request never left: then the endpoint is gone, and nothing more is sent. */
  isUnsent(sent: Sent, place: number): boolean {
    if (!("failure" in sent) || !NEVER_SENT.has(sent.failure.code)) return false;
    this.#unreachable ??= sent.failure.message;
    this.#journal.withdraw(place);
    this.#stop.abort();
    return true;
  }

  onOutcome(outcome: Outcome, place: number): void {
    if (!outcome.ok && outcome.status === 0 && outcome.code === GIVEN_UP) this.#answered = undefined;
    else this.#note(outcome, place);
  }

  #note(outcome: Outcome, place: number): void {
    const learnt = this.#answered;
    this.#answered = undefined;
    this.#journal.end(writeEnd(outcome, place, this.#tellMs(), learnt && this.#write(learnt)));
  }

  /** What was learnt, as far as it may be kept: of secrets only those that later calls need. */
  #write({ kept, pairs, versions }: Learnt): string {
    const needed = pairs.filter(({ isSecret, placed }) => !isSecret || this.#names.has(placed));
    return JSON.stringify({
      ...(kept.length > 0 && { kept }),
      ...(needed.length > 0 && { pairs: needed }),
      ...(versions.length > 0 && { versions }),
    });
  }

  #tellMs(): number {
    return this.#beforeMs + realClock.now() - this.#startMs;
  }

  /** The run as the result tells it: with the time of the runs before, and cut short only where calls are left. */
  complete(run: Run): Run {
    const { finished } = this.#journal.found ?? {};
    if (finished) return { ...run, durationMs: finished.durationMs, lag: finished.lag };
    const isCut = run.unreached.length > 0 || run.outcomes.some((outcome) => isGivenUp(outcome));
    const durationMs = this.#beforeMs + run.durationMs;
    if (!isCut) this.#journal.finish({ durationMs, lag: run.lag });
    return { ...run, durationMs, interrupted: run.interrupted || isCut };
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Lets go of the journal, once. Gives what ended the replay early, where that was not the user. */
  close(): Fault | undefined {
    if (this.#identities) this.#identities.onLearnt = undefined;
    if (!this.#isClosed) this.#journal.close();
    this.#isClosed = true;
    if (this.#journal.fault) return this.#journal.fault;
    if (this.#unreachable === undefined) return undefined;
    return new EndpointError(
      say`${this.#unreachable} any more, so nothing more was sent; once it is back, with what was made, go on with ${nameFlag("resume")}`,
    );
  }
}

function isGivenUp(outcome: Outcome): outcome is CallFailure {
  return !outcome.ok && outcome.status === 0 && outcome.code === GIVEN_UP;
}
