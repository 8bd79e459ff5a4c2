/** What a report file holds: the data that the page shows without asking anybody. */
import type { Topology } from "../topology/topology.ts";

/** One call of a replay, in the order in which they ended. */
export interface ReplayedCall {
  /** The record's eventID; of a call that was made up, the id of the record that needs it. */
  readonly event_id: string;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** When production's was made, ISO 8601. */
  readonly at: string;
  /** Milliseconds after the first call was sent. */
  readonly ended_ms: number;
  readonly took_ms: number;
  /** 0 where no answer came. */
  readonly status: number;
  readonly ok: boolean;
  /** The error's code, where it failed. */
  readonly code?: string;
  /** Why it was made up, where the log does not hold it. */
  readonly made?: string;
}

/** A request and its answer as they may be shown: decoded, and with secrets masked. */
export interface ShownExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** The operation's input; undefined where the request names no operation, or its body is kept no more. */
    readonly input?: unknown;
    /** Why there is no input. */
    readonly note?: string;
  };
  readonly answer: {
    /** 0 where no answer came. */
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly output?: unknown;
    readonly error?: { readonly code: string; readonly message: string };
    readonly note?: string;
  };
}

/** What `--report FILE.html` of a replay or a verification holds. */
export interface Report {
  readonly command: "replay" | "verify";
  /** The version of cloudmock that made it. */
  readonly version: string;
  /** ISO 8601. */
  readonly made_at: string;
  /** As `--format json` prints it: the result of a replay, or the report of a verification. */
  readonly result: unknown;
  readonly topology?: Topology;
  readonly calls?: readonly ReplayedCall[];
  /** Of failed calls, by the record's eventID. */
  readonly exchanges?: Readonly<Record<string, ShownExchange>>;
}
