/** Random calls about a few names, by service: what one made, another one uses, changes and ends. */

import type { Given } from "../../instance/engines/support/client.ts";
import { type Draw, makeDraw } from "../../support/make-value.ts";

export type { Draw };

/** The moment at which all of it happens, in milliseconds since 1970: servers refuse log events that are too old. */
export const NOW = Date.now();

/** Writes an input of what earlier answers told, which has been learnt under names. */
export type Learnt = ReadonlyMap<string, string>;

/** One operation, and the inputs that are drawn for it. */
export interface Move {
  readonly operation: string;
  /** It changes nothing: where only one of both succeeds, both still hold the same. */
  readonly reads?: true;
  input(draw: Draw, learnt: Learnt): { readonly [name: string]: Given | undefined };
  /** What of the answer later calls use, by the name under which they find it; the path has dots. */
  readonly learns?: Readonly<Record<string, string>>;
  /** Members of the answer whose items AWS gives in no documented order. */
  readonly unordered?: readonly string[];
}

/** One of several. */
export function pick<T>(draw: Draw, ...choices: readonly [T, ...T[]]): T {
  return choices[draw(choices.length - 1)] ?? choices[0];
}

/** A value, or in one of three draws none. */
export function maybe<T>(draw: Draw, value: T): T | undefined {
  return draw(2) === 0 ? undefined : value;
}

/** The second in one of ten draws: what one of the emulators takes amiss, after which nothing is compared any more. */
export function seldom<T>(draw: Draw, usual: T, rare: T): T {
  return draw(9) === 0 ? rare : usual;
}

/** So many moves, the same for the same seed: those that come first make what the others are about. */
export function* drawMoves(moves: readonly Move[], seed: number, count: number): Generator<[Move, Draw]> {
  const draw = makeDraw(seed);
  for (let at = 0; at < count; at++) {
    const reach = Math.min(moves.length, 2 + at) - 1;
    const move = moves[draw(reach)];
    if (move) yield [move, draw];
  }
}
