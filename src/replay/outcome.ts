/** What became of a call whose request was sent. */
import type { Call } from "../dialect/call.ts";

export interface Success {
  readonly call: Call;
  readonly ok: true;
  readonly status: number;
  /** What was odd about the answer. */
  readonly note?: string;
}

export interface CallFailure {
  readonly call: Call;
  readonly ok: false;
  /** The answer's HTTP status; 0 where no answer came. */
  readonly status: number;
  /** AWS's error code, or where no answer came a word for why (`ConnectionRefused`, `Timeout`, `Interrupted`). */
  readonly code: string;
  readonly message: string;
}

export type Outcome = Success | CallFailure;
