/** Counts a log's records while they are read: when, where, what, by whom, and what a replay makes of them. */
import { findServices } from "../dialect/lookup.ts";
import { describeCall, describeFiltered, findAccount, findInvoker, nameUnknown } from "../trail/classify.ts";
import { compileFilters, type Filters, NO_FILTERS } from "../trail/filters.ts";
import type { FindOperation, FoundOperation } from "../trail/find-operation.ts";
import type { CloudTrailRecord } from "../trail/schema.ts";
import { type JudgedAs, OUTCOMES, type RecordSurvey } from "../trail/survey.ts";
import { parseMoment } from "../trail/time.ts";
import { shortenAgent } from "./agent.ts";
import { BoundedTally, type Counted, makeTally } from "./bounded-tally.ts";
import { findPrincipal } from "./caller.ts";
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
  readonly #findOperation: FindOperation;
  /** Undefined where all are kept. */
  readonly #keeps: ReturnType<typeof compileFilters> | undefined;

  constructor(findOperation: FindOperation, filters: Filters) {
    this.#findOperation = findOperation;
    this.#keeps = keepsAll(filters) ? undefined : compileFilters(filters);
  }

  add(record: CloudTrailRecord, outcome: JudgedAs, instead: JudgedAs | undefined): Promise<void> | undefined {
    if (!this.#keeps) return this.#count(record, outcome, instead);
    // Whether it was counted is not kept of the copy before: it is of the same event, and an account's filter lets either through.
    if (outcome === "filtered") return undefined;
    const found = this.#findOperation(describeCall(record));
    return found instanceof Promise
      ? found.then((one) => this.#countKept(record, outcome, instead, one))
      : this.#countKept(record, outcome, instead, found);
  }

  #countKept(
    record: CloudTrailRecord,
    outcome: JudgedAs,
    instead: JudgedAs | undefined,
    found: FoundOperation,
  ): Promise<void> | undefined {
    const named = "missing" in found ? nameUnknown(record) : found;
    if (!this.#keeps?.(describeFiltered(record, named))) return undefined;
    return this.#count(record, outcome, instead === "filtered" ? undefined : instead);
  }

  #count(
    record: CloudTrailRecord,
    outcome: JudgedAs,
    instead: JudgedAs | undefined,
  ): Promise<void> | undefined {
    const { eventSource, eventName } = record;
    const operation = this.operations.take(`${eventSource} ${eventName}`);
    const isNew = operation.event === "";
    if (isNew) {
      operation.source = eventSource;
      operation.event = eventName;
    }
    const place = PLACES.get(outcome) ?? 0;
    operation.outcomes[place] = (operation.outcomes[place] ?? 0) + 1;
    if (instead !== undefined) {
      const before = PLACES.get(instead) ?? 0;
      operation.outcomes[before] = (operation.outcomes[before] ?? 0) - 1;
      return undefined;
    }
    operation.calls++;
    this.total++;
    this.#countAround(record);
    return isNew ? this.#nameService(record, operation) : undefined;
  }

  /** When, where and by whom. */
  #countAround(record: CloudTrailRecord): void {
    this.times.add(parseMoment(record.eventTime) ?? 0, 1);
    this.accounts.take(findAccount(record)).calls++;
    this.regions.take(record.awsRegion).calls++;
    const { kind, name } = findPrincipal(record);
    const principal = this.principals.take(name);
    principal.calls++;
    if (principal.kind === "") principal.kind = kind;
    const invoker = findInvoker(record);
    if (invoker !== undefined) this.invokers.take(invoker).calls++;
    const { userAgent, errorCode } = record;
    if (typeof userAgent === "string" && userAgent !== "") this.agents.take(shortenAgent(userAgent)).calls++;
    if (typeof errorCode === "string" && errorCode !== "") this.errors.take(errorCode).calls++;
  }

  /** By the first record of that name: of a source that stands for several APIs, the others may be another one's. */
  async #nameService(record: CloudTrailRecord, counted: OperationCount): Promise<void> {
    const found = await this.#findOperation(describeCall(record));
    if (!("missing" in found)) counted.service = found.service;
    else if (found.missing === "operation")
      counted.service = (await findServices(record.eventSource))[0]?.service;
  }
}
