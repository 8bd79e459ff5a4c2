/** Puts live identifiers into a step: into what was asked for, and into what production answered. */
import { makeStructure, type Structure } from "../aws/values.ts";
import { type Dictionary, rewriteInput } from "../identities/rewrite.ts";
import { decodeRecorded } from "../plan/decode.ts";
import type { Step } from "../plan/steps.ts";

/** A step whose input and recorded answer name live identifiers. */
export interface LiveStep {
  readonly step: Step;
  readonly input: Structure;
  readonly output: Structure;
}

/** A step with its input and its recorded answer in live identifiers. */
export function makeLive(step: Step, dictionary: Dictionary): LiveStep {
  const { model, operation, event } = step;
  const recorded = operation.output
    ? decodeRecorded(model, operation.output, event.responseElements).input
    : makeStructure();
  return {
    step,
    input: rewriteInput(dictionary, model, operation.input, step.input),
    output: rewriteInput(dictionary, model, operation.output, recorded),
  };
}
