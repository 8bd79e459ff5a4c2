// Every operation of every service: an input written as CloudTrail writes it decodes to the same input.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/models/table.ts";
import { decodeParameters } from "../../src/plan/parameters.ts";
import { type RecordForm, recordInput } from "../support/record-input.ts";
import { sampleInput } from "../support/sample-input.ts";

async function findLosses(services: readonly string[], form: RecordForm, wrap: boolean): Promise<string[]> {
  const losses: string[] = [];
  for (const service of services) {
    const model = await loadModel(service);
    for (const operation of Object.values(model.operations)) {
      if (!operation.input) continue;
      const input = sampleInput(model, operation);
      const recorded = recordInput(model, operation.input, input, form);
      const parameters = wrap
        ? { [`${operation.name}Request`]: { ...(recorded as object), xmlns: "ns" } }
        : recorded;
      const decoded = decodeParameters(model, operation, parameters);
      const name = `${service}.${operation.name}`;
      if (decoded.unmatched.length > 0)
        losses.push(`${name}: unmatched ${decoded.unmatched.slice(0, 3).join(", ")}`);
      else if (!Bun.deepEquals(decoded.input, input)) losses.push(`${name}: differs`);
    }
  }
  return losses;
}

test("the JSON form of every operation of every service", async () => {
  const { services } = await loadIndex();
  const names = services.map((row) => row.service);
  expect(await findLosses(names, "camel", false)).toEqual([]);
}, 120_000);

test("EC2's classic form of every EC2 operation", async () => {
  expect(await findLosses(["ec2"], "ec2-set", false)).toEqual([]);
});

test("EC2's newer form, wrapped in one key, of every EC2 operation", async () => {
  expect(await findLosses(["ec2"], "ec2-xml", true)).toEqual([]);
});
