/**
 * What tests draw by chance is drawn from a seed where one is given: `npm test` gives one of the checkout's content, so that it
 * ends alike wherever that content is tested, and tries other inputs with each change. A single file that is tested by hand and
 * the long tests draw anew each time; a property that fails tells its seed.
 */
import fc from "fast-check";

const given = process.env["PROPERTY_SEED"];

/** A seed: the one that is given, else one that no run before had. A test that fails tells it. */
export function drawSeed(): number {
  return given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given);
}

if (given !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) });
