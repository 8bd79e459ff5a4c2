/** Properties: statements that hold for whatever is drawn. */
import fc from "fast-check";
import { makeDraw as drawFrom } from "./make-value.ts";
import { drawSeed } from "./seed.ts";

/** How often a property is tried; `npm run test:long` tries more often. */
const USUAL_RUNS = 100;
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? USUAL_RUNS);

/** What a property may say of how it is tried. */
export interface Effort {
  /** The part of the usual runs that one of much work has: 0.1 is a tenth of them. */
  readonly share?: number;
}

/**
 * Tries a property with drawn inputs. A failure tells the seed, the path to the smallest input that fails, and that
 * input; `fc.assert(property, { seed, path })` repeats it.
 */
export async function expectAlways<T>(
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  { share = 1 }: Effort = {},
): Promise<void> {
  await fc.assert(property as fc.IAsyncProperty<T>, { numRuns: Math.max(1, Math.round(RUNS * share)) });
}

/**
 * A part of many things that take long to try, another part with each seed: what one run leaves out, later ones try. A long run
 * tries all of them. `draw` gives whole numbers up to `max`.
 */
export function drawSome<T>(
  things: readonly T[],
  share: number,
  draw: (max: number) => number = drawFrom(drawSeed()),
): readonly T[] {
  return RUNS > USUAL_RUNS ? things : things.filter(() => draw(999) < 1_000 * share);
}

/** Draws whole numbers from 0 to `limit` - 1 within a property, where what is drawn depends on what was. */
export function makeDraw(gen: fc.GeneratorValue): (limit: number) => number {
  return (limit) => gen(fc.nat, { max: limit - 1 });
}
