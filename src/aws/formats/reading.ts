/**
 * How values are read off the wire. A client is lenient: what does not fit its shape is kept as it came, for emulators mix
 * forms. A server is strict: it refuses what does not fit. One reader has both as a setting.
 */
import type { Shape } from "../model/types.ts";
import type { Value } from "../values.ts";

export interface ReadingRules {
  readonly isStrict: boolean;
  /** Whether a part of a document that its shape does not know is refused, instead of left out. */
  readonly refusesUnknown: boolean;
}

export const LENIENT: ReadingRules = { isStrict: false, refusesUnknown: false };
export const STRICT: ReadingRules = { isStrict: true, refusesUnknown: false };
/** For documents that are checked against a schema, as S3's. */
export const STRICTEST: ReadingRules = { isStrict: true, refusesUnknown: true };

/** Thrown inside a strict reader, and caught by decodeRequest alone. */
export class Malformed extends Error {
  constructor(
    readonly shape: Shape,
    /** What stood where the shape should; undefined where nothing may stand there. */
    readonly found: Value | undefined,
    /** Whether that is an item of a list or a value of a map, and no member of a structure. */
    readonly isInside = false,
  ) {
    super(`${shape.name} must be a ${shape.type}`);
  }
}

/** What stands for a value that does not fit its shape: the value itself. Throws Malformed where reading is strict. */
export function keepMisfit(reading: ReadingRules, shape: Shape, found: Value): Value {
  if (reading.isStrict) throw new Malformed(shape, found);
  return found;
}
