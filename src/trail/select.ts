/** From sources to the calls that a replay sends: every record is either kept or left out for exactly one reason. */

import { InputError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { Cores } from "./apart/cores.ts";
import { type KeptBound, KeptEvents } from "./bound-kept.ts";
import { describeCall, findReasonInModel, makeEvent } from "./classify.ts";
import { findFacts, type RecordFacts } from "./facts.ts";
import { compileFilters, type Filters } from "./filters.ts";
import type { FindOperation } from "./find-operation.ts";
import type { ByteSource } from "./find-sources.ts";
import { IdTable, makeSeeds } from "./id-table.ts";
import type { KeptEntry } from "./print-record.ts";
import { readEntries } from "./read-entries.ts";
import { type Entry, type FileKind, readExactly } from "./read-records.ts";
import { countSkips, type SkipCounts, type TrailEvent } from "./record.ts";
import type { RecordEntry } from "./record-entry.ts";
import { makeSharder, type Shard } from "./shard.ts";
import { Sightings, type Witness } from "./sightings.ts";
import { type JudgedAs, OUTCOMES, type RecordSurvey } from "./survey.ts";

export interface SelectOptions {
  readonly findOperation: FindOperation;
  readonly filters: Filters;
  /** Whether calls that only read are replayed too. */
  readonly includeReads: boolean;
  /** Whether the first malformed record is an InputError, instead of a count and a message. */
  readonly strict: boolean;
  /** The part of the log that is selected; all of it where it is undefined. */
  readonly shard?: Shard;
  /** Gets each call that another shard replays; copies of shared events last, since the owner's may take their place. */
  readonly onOtherShard?: (event: TrailEvent, shard: number) => Promise<void> | undefined;
  /** Is told of the calls that say what there is. */
  readonly witness?: Witness | undefined;
  /** Counts the records. */
  readonly survey?: RecordSurvey | undefined;
  /** Gets `FILE: PLACE: what is wrong` for each malformed record. */
  readonly onMalformed: (message: string) => void;
  /** Gets where each record stands that is selected; another copy of the same action may take its place later. */
  readonly onKept?: (ordinal: number, standing: KeptEntry) => void;
  /** Told after each piece of input how many records have been read. */
  readonly onRead?: (records: number) => void;
  /** Aborting it ends the reading where it is, even where it waits for input. */
  readonly signal?: AbortSignal;
  /** Set where no record is skimmed (readRecords). */
  readonly isWhole?: true;
  /** How many calls are kept; all where it is undefined. */
  readonly bound?: KeptBound | undefined;
  /** How many cores may read; as many as there are where it is undefined. */
  readonly cores?: Cores;
}

export interface Selection {
  /** The calls to replay, by time; those of one second in the order of the input. The first of them, where that is bound. */
  readonly events: readonly TrailEvent[];
  /** How many records there were: the events and all that were skipped. */
  readonly total: number;
  readonly skipped: SkipCounts;
  readonly files: {
    readonly logs: number;
    readonly digests: number;
    readonly foreign: number;
    /** How many records stood in what form: the way to them from the beginning of their files. */
    readonly found: Readonly<Record<string, number>>;
  };
}

/**
 * Reads all sources to their end and selects. Throws an InputError where a log is damaged, a source that the user named is
 * no log, a record is malformed and `strict` is set, or there is no log at all.
 */
export async function selectEvents(
  sources: readonly ByteSource[],
  options: SelectOptions,
): Promise<Selection> {
  const seeds = makeSeeds();
  const selector = new Selector(options, seeds);
  const { includeReads, witness, survey, cores } = options;
  const wants = { includeReads, reads: witness !== undefined, all: survey !== undefined, seeds };
  const files = await readEntries(sources, (entry, source) => selector.add(entry, source), {
    signal: options.signal,
    isWhole: options.isWhole,
    cores,
    wants,
    onRead: () => options.onRead?.(selector.total),
  });
  if (files.isInterrupted) return selector.select(files);
  // A log of nothing is one, and a folder without a log is none.
  if (selector.total === 0 && files.log === 0) throw explainEmptyInput(files);
  await selector.finish();
  return selector.select(files);
}

function explainEmptyInput({ digest, foreign }: { digest: number; foreign: number }): InputError {
  const read = `${digest} digest files, ${foreign} other files`;
  return new InputError(
    `The input holds no CloudTrail records (${read}). Name a CloudTrail log, or a folder of logs.`,
  );
}

type Outcome = JudgedAs;

/** A form has the names of members in it, which can be anything. */
const MOST_FORMS = 100;

/** Added to an outcome's number in the table of shared events: the owner's copy has been seen. */
const OWNERS = 0x80;

/** Done once both are: mostly there is nothing to wait for. */
function both(one: Promise<void> | undefined, other: Promise<void> | undefined): Promise<void> | undefined {
  return one && other ? Promise.all([one, other]).then(() => undefined) : (one ?? other);
}

class Selector {
  total = 0;
  readonly #options: SelectOptions;
  readonly #sightings: Sightings | undefined;
  readonly #keeps: ReturnType<typeof compileFilters>;
  readonly #findShard: ReturnType<typeof makeSharder>;
  readonly #counts = new Map<Outcome, number>();
  readonly #kept: KeptEvents;
  readonly #forms = new Map<string, number>();
  readonly #ids: IdTable;
  /** The outcome of the copy that stands for a shared event, as 1 + its place in OUTCOMES. */
  readonly #shared = new IdTable();
  /** Copies that other shards replay, unless the owner's comes. */
  readonly #copiesElsewhere = new Map<string, readonly [TrailEvent, number]>();

  constructor(options: SelectOptions, seeds: Uint32Array) {
    this.#options = options;
    this.#kept = new KeptEvents(options.bound);
    this.#ids = new IdTable(seeds);
    this.#keeps = compileFilters(options.filters);
    this.#findShard = makeSharder(options.shard?.count ?? 1);
    const { findOperation, shard, witness } = options;
    const findOtherShard = (event: TrailEvent) => {
      const found = this.#findShard(event);
      return shard && found !== shard.index ? found : undefined;
    };
    this.#sightings =
      witness && new Sightings(witness, { findOperation, keeps: this.#keeps, findOtherShard });
  }

  get skipped(): SkipCounts {
    return countSkips((reason) => this.#counts.get(reason));
  }

  /** What has been selected so far. */
  select({ log, digest, foreign }: Readonly<Record<FileKind, number>>): Selection {
    const { total, skipped } = this;
    const found = Object.fromEntries(this.#forms);
    return {
      events: this.#kept.list(),
      total,
      skipped,
      files: { logs: log, digests: digest, foreign, found },
    };
  }

  /** Tells of the other shards' copies for which no owner's has come, and of the reads that waited for the end. */
  async finish(): Promise<void> {
    await this.#sightings?.finish();
    for (const copy of this.#copiesElsewhere.values()) await this.#options.onOtherShard?.(...copy);
  }

  add(entry: Entry, source: string): Promise<void> | undefined {
    const ordinal = this.total++;
    if ("problem" in entry) {
      this.#reject(`${source}: ${entry.problem}`);
      return undefined;
    }
    const facts = entry.facts ?? findFacts(entry.fields, this.#options.includeReads);
    this.#countForm(entry.form);
    if (this.#ids.set(entry.identifier, 1) !== 0 || this.#isLesserCopy(facts)) {
      this.#count("duplicate", 1);
      return undefined;
    }
    const { reason } = facts;
    if (reason !== undefined) {
      const counted = this.#settle(entry, facts, reason);
      const isRead = reason === "read_only";
      return both(counted, isRead ? this.#sightings?.tellRead(entry, facts, ordinal) : undefined);
    }
    const found = this.#options.findOperation(describeCall(entry.fields));
    if (found instanceof Promise)
      return found.then((operation) => this.#judge(entry, facts, ordinal, operation));
    return this.#judge(entry, facts, ordinal, found);
  }

  #reject(message: string): void {
    if (this.#options.strict) {
      throw new InputError(
        say`${message}. Correct the record, or leave out ${nameFlag("strict")} to skip it.`,
      );
    }
    this.#count("malformed", 1);
    this.#options.onMalformed(message);
  }

  #judge(
    entry: RecordEntry,
    facts: RecordFacts,
    ordinal: number,
    found: Awaited<ReturnType<FindOperation>>,
  ): Promise<void> | undefined {
    const reason = findReasonInModel(entry.fields, found, this.#keeps);
    if (reason !== undefined || "missing" in found) {
      const counted = this.#settle(entry, facts, reason ?? "unknown_operation");
      return both(counted, "missing" in found ? this.#sightings?.tellRead(entry, facts, ordinal) : undefined);
    }
    const { record } = entry;
    const event = makeEvent(readExactly(entry), found, ordinal);
    const shard = this.#findShard(event);
    if (shard !== (this.#options.shard?.index ?? 0)) {
      const counted = this.#settle(entry, facts, "other_shard");
      if (facts.shared && !facts.isOwners) {
        this.#copiesElsewhere.set(facts.shared, [event, shard]);
        return counted;
      }
      const told = this.#sightings?.tellCall(record, event);
      return both(both(counted, told), this.#options.onOtherShard?.(event, shard));
    }
    this.#kept.add(event, facts.shared);
    this.#options.onKept?.(ordinal, entry);
    const told = this.#sightings?.tellCall(record, event);
    return both(this.#settle(entry, facts, "kept"), told);
  }

  /**
   * Whether a copy of the same action, delivered to another account, stands for it already. The owner's copy stands in any
   * case: where another came first, that one becomes the duplicate.
   */
  #isLesserCopy(facts: RecordFacts): boolean {
    const id = facts.shared;
    if (!id) return false;
    const before = this.#shared.get(id);
    if (before === 0) return false;
    if (before >= OWNERS || !facts.isOwners) return true;
    const outcome = OUTCOMES[before - 1] ?? "kept";
    this.#count(outcome, -1);
    this.#count("duplicate", 1);
    this.#kept.remove(id);
    this.#copiesElsewhere.delete(id);
    return false;
  }

  #settle(entry: RecordEntry, facts: RecordFacts, outcome: Outcome): Promise<void> | undefined {
    this.#count(outcome, 1);
    const { shared } = facts;
    const { survey } = this.#options;
    if (!shared) return survey?.add(entry.fields, outcome, undefined);
    const owners = facts.isOwners ? OWNERS : 0;
    const before = this.#shared.set(shared, owners + 1 + OUTCOMES.indexOf(outcome));
    return survey?.add(entry.fields, outcome, before === 0 ? undefined : OUTCOMES[before - 1]);
  }

  #countForm(form: string): void {
    const counted = this.#forms.size < MOST_FORMS || this.#forms.has(form) ? form : "others";
    this.#forms.set(counted, (this.#forms.get(counted) ?? 0) + 1);
  }

  #count(outcome: Outcome, change: number): void {
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + change);
  }
}
