/** What a replay works with besides its options: whom to tell things, what ends it early, who watches it. */
import type { Instance } from "../instance/instance.ts";
import type { Outcome } from "../replay/outcome.ts";
import type { Exchange } from "../report/exchange.ts";
import type { KeptBound } from "../trail/bound-kept.ts";
import type { RecordSurvey } from "../trail/survey.ts";

/** Remarks for people, each of them one line without a line break. */
export interface Remarks {
  warn(message: string): void;
  info(message: string): void;
}

/** Is told of what happens while it happens. What it throws is a fault of this program. */
export interface Observer {
  /** `records` have been read so far. */
  onRead?(records: number): void;
  /** Everything is read, and `calls` of its `total` records are going to be planned. */
  onSelected?(total: number, calls: number): void;
  /** What the target was recognised as, in words. */
  onTarget?(target: string): void;
  /** Everything is planned, and `steps` calls are going to be made for `total` records. */
  onPlanned?(total: number, steps: number): void;
  /** From now on, what goes out reads back what stands in the target. */
  onVerify?(): void;
  /** A request goes out. */
  onSend?(): void;
  /** A request was answered or failed: of a replay as of a verification. */
  onExchange?(exchange: Exchange): void;
  /** A call had ended before, in an earlier run of the replay that is gone on with. */
  onRecalled?(outcome: Outcome): void;
  /** A call has ended. `lagMs` is how late it was sent, where it was due at a time. */
  onOutcome?(outcome: Outcome, lagMs: number | undefined): void;
}

/** What a replay or a verification works with besides its options. */
export interface Surroundings {
  readonly remarks: Remarks;
  /** Aborting it ends the replay with what it has. */
  readonly signal: AbortSignal;
  readonly observer?: Observer;
  /** The instance of this process that stands in the place of an endpoint. */
  readonly instance?: Instance;
  /** Counts the records while they are read. */
  readonly survey?: RecordSurvey;
  /** How many calls are planned; all where it is undefined. */
  readonly bound?: KeptBound;
}
