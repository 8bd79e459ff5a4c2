/** What every case is drawn with: a seed and a number give the same case each time, in any order. */
import { type Draw, makeDraw } from "../../support/make-value.ts";

/** The draw of one case of a seed. */
export function drawCase(seed: number, number: number): Draw {
  // Neighbouring states of mulberry32 begin alike: both are mixed before.
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35);
  const draw = makeDraw(mixed);
  draw(1);
  return draw;
}

/** One of some things. */
export function pick<T>(draw: Draw, things: readonly T[]): T {
  const found = things[draw(things.length - 1)];
  if (found === undefined && things.length === 0) throw new RangeError("there is nothing to pick from");
  return found as T;
}

/** Whether something happens that does so once in `odds` times. */
export function happens(draw: Draw, odds: number): boolean {
  return draw(odds - 1) === 0;
}

/** How many changes a case has: mostly one or two, seldom many. */
export function drawCount(draw: Draw): number {
  const most = pick(draw, [1, 1, 2, 2, 4, 16]);
  return 1 + draw(most - 1);
}
