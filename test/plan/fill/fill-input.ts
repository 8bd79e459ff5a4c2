/** Fills single calls. */
import { expect } from "bun:test";
import type { Structure } from "../../../src/aws/values.ts";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import type { TrailEvent } from "../../../src/trail/record.ts";
import { makeStep } from "../make-step.ts";

export const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
export const PASSWORD = "Cloudmock-Placeholder-1";

export async function fill(
  service: string,
  operation: string,
  parameters: unknown,
  changes?: Partial<TrailEvent>,
) {
  const [step] = fillPlaceholders([await makeStep(service, operation, parameters, changes)]);
  if (!step) throw new Error("no step");
  return step;
}

export async function expectInput(service: string, operation: string, parameters: unknown, input: Structure) {
  const step = await fill(service, operation, parameters);
  expect(step.input).toEqual(input);
  return step;
}
