/** The paths by which targets take parts of events: `$.detail.items[0].name`. */
import { isObject } from "../../../base/values.ts";

type Step = string | number | "*";

const STEP = /\.\.?([^.[\]]+)|\[(\d+|\*)\]/y;

/** The steps of a path; undefined where AWS takes none such. */
function readSteps(path: string): Step[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: Step[] = [];
  for (let at = 1; at < path.length; ) {
    STEP.lastIndex = at;
    const found = STEP.exec(path);
    // A path may end with a dot, which means nothing.
    if (!found) return path.slice(at) === "." ? steps : undefined;
    const [whole, name, index] = found;
    steps.push(name ?? (index === "*" ? "*" : Number(index)));
    at += whole.length;
  }
  return steps;
}

/** Whether a path is one. */
export function isJsonPath(path: string): boolean {
  return readSteps(path) !== undefined;
}

function follow(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...others] = steps;
  if (step === undefined) return value;
  if (Array.isArray(value)) {
    if (step === "*") return value.map((item) => follow(item, others));
    if (typeof step === "number") return follow(value[step], others);
    const inside = value.map((item) => follow(item, steps)).filter((item) => item !== undefined);
    return inside.length > 0 ? inside : undefined;
  }
  if (isObject(value) && Object.hasOwn(value, step)) return follow(value[step], others);
  return undefined;
}

/** What a path leads to; undefined where it leads nowhere. */
export function followPath(value: unknown, path: string): unknown {
  const steps = readSteps(path);
  return steps && follow(value, steps);
}
