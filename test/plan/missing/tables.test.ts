import { expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { root } from "../../../scripts/lib/python.ts";
import { loadModel } from "../../../src/aws/model/table.ts";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { decodeRecorded } from "../../../src/dialect/decode.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import attachments from "../../../src/plan/missing/attachments.json" with { type: "json" };
import { AttachmentRow } from "../../../src/plan/missing/attachments.ts";
import principals from "../../../src/plan/missing/principals.json" with { type: "json" };
import { PrincipalRow } from "../../../src/plan/missing/principals.ts";
import { RECIPES, RecipeRow } from "../../../src/plan/missing/recipes.ts";
import { planCalls } from "./plan-calls.ts";
import { USES } from "./uses.ts";

test("all rows are of their schemas", () => {
  for (const row of RECIPES) expect(v.safeParse(RecipeRow, row).issues).toBeUndefined();
  for (const row of attachments) expect(v.safeParse(AttachmentRow, row).issues).toBeUndefined();
  for (const row of principals) expect(v.safeParse(PrincipalRow, row).issues).toBeUndefined();
});

test("the README counts them", async () => {
  const readme = await Bun.file(join(root, "README.md")).text();
  expect(readme).toContain(`[${RECIPES.length} kinds of things](docs/data-tables.md#recipes)`);
});

test.each(RECIPES.map(({ type }) => type))(
  "what %s is made from fits the API, and so does its answer",
  async (type) => {
    const { use } = USES[type] ?? {};
    if (!use) throw new Error(`${type} has no use in test/plan/missing/uses.ts`);
    const [service, operation, parameters] = use;
    const steps = await addPrerequisites(await planCalls([{ service, operation, parameters }]));
    const made = steps.find(({ creation }) => creation?.type === type);
    if (!made?.operation.input) throw new Error(`${type} was not made`);
    const { required = [] } = made.operation.input;
    expect(Object.keys(made.input)).toEqual(expect.arrayContaining([...required]));
    expect(
      decodeRecorded(made.operation.model.metadata.protocol, made.operation.input, made.input).unmatched,
    ).toEqual([]);
    const { output } = made.operation;
    if (output)
      expect(decodeRecorded(made.operation.model.metadata.protocol, output, made.output).unmatched).toEqual(
        [],
      );
  },
);

test("every operation that a row names is one of its service", async () => {
  const recipes = RECIPES.flatMap(({ ends, makers = [], spared = [] }) => [...ends, ...makers, ...spared]);
  const rows = attachments.flatMap((row) =>
    row.kind === "pair"
      ? [`${row.service}:${row.opens}`, `${row.service}:${row.closes}`]
      : [`${row.service}:${row.deletes}`],
  );
  for (const text of [...recipes, ...rows]) {
    const [service = "", operations = ""] = text.split(":");
    const known = Object.keys((await loadModel(service)).operations);
    for (const pattern of operations.split("|"))
      expect({ text, found: known.some((name) => matchesPattern(pattern, name)) }).toEqual({
        text,
        found: true,
      });
  }
});
