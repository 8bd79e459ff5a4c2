// Placeholders of every operation of every service.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { makeStep } from "../make-step.ts";

test("for every operation: what is filled in is the same each time, and never looks like an AWS key", async () => {
  const all = [];
  for (const { service } of (await loadIndex()).services) {
    for (const operation of Object.keys((await loadModel(service)).operations)) {
      all.push(await makeStep(service, operation, {}));
    }
  }
  const filled = fillPlaceholders(all);
  const shorten = (_: string, value: unknown) => (value instanceof Uint8Array ? value.length : value);
  const print = (steps: typeof filled) =>
    JSON.stringify(
      steps.map(({ input, placeholders }) => [input, placeholders]),
      shorten,
    );
  expect(print(filled)).toBe(print(fillPlaceholders(all)));
  expect(print(filled)).not.toMatch(/(AKIA|ASIA)[A-Z0-9]{16}/);
}, 300_000);
