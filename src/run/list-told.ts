/** What later calls of a log call the things that its calls made. */
import type { Step } from "../plan/steps.ts";

/** What later calls call the things that calls of the log made whose answers do not tell it, by these calls' ids. */
export function listTold(steps: readonly Step[]): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap(({ creation }) => (creation?.of === undefined ? [] : [[creation.of, creation.recorded]])),
  );
}
