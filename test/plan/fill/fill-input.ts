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

/** What the one hidden member of a call was filled with. */
export async function fillHidden(operation: string, parameters: Record<string, unknown>, answer?: object) {
  const [service = "", name = ""] = operation.split(".");
  const step = await fill(service, name, parameters, { responseElements: answer });
  const [placeholder] = step.placeholders ?? [];
  let value: unknown = step.input;
  for (const part of placeholder?.path.split(/[.[\]]+/).filter(Boolean) ?? [])
    value = (value as Record<string, unknown>)[part];
  return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
}
