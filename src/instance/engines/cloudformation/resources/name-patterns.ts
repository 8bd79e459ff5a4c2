/** Whether a short name is like the pattern of its shape. */
import type { Shape } from "../../../../aws/model/types.ts";

/** Longer names are not asked about: a pattern of AWS's may take long for them. */
const LONGEST = 64;

/** Tells whether names are like a shape's pattern; all are where it has none, or none that is understood. */
export function compilePattern({ pattern }: Shape): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return (name) => name.length > LONGEST || expression.test(name);
  } catch {
    return () => true;
  }
}
