/** Decodes the parameters of records. */
import { expect } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import type { Value } from "../../src/aws/values.ts";
import { printDocument } from "../../src/dialect/decode.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";

export async function decode(service: string, operation: string, parameters: unknown) {
  const model = await loadModel(service);
  const found = model.operations[operation];
  if (!found) throw new RangeError(operation);
  const { input, unmatched } = decodeParameters(found, parameters);
  return { input: JSON.parse(printDocument(input)) as Value, unmatched };
}

export async function expectInput(service: string, operation: string, parameters: unknown, input: unknown) {
  expect(await decode(service, operation, parameters)).toEqual({ input: input as Value, unmatched: [] });
}
