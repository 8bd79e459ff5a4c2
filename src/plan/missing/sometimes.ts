/** Calls that make a thing besides what they are about, but only where their input says so. */

import * as v from "valibot";
import { compileLightly } from "../../base/compiling.ts";
import { Text } from "../../base/row-types.ts";
import { readRecord } from "../fill/applies-here.ts";
import { Conditions, holdAll } from "../fill/conditions.ts";
import type { Step } from "../steps.ts";
import type { Recipe } from "./recipes.ts";
import rows from "./sometimes.json" with { type: "json" };

/** A row of sometimes.json: the operation makes what it names of this type, where these conditions hold. */
export const SometimesRow = v.strictObject({
  service: Text,
  operation: Text,
  type: Text,
  /** Values of members of the input; see the conditions of placeholders. */
  only: Conditions,
  reason: Text,
});

type Row = v.InferOutput<typeof SometimesRow>;

const NONE: readonly Row[] = [];

const byOperation = Map.groupBy(rows as readonly Row[], ({ operation }) => operation);

/** Whether a call makes the things of a recipe that it names by what its input says. */
export function sometimesMakes(step: Step, { service, type, named }: Recipe): boolean {
  if (step.service !== service) return false;
  return (byOperation.get(step.operation.name) ?? NONE).some(
    (row) =>
      row.service === service &&
      [type, named].some((one) => one === row.type || one === `${service}:${row.type}`) &&
      holdAll(readRecord(step), row.only),
  );
}

compileLightly(sometimesMakes);
