import { expect, test } from "bun:test";
import { join } from "node:path";
import * as v from "valibot";
import { root } from "../../../scripts/lib/python.ts";
import { loadModel } from "../../../src/aws/model/table.ts";
import { loadReadings } from "../../../src/aws/resources/readings.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { isObject } from "../../../src/base/values.ts";
import { decodeRecorded } from "../../../src/dialect/decode.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import attachments from "../../../src/plan/missing/attachments.json" with { type: "json" };
import { AttachmentRow, findOpening } from "../../../src/plan/missing/attachments.ts";
import demanded from "../../../src/plan/missing/derived/demanded.json" with { type: "json" };
import principals from "../../../src/plan/missing/principals.json" with { type: "json" };
import { PrincipalRow } from "../../../src/plan/missing/principals.ts";
import proofs from "../../../src/plan/missing/proofs.json" with { type: "json" };
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

/** The types of the things that an input names. */
function listParents(input: Readonly<Record<string, unknown>>): string[] {
  return Object.values(input).flatMap((value) => {
    const parent = isObject(value) ? value["$parent"] : undefined;
    return typeof parent === "string" ? [parent] : [];
  });
}

test("a row tells the type that the resource table gives what it makes", async () => {
  for (const { type, service, operation, named, is, counted, within, input, isOnly } of RECIPES) {
    // The next version may come about by a change of what has versions.
    const types = [named ?? is ?? type, ...(counted ? (within ?? listParents(input)) : [])];
    // What is switched on for a whole account is a thing of no type.
    const told = (await loadResources(service)).operations[operation]?.type;
    if (told !== undefined || !isOnly) expect(types, type).toContain(told ?? "");
  }
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
  const rows = (attachments as v.InferOutput<typeof AttachmentRow>[]).map((row) =>
    row.kind === "cascade" ? `${row.service}:${row.deletes}` : `${row.service}:${row.opens}`,
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

test("every pair of the table has its inverse, and something to delete that it hangs on", async () => {
  for (const row of attachments as v.InferOutput<typeof AttachmentRow>[]) {
    if (row.kind !== "pair") continue;
    const [model, { operations }] = await Promise.all([
      loadModel(row.service),
      loadResources(row.service),
      loadReadings(row.service),
    ]);
    const opens = model.operations[row.opens];
    const pairs = opens ? findOpening(opens) : [];
    const { input = [], output = [] } = operations[row.opens] ?? {};
    const types = new Set([...input, ...output].map(({ type }) => type));
    const isHeld = Object.entries(operations).some(([name, { deed, input: named }]) => {
      const own = named.filter(({ part }) => part === "own");
      const isOther = deed === "delete" && name !== pairs[0]?.closes.name;
      return isOther && own.length > 0 && own.every(({ type }) => type !== undefined && types.has(type));
    });
    expect({ opens: row.opens, count: pairs.length, isHeld }).toEqual({
      opens: row.opens,
      count: 1,
      isHeld: true,
    });
  }
});

test("what a row gives stands in members of its operation", async () => {
  const rows = [
    ...demanded.map(({ service, operation, input }) => ({ service, operation, input })),
    ...proofs.flatMap(({ service, opens, input }) =>
      opens ? [{ service, operation: opens, input: input ?? {} }] : [],
    ),
  ];
  for (const { service, operation, input } of rows) {
    const members = (await loadModel(service)).operations[operation]?.input?.members ?? {};
    for (const path of Object.keys(input))
      expect(members, `${service}:${operation} ${path}`).toHaveProperty(path.split(/[.[]/)[0] ?? "");
  }
});

test("what an operation demands stands in one table", () => {
  const demanding = new Set(demanded.map(({ service, operation }) => `${service}:${operation}`));
  const twice = attachments.filter(
    (row) => "openWith" in row && demanding.has(`${row.service}:${row.opens}`),
  );
  expect(twice).toEqual([]);
});
