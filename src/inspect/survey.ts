/** Counts a log's records while they are read: when, where, what, by whom, and what a replay makes of them. */
import { isObject } from "../base/values.ts";
import { findServices } from "../dialect/lookup.ts";
import { describeCall, describeFiltered, findAccount, findInvoker, nameUnknown } from "../trail/classify.ts";
import { compileFilters, type Filters, NO_FILTERS } from "../trail/filters.ts";
import type { FindOperation, FoundOperation } from "../trail/find-operation.ts";
import { type RecordFields, readTime } from "../trail/record-fields.ts";
import { type JudgedAs, OUTCOMES, type RecordSurvey } from "../trail/survey.ts";
import { shortenAgent } from "./agent.ts";
import { BoundedTally, type Counted, makeTally } from "./bounded-tally.ts";
import { findPrincipal } from "./caller.ts";
import { CountedCopies } from "./counted-copies.ts";
import { RecentNames } from "./recent-names.ts";
import { TimeCounts } from "./time-counts.ts";

/** So many names of each kind are told apart; the others are summed. */
export const MOST_NAMES = 2000;

/** What is counted of an event's name. */
export interface OperationCount extends Counted {
  source: string;
  event: string;
  /** By the places of OUTCOMES. */
  readonly outcomes: number[];
  /** The service, as botocore names it; undefined where none has such a source. */
  service: string | undefined;
}

/** What is counted of somebody who made calls. */
export interface CallerCount extends Counted {
  kind: string;
}

function makeCount(): OperationCount {
  return { source: "", event: "", calls: 0, outcomes: OUTCOMES.map(() => 0), service: undefined };
}

function mergeCounts(into: OperationCount, from: OperationCount): void {
  into.calls += from.calls;
  for (const [place, count] of from.outcomes.entries())
    into.outcomes[place] = (into.outcomes[place] ?? 0) + count;
}

/** Whether filters keep every record. */
function keepsAll(filters: Filters): boolean {
  return JSON.stringify(filters) === JSON.stringify(NO_FILTERS);
}

const PLACES: ReadonlyMap<JudgedAs, number> = new Map(OUTCOMES.map((outcome, place) => [outcome, place]));

/** Stands for the service behind a call where there is none. */
const NOBODY: Counted = { calls: 0 };

/** Counts the records that the filters keep, be they replayed or not. */
export class Survey implements RecordSurvey {
  /** How many records there were. */
  total = 0;
  readonly times = new TimeCounts();
  readonly operations = new BoundedTally<OperationCount>(MOST_NAMES, makeCount, mergeCounts);
  readonly accounts = makeTally(MOST_NAMES);
  readonly regions = makeTally(MOST_NAMES);
  readonly principals = new BoundedTally<CallerCount>(
    MOST_NAMES,
    () => ({ calls: 0, kind: "" }),
    (into, { calls }) => {
      into.calls += calls;
    },
  );
  readonly invokers = makeTally(MOST_NAMES);
  readonly agents = makeTally(MOST_NAMES);
  readonly errors = makeTally(MOST_NAMES);
  readonly #copies = new CountedCopies();
  readonly #operations = new RecentNames<OperationCount>();
  readonly #agents = new RecentNames<Counted>();
  readonly #addresses = new RecentNames<Counted>();
  /** By their sources; of a hostile log no more than names of events are kept. */
  readonly #services = new Map<string, ReturnType<typeof findServices>>();
  readonly #findOperation: FindOperation;
  /** Undefined where all are kept. */
  readonly #keeps: ReturnType<typeof compileFilters> | undefined;

  constructor(findOperation: FindOperation, filters: Filters) {
    this.#findOperation = findOperation;
    this.#keeps = keepsAll(filters) ? undefined : compileFilters(filters);
    this.operations.onThinned = () => {
      this.#operations.clear();
      this.#services.clear();
    };
    this.agents.onThinned = () => this.#agents.clear();
    this.invokers.onThinned = () => this.#addresses.clear();
  }

