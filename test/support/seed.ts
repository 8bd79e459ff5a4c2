/**
 * What tests draw by chance is drawn from a seed where one is given: `npm test` gives one of the checkout's content, so that it
 * ends alike wherever that content is tested, and tries other inputs with each change. A single file that is tested by hand and
 * the long tests draw anew each time; a property that fails tells its seed.
 */
import fc from "fast-check";

const given = process.env["PROPERTY_SEED"];

/** Draws whole numbers from 0 to `max`: the same ones from the start for each who asks if there is a seed. */
export function startDrawing(): (max: number) => number {
  if (given === undefined) return (max) => Math.floor(Math.random() * (max + 1));
  let state = Number(given) >>> 0;
  return (max) => {
    // The constants are those of Numerical Recipes; its upper bits are what is well mixed.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * (max + 1));
  };
}

if (given !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) });
