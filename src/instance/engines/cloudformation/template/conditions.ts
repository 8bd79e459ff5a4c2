/** Which conditions of a template hold. */
import type { JsonObject } from "../../../../base/values.ts";
import { type EvaluationScope, evaluateCondition } from "./evaluate.ts";
import { fault } from "./faults.ts";

/** Tells whether a condition holds, each asked once. Throws a Refusal for one that is not there or needs itself. */
export function makeConditions(
  conditions: JsonObject,
  makeScope: (holds: (name: string) => boolean) => EvaluationScope,
): (name: string) => boolean {
  const known = new Map<string, boolean | undefined>();
  const holds = (name: string): boolean => {
    if (known.has(name)) {
      const value = known.get(name);
      if (value === undefined) throw fault(`Template error: Circular condition dependency at ${name}`);
      return value;
    }
    const given = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (given === undefined) throw fault(`Template error: unresolved condition dependency ${name} in Fn::If`);
    known.set(name, undefined);
    const value = evaluateCondition(given, scope);
    known.set(name, value);
    return value;
  };
  const scope = makeScope(holds);
  return holds;
}
