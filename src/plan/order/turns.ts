/** When the calls of a second go that what stood before it places. */
import type { Step } from "../steps.ts";

/** The place of a call among those that put the same on and take it off, again and again. */
export interface Round {
  /** One for all of them. */
  readonly calls: readonly Step[];
  /** Of a switch, the first that takes its thing out of use: what uses the thing goes before that. */
  readonly parting?: Step | undefined;
}

/** When a call goes in its second: before what attaches, after it, or after what detaches; or in turns with others. */
export type Turn = "early" | "changing" | "late" | Round;

/** When the calls of a second go that what stood before it tells. */
export type Turns = ReadonlyMap<Step, Turn>;

/** Two kinds of calls by turns: `first` goes first, and what one kind has more of goes last. */
export function alternate(first: readonly Step[], second: readonly Step[]): Step[] {
  const count = Math.max(first.length, second.length);
  return Array.from({ length: count }, (_, at) => [first[at] ?? [], second[at] ?? []].flat()).flat();
}

/** The turns of both; of a call that has two, the other's. */
export function joinTurns(one: Turns, other: Turns): Turns {
  return other.size === 0 ? one : new Map([...one, ...other]);
}
