/**
 * Reads what stands at a path of an answer, as paginators and waiters have them: JMESPath (https://jmespath.org) as far as
 * it only names members and items. Functions, filters and comparisons are not understood.
 */
import { compileLightly } from "../../base/compiling.ts";
import { isStructure, type Structure, type Value } from "../values.ts";

const PATH = /^\w+(?:\[(?:-?\d+)?\])*(?:\.\w+(?:\[(?:-?\d+)?\])*)*$/;

/** Whether the whole of an expression is understood. */
export function isPath(expression: string): boolean {
  return expression.split(" || ").every((path) => PATH.test(path));
}

function collect(steps: readonly string[], at: number, value: Value | undefined, found: Value[]): void {
  if (value === undefined || value === null) return;
  const step = steps[at];
  if (step === undefined) found.push(value);
  else if (step === "[]") {
    if (Array.isArray(value))
      for (const item of value as readonly Value[]) collect(steps, at + 1, item, found);
  } else if (step.startsWith("[")) {
    if (Array.isArray(value))
      collect(steps, at + 1, (value as readonly Value[]).at(Number(step.slice(1, -1))), found);
  } else if (isStructure(value)) collect(steps, at + 1, value[step], found);
}

/** The tables' and the models' expressions, of which calls ask again and again. */
const parsed = new Map<string, readonly (readonly string[])[]>();

/** The steps of each path of an expression that is understood. */
function parse(expression: string): readonly (readonly string[])[] {
  const paths = expression.split(" || ").filter((path) => PATH.test(path));
  return paths.map((path) => path.match(/\w+|\[(?:-?\d+)?\]/g) ?? []);
}

/** What stands at the path, or at the first of several (`A || B`) at which something does; null is nothing. */
export function readAnswerPath(expression: string, output: Structure): Value[] {
  const found: Value[] = [];
  for (const steps of parsed.getOrInsertComputed(expression, parse)) {
    collect(steps, 0, output, found);
    if (found.length > 0) break;
  }
  return found;
}

compileLightly(readAnswerPath, collect);
