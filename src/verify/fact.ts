/** A fact: what should exist at the end of a log, with the calls that asked for it. */
import type { Shape } from "../aws/model/types.ts";
import type { Structure } from "../aws/values.ts";
import type { Step } from "../plan/steps.ts";
import type { Reader, Subject } from "./find-readers.ts";
import type { Known } from "./known.ts";
import type { LiveStep } from "./live.ts";

/** What one call asked for, as far as later calls have left it standing. */
export interface Claim extends LiveStep {
  readonly expected: Structure;
  /** The shape of `expected`; undefined where the call has no input. */
  readonly ref: Shape | undefined;
}

/** Something that should exist: a resource, a setting of one, or a relation of two. */
export interface Fact {
  readonly subject: Subject;
  /** The identity by which it is told from others of its kind in a list: one of `own` and all of `others`. */
  readonly own: readonly Known[];
  readonly others: readonly Known[];
  readonly readers: readonly Reader[];
  readonly claims: Claim[];
}

/** Where things of one name are one thing: a service in an account and a region. */
export function nameScope({ service, account, region }: Step): string {
  return `${service} ${account} ${region}`;
}

/** Whether two calls are of one service, account and region. */
export function isSameScope(a: Step, b: Step): boolean {
  return nameScope(a) === nameScope(b);
}
