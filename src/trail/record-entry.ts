/** One record of a source: what reading gives, and selecting takes. */
import type { Identifier } from "./id-table.ts";
import type { RecordFields } from "./record-fields.ts";
import type { RecordCandidate } from "./scan.ts";
import type { CloudTrailRecord } from "./schema.ts";

/**
 * Of a record that was skimmed, `identifier` and `fields` cost nothing, and all else that is asked of it parses it; what nobody
 * has asked for by the time that the next entries are, is gone.
 */
export interface RecordEntry {
  /** Its eventID. */
  readonly identifier: Identifier;
  /** What leaving it out asks for. */
  readonly fields: RecordFields;
  readonly record: CloudTrailRecord;
  readonly item: RecordCandidate;
  /** Which of the item's records it is. */
  readonly nth: number;
  /** The way to it from the beginning of its file: `Records[]`, `results[].@message`. */
  readonly form: string;
}