  add(record: RecordFields, outcome: JudgedAs, instead: JudgedAs | undefined): Promise<void> | undefined {
    if (!this.#keeps) return this.#judge(record, outcome, instead, true);
    if (outcome === "filtered") return this.#judge(record, outcome, instead, false);
    const found = this.#findOperation(describeCall(record));
    const isMeant = (one: FoundOperation) =>
      this.#keeps?.(describeFiltered(record, "missing" in one ? nameUnknown(record) : one)) ?? true;
    return found instanceof Promise
      ? found.then((one) => this.#judge(record, outcome, instead, isMeant(one)))
      : this.#judge(record, outcome, instead, isMeant(found));
  }

  /** Counts a record that is meant, in the place of the copy of its event that was counted before. */
  #judge(
    record: RecordFields,
    outcome: JudgedAs,
    instead: JudgedAs | undefined,
    isMeant: boolean,
  ): Promise<void> | undefined {
    const { sharedEventID } = record;
    if (!sharedEventID) return isMeant ? this.#count(record, outcome, 1, findAccount(record)) : undefined;
    const before = this.#copies.take(sharedEventID);
    if (instead !== undefined && before !== undefined) this.#count(record, instead, -1, before);
    if (!isMeant) return undefined;
    const account = findAccount(record);
    this.#copies.put(sharedEventID, account);
    return this.#count(record, outcome, 1, account);
  }

  /** Counts a record, or takes it back. */
  #count(
    record: RecordFields,
    outcome: JudgedAs,
    change: 1 | -1,
    account: string,
  ): Promise<void> | undefined {
    const { eventSource, eventName } = record;
    const operation = this.#takeOperation(eventSource, eventName);
    const place = PLACES.get(outcome) ?? 0;
    operation.outcomes[place] = (operation.outcomes[place] ?? 0) + change;
    operation.calls += change;
    this.total += change;
    this.times.add(readTime(record), change);
    this.regions.take(record.awsRegion).calls += change;
    this.accounts.take(account).calls += change;
    this.#countCaller(record, change);
    if (operation.event !== "") return undefined;
    operation.source = eventSource;
    operation.event = eventName;
    return this.#nameService(record, operation);
  }

  #takeOperation(eventSource: string, eventName: string): OperationCount {
    const recent = this.#operations.get(eventName);
    if (recent?.source === eventSource) return recent;
    const taken = this.operations.take(`${eventSource} ${eventName}`);
    this.#operations.set(eventName, taken);
    return taken;
  }

  #countCaller(record: RecordFields, change: 1 | -1): void {
    const { userAgent, errorCode } = record;
    const { kind, name } = findPrincipal(record);
    const principal = this.principals.take(name);
    principal.calls += change;
    if (principal.kind === "") principal.kind = kind;
    const invoker = this.#takeInvoker(record);
    if (invoker !== NOBODY) invoker.calls += change;
    if (typeof userAgent === "string" && userAgent !== "") this.#takeAgent(userAgent).calls += change;
    if (typeof errorCode === "string" && errorCode !== "") this.errors.take(errorCode).calls += change;
  }

  #takeAgent(userAgent: string): Counted {
    const recent = this.#agents.get(userAgent);
    if (recent) return recent;
    const taken = this.agents.take(shortenAgent(userAgent));
    this.#agents.set(userAgent, taken);
    return taken;
  }

  /** Most calls are made from an address, by nobody else than who made them. */
  #takeInvoker(record: RecordFields): Counted {
    const { sourceIPAddress: address, userIdentity } = record;
    const isAlone = isObject(userIdentity) && !("invokedBy" in userIdentity || "invokedby" in userIdentity);
    const isKnown = isAlone && typeof address === "string";
    const recent = isKnown ? this.#addresses.get(address) : undefined;
    if (recent) return recent;
    const invoker = findInvoker(record);
    const taken = invoker === undefined ? NOBODY : this.invokers.take(invoker);
    if (isKnown) this.#addresses.set(address, taken);
    return taken;
  }

  /**
   * By the first record of that name, where its source stands for several APIs: the others may be another one's. To look it up
   * loads their models, which takes longer than all counting.
   */
  async #nameService(record: RecordFields, counted: OperationCount): Promise<void> {
    const behind = await this.#services.getOrInsertComputed(record.eventSource, findServices);
    const found = behind.length > 1 ? await this.#findOperation(describeCall(record)) : undefined;
    counted.service = found && "service" in found ? found.service : behind[0]?.service;
  }
}
