/** Where the reads of an operation have a place for what it says: in a structure of the thing that they tell, and not beside it. */
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";
import type { Structure } from "../../../aws/values.ts";
import { nestLikeRead } from "../../../verify/nested.ts";
import type { Context } from "../context.ts";

const known = new WeakMap<Operation, readonly Shape[]>();

function findShape(output: Shape | undefined, path: string): Shape | undefined {
  return parsePath(path).reduce(
    (shape, step) => (step === "[]" ? shape?.member : shape?.members?.[step]),
    output,
  );
}

/** The shapes of the thing in the answers of the reads that tell of an operation. */
function listToldShapes({ operation, readings }: Context): readonly Shape[] {
  return known.getOrInsertComputed(operation, () =>
    (readings.readings[operation.name] ?? []).flatMap(({ operation: read, at }) => {
      const { output } = operation.model.operations[read] ?? {};
      return !at ? [] : (findShape(output, at) ?? []);
    }),
  );
}

/** Whether the reads tell a member only inside a structure of the thing: the cores of a machine in its CpuOptions. */
export function isToldInside(context: Context, holder: string, name: string): boolean {
  const shapes = listToldShapes(context);
  const isInside = shapes.some(({ members }) => members?.[holder]?.members?.[name] !== undefined);
  return isInside && shapes.every(({ members }) => members?.[name] === undefined);
}

/** What a change says, as the surest read tells it that has a place for the thing. */
export function nestAsTold(context: Context, input: Structure): Structure {
  const [shape] = listToldShapes(context);
  return shape ? nestLikeRead(context.operation, input, shape) : input;
}
