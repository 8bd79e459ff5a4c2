/** What a report file holds: the data that the page shows without asking anybody. */
import type { ReplayedCall, ShownExchange } from "../report/shown.ts";
import type { Topology } from "../topology/topology.ts";

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
  /** With what was asked and answered, of the first ones and of those that failed. */
  readonly calls?: readonly (ReplayedCall & { readonly exchange?: ShownExchange })[];
}
