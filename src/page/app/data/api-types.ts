/**
 * What the page reads of the API's answers. The API's own schemas cannot be imported by what runs in a browser; that these fit
 * them is checked by test/page/api-types.test.ts.
 */
import type { ReplayedCall, ShownExchange } from "../../../report/shown.ts";

/** GET /api/health. */
export interface HealthAnswer {
  readonly version: string;
  readonly endpoint: string;
  readonly emulator: { readonly reachable: boolean; readonly name?: string };
}

/** How far a replay is. */
export interface ReplayProgress {
  readonly read: number;
  readonly planned: number;
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly rate: number;
  readonly lag_ms?: number;
  readonly left_ms?: number;
}

/** One replay of the list. */
export interface ReplayRow {
  readonly id: string;
  readonly state: "reading" | "sending" | "verifying" | "succeeded" | "failed" | "cancelled" | "interrupted";
  readonly created_at: string;
  readonly ended_at?: string;
  readonly progress: ReplayProgress;
  readonly warnings: readonly string[];
  readonly exit_code?: number;
  readonly error?: { readonly error: string; readonly message: string };
}

/** A call that failed. */
export interface FailedCall {
  readonly event_id: string;
  readonly event_name: string;
  readonly event_time: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly category: string;
  readonly cause: string;
  readonly caused_by?: string;
}

/** A value of our own in the place of one that the log hides. */
export interface PlaceholderRow {
  readonly event_id: string;
  readonly event_name: string;
  readonly service: string;
  readonly path: string;
  readonly filled: string;
  readonly reason: string;
}

/** A call that was made up. */
export interface CreatedRow {
  readonly type: string;
  readonly recorded: string;
  readonly live?: string;
  readonly kind: string;
  readonly needed_by: string;
  readonly service: string;
  readonly operation: string;
  readonly ok: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly evidence: string;
}

/** What the page shows of a replay's result. */
export interface ResultShown {
  readonly total_events: number;
  readonly replayed: number;
  readonly skipped: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly errors: readonly FailedCall[];
  /** Nanoseconds. */
  readonly duration: number;
  readonly skipped_by_reason: Readonly<Partial<Record<string, number>>>;
  readonly services: Readonly<
    Record<string, { readonly replayed: number; readonly succeeded: number; readonly failed: number }>
  >;
  readonly placeholders: readonly PlaceholderRow[];
  readonly created: readonly CreatedRow[];
  readonly endpoint: string;
  readonly target: { readonly name: string };
  readonly interrupted: boolean;
  readonly verification?: VerificationShown;
}

/** GET /api/cloudtrail/replays/{id}. */
export interface ReplayAnswer extends ReplayRow {
  readonly result?: ResultShown;
}

/** GET /api/cloudtrail/replays/{id}/calls. */
export interface CallsAnswer {
  readonly calls: readonly ReplayedCall[];
  readonly total: number;
}

/** One request of the list. */
export interface RequestRow {
  readonly id: number;
  readonly at: string;
  readonly service?: string;
  readonly operation?: string;
  readonly status: number;
  readonly account: string;
  readonly region: string;
  readonly took_ms: number;
}

/** GET /api/requests/{id}. */
export interface RequestAnswer extends RequestRow {
  readonly caller: { readonly arn?: string; readonly user_agent?: string };
  readonly exchange?: ShownExchange;
  readonly why?: { readonly category: string; readonly cause: string; readonly because?: string };
  readonly commands?: { readonly aws_cli?: string; readonly curl?: string };
}

/** What a flag of a replay takes, as openapi.json says. */
export interface ParameterSchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly default?: string;
  readonly items?: ParameterSchema;
}

/** A parameter of the replay. */
export interface ReplayParameter {
  readonly name: string;
  readonly description: string;
  readonly allowEmptyValue?: boolean;
  readonly schema: ParameterSchema;
  readonly "x-group": string;
  readonly "x-hint"?: string;
  /** What a value names: a file of the server's machine is no part of the form. */
  readonly "x-names"?: string;
}

/** One thing that should stand, as a verification found it. */
export interface VerifiedRow {
  readonly status: "verified" | "different" | "missing" | "unreadable";
  readonly service: string;
  readonly names: readonly string[];
  readonly event_id: string;
  readonly event_name: string;
  readonly region: string;
  readonly account: string;
  readonly read: string | null;
  readonly compared: number;
  readonly differences: readonly {
    readonly member: string;
    readonly expected: string;
    readonly found: string;
  }[];
  readonly reason: string | null;
}

/** Something that calls took away, and that is not known to be gone. */
export interface RemovalRow {
  readonly status: "remaining" | "unchecked";
  readonly service: string;
  readonly names: readonly string[];
  readonly part: string | null;
  readonly event_name: string;
  readonly region: string;
  readonly reason: string | null;
}

/** What a verification found. */
export interface VerificationShown {
  readonly endpoint: string;
  readonly total: number;
  readonly verified: number;
  readonly different: number;
  readonly missing: number;
  readonly unreadable: number;
  readonly resources: readonly VerifiedRow[];
  readonly removals: {
    readonly total: number;
    readonly gone: number;
    readonly remaining: number;
    readonly unchecked: number;
    readonly open: readonly RemovalRow[];
  };
}
