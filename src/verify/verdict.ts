/** What became of each thing that should exist. */
import type { Call } from "../dialect/call.ts";
import type { Difference } from "./differences.ts";

export const STATUSES = ["verified", "different", "missing", "unreadable"] as const;
export type Status = (typeof STATUSES)[number];

export interface ToleratedDifference extends Difference {
  readonly reason: string;
}

/** What became of one thing that should exist. */
export interface Verdict {
  readonly status: Status;
  /** The call that made it, else the first that changed it. */
  readonly call: Call;
  /** What it is called, in live identifiers, the surest first. */
  readonly names: readonly string[];
  /** The operation by which it was read; undefined where there is none. */
  readonly read: string | undefined;
  /** How many members were compared. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly tolerated: readonly ToleratedDifference[];
  /** Why it is missing or unreadable. */
  readonly reason: string | undefined;
  /** Of a missing thing: the calls whose settings and relations are gone with it. */
  readonly parts: readonly Call[];
}

/** A verdict, but for the thing that it is on. */
export interface Result extends Omit<Verdict, "call" | "names" | "parts"> {
  /** The calls that asked for something of which nothing was compared. */
  readonly partial?: readonly Call[];
}

/** Of a thing that was not compared. */
export const NOTHING = { compared: 0, differences: [], tolerated: [] };

export const REMOVAL_STATUSES = ["gone", "remaining", "unchecked"] as const;

/** What became of something that a call has taken away. */
export interface RemovalResult {
  /** `gone`: a read that would show it does not. `remaining`: it is still there. `unchecked`: no read tells. */
  readonly status: (typeof REMOVAL_STATUSES)[number];
  /** The operation by which it was looked for; undefined where there is none. */
  readonly read: string | undefined;
  /** How it is known. */
  readonly reason: string | undefined;
}

/** The same with what it is about. */
export interface RemovalVerdict extends RemovalResult {
  /** The call that took it away. */
  readonly call: Call;
  /** What it is called, in live identifiers, the surest first. */
  readonly names: readonly string[];
  /** The item that was taken out of something, as JSON; undefined where all of it was. */
  readonly part: string | undefined;
}

/** What was found of a log: of what should stand, and of what should not. */
export interface VerifiedLog {
  readonly verdicts: readonly Verdict[];
  readonly removals: readonly RemovalVerdict[];
}
