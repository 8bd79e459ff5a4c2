// What the resource table must say, written by hand from AWS's documentation and not from what generates the table.
import { expect, test } from "bun:test";
import { loadModel } from "../../../src/aws/model/table.ts";
import rows from "./facts.json" with { type: "json" };
import { findShape } from "./paths.ts";

/**
 * A fact: `deed` and each row's part, type and hold may name several, of which any will do; `*` is any at all. `not` is
 * what may stand nowhere, for it describes.
 */
interface Fact {
  readonly call: string;
  readonly deed: string;
  readonly captures?: true;
  readonly input: Readonly<Record<string, string>>;
  readonly output?: Readonly<Record<string, string>>;
  readonly not?: readonly string[];
}

const facts = rows as unknown as readonly Fact[];
test("the facts' paths are the APIs'", async () => {
  const unknown: string[] = [];
  for (const { call, input, output = {}, not = [] } of facts) {
    const [service = "", name = ""] = call.split(" ");
    const model = await loadModel(service);
    const operation = model.operations[name];
    const asked = [...Object.keys(input), ...not].filter((path) => !findShape(operation?.input, path));
    const told = Object.keys(output).filter((path) => !findShape(operation?.output, path));
    unknown.push(...[...asked, ...told].map((path) => `${call} ${path}`));
  }
  expect(unknown).toEqual([]);
});
