/** Decodes recorded parameters and compares with the input they mean, for tests that state one form each. */
import { expect } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { printDocument } from "../../src/dialect/decode.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";

/** Expects `parameters` to decode to `input` (as JSON: blobs in base64, dates in ISO) with `unmatched` left over. */
export async function expectInput(
  service: string,
  name: string,
  parameters: unknown,
  input: unknown,
  unmatched: readonly string[] = [],
): Promise<void> {
  const model = await loadModel(service);
  const operation = model.operations[name];
  if (!operation) throw new RangeError(`${service}.${name}`);
  const decoded = decodeParameters(operation, parameters);
  const written = printDocument(showBytes(decoded.input));
  expect({ input: JSON.parse(written), unmatched: [...decoded.unmatched] }).toEqual({
    input,
    unmatched: [...unmatched],
  });
}

function showBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(showBytes);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, showBytes(inner)]));
}
