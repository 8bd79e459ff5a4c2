/** Which attributes of items are told. */
import { type AttributeValue, makeItem, type OpenItem, type TableItem } from "../attributes.ts";
import { openExpression } from "./check-condition.ts";
import { parseProjection } from "./parse-update.ts";
import { describeClash, type Path, type PathPart } from "./paths.ts";
import { checkSteps, type ExpressionScope } from "./scope.ts";

/** A projection of a request. */
export interface Projection {
  readonly paths: readonly Path[];
}

/** The paths of a projection. Throws a refusal of what is none. */
export function readProjection(text: string, scope: ExpressionScope): Projection {
  const reader = openExpression(text, "ProjectionExpression");
  const written = parseProjection(reader);
  for (const steps of written) checkSteps(reader, steps);
  const paths = written.map((steps) => scope.resolve(reader, steps));
  const clash = describeClash(paths);
  if (clash !== undefined) throw reader.refuse(clash);
  return { paths };
}

/** What of a value is asked for, by the steps to it. */
interface Wanted {
  readonly steps: Map<PathPart, Wanted>;
  isWhole: boolean;
}

function gather(paths: readonly Path[]): Wanted {
  const root: Wanted = { steps: new Map(), isWhole: false };
  for (const path of paths) {
    let at = root;
    for (const step of path)
      at = at.steps.getOrInsertComputed(step, () => ({ steps: new Map(), isWhole: false }));
    at.isWhole = true;
  }
  return root;
}

function takeFrom(value: AttributeValue, wanted: Wanted): AttributeValue | undefined {
  if (wanted.isWhole) return value;
  const [first] = wanted.steps.keys();
  if (typeof first === "number") {
    const found = [...wanted.steps]
      .sort(([one], [other]) => Number(one) - Number(other))
      .flatMap(([step, inner]) => {
        const element = typeof step === "number" ? value.L?.[step] : undefined;
        const taken = element && takeFrom(element, inner);
        return taken ? [taken] : [];
      });
    return found.length > 0 ? { L: found } : undefined;
  }
  const map = value.M && takeFromMap(value.M, wanted);
  return map && Object.keys(map).length > 0 ? { M: map } : undefined;
}

function takeFromMap(map: TableItem, { steps }: Wanted): OpenItem {
  const taken = makeItem();
  for (const [step, inner] of steps) {
    const value = map[step];
    const part = value && takeFrom(value, inner);
    if (part) taken[step] = part;
  }
  return taken;
}

/** What an item has at some paths. */
export function project(item: TableItem, paths: readonly Path[]): TableItem {
  return takeFromMap(item, gather(paths));
}
