/** Which members of a structure may be filled in, found once for the rows of an operation. */
import type { Shape } from "../../aws/model/types.ts";
import { fitsShape, isNamed } from "./applies-here.ts";
import type { Placing } from "./placeholder-rows.ts";

/** A member of a structure, with what tells whether it is filled in. */
export interface Fillable {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** The rows that can be about it, by its name and shape. */
  readonly rows: readonly Placing[];
  /** Whether it may be made where the log has nothing, neither a value nor a marker. */
  readonly canBeMade: boolean;
}

const found = new WeakMap<readonly Placing[], WeakMap<Shape, readonly Fillable[]>>();

function listFillable({ members = {}, required = [] }: Shape, rows: readonly Placing[]): readonly Fillable[] {
  return Object.entries(members).map(([name, shape]) => {
    const own = rows.filter((row) => isNamed(row, name) && fitsShape(row, shape));
    const isRequired = required.includes(name);
    return {
      name,
      shape,
      isRequired,
      rows: own,
      canBeMade: isRequired || own.some(({ when }) => when !== "hidden"),
    };
  });
}

/** The members of a structure, in the model's order; `rows` are those of the operation. */
export function findFillable(shape: Shape, rows: readonly Placing[]): readonly Fillable[] {
  return found
    .getOrInsertComputed(rows, () => new WeakMap())
    .getOrInsertComputed(shape, () => listFillable(shape, rows));
}
