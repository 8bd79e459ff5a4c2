/** Shows a thing by itself, as an answer would have it. */
import type { Shape } from "../../../aws/model/types.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";
import { isStructure, type Structure } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { type OutputPath, writeItem } from "./view.ts";

/** A thing alone as it stands at a path of the output; undefined where that has no structure there. */
export function showAlone(context: Context, thing: Thing, at: OutputPath): Structure | undefined {
  const shape = parsePath(at).reduce<Shape | undefined>(
    (outer, step) => (step === "[]" ? outer?.member : outer?.members?.[step]),
    context.operation.output,
  );
  const item = shape && writeItem(context, thing, shape, at);
  return isStructure(item) ? item : undefined;
}
