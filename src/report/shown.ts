/** Calls as they are shown to people, in the page and by the API: plain data, without secrets. */

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
