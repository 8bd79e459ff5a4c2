/**
 * Reads what stands at a path of an answer, as paginators and waiters have them: JMESPath (https://jmespath.org) as far as
 * it only names members and items. Functions, filters and comparisons are not understood.
 */
import { isStructure, type Structure, type Value } from "../values.ts";

const PATH = /^\w+(?:\[(?:-?\d+)?\])*(?:\.\w+(?:\[(?:-?\d+)?\])*)*$/;

/** Whether the whole of an expression is understood. */
export function isPath(expression: string): boolean {
  return expression.split(" || ").every((path) => PATH.test(path));
}

function* walk(steps: readonly string[], at: number, value: Value | undefined): Generator<Value> {
  if (value === undefined || value === null) return;
  const step = steps[at];
  if (step === undefined) yield value;
  else if (step === "[]") {
    if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* walk(steps, at + 1, item);
  } else if (step.startsWith("[")) {
    if (Array.isArray(value))
      yield* walk(steps, at + 1, (value as readonly Value[]).at(Number(step.slice(1, -1))));
  } else if (isStructure(value)) yield* walk(steps, at + 1, value[step]);
}

/** What stands at the path, or at the first of several (`A || B`) at which something does; null is nothing. */
export function readAnswerPath(expression: string, output: Structure): Value[] {
  for (const path of expression.split(" || ")) {
    if (!PATH.test(path)) continue;
    const found = [...walk(path.match(/\w+|\[(?:-?\d+)?\]/g) ?? [], 0, output)];
    if (found.length > 0) return found;
  }
  return [];
}
