/** What counting a log asks of selecting: each record once, with what became of it. */
import { SKIP_REASONS, type SkipReason } from "./record.ts";
import type { RecordFields } from "./record-fields.ts";

/** What selecting makes of a record. */
export type JudgedAs = SkipReason | "kept";

/** All of them, in an order that does not change within a run. */
export const OUTCOMES: readonly JudgedAs[] = ["kept", ...SKIP_REASONS];

/** Counts records while they are read. */
export interface RecordSurvey {
  /**
   * Gets each record that is neither malformed nor a copy of an earlier one. The owner's copy of a shared event takes the place
   * of one that came before: then `instead` is what that one was judged as, and the event is none more.
   */
  add(record: RecordFields, outcome: JudgedAs, instead: JudgedAs | undefined): Promise<void> | undefined;
}
