/** Puts live identifiers into a step: into what was asked for, and into what production answered. */
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Dictionary } from "../identities/dictionary.ts";
import { rewriteInput } from "../identities/rewrite.ts";
import type { Step } from "../plan/steps.ts";

/** A step whose input and recorded answer name live identifiers. */
export interface LiveStep {
  readonly step: Step;
  readonly input: Structure;
  readonly output: Structure;
  /** The identifier of what it made, where its answer does not tell that and later calls do. */
  readonly told?: string | undefined;
}

function mapTexts(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isStructure(value)) return value;
  const result = makeStructure();
  for (const [name, inner] of Object.entries(value)) result[name] = mapTexts(inner ?? null, change);
  return result;
}

/**
 * A step with its input and its recorded answer in live identifiers. The input has the target's accounts and regions
 * already; `placeText` puts them into the answer. `told` is what later calls call the thing that it made.
 */
export function makeLive(
  step: Step,
  dictionary: Dictionary,
  placeText: (text: string) => string,
  told?: string,
): LiveStep {
  const { operation } = step;
  const recorded = mapTexts(step.output, placeText) as Structure;
  const rewrite = (side: "input" | "output", shape: Shape | undefined, value: Structure) =>
    dictionary.versions.rewrite(step, side, rewriteInput(dictionary.of(step.service), shape, value));
  return {
    step,
    input: rewrite("input", operation.input, step.input),
    output: rewrite("output", operation.output, recorded),
    ...(told !== undefined && { told: dictionary.of(step.service).get(told) ?? told }),
  };
}
