// Of every service: what a derived recipe asks for is what the operation's model takes, and its answer is one of the operation's.
import { expect, test } from "bun:test";
import { fitsScalar, mayFitText } from "../../../src/aws/model/fit-text.ts";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import { isStructure, type Value } from "../../../src/aws/values.ts";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { findRecipe, loadRecipes } from "../../../src/plan/missing/catalogue.ts";
import type { Recipe } from "../../../src/plan/missing/recipes.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { planCalls } from "./plan-calls.ts";
import { makeUse } from "./use-derived.ts";

/** Recorded ids of things that are made up, and their ARNs: live ones take their places. */
const STAND_IN = /00000000-0000-4000-8000-|^[a-z]+-[0-9a-f]{17}$|^arn:.*cloudmock/;

function countOf(value: Value): number {
  if (typeof value === "string") return [...value].length;
  return Array.isArray(value) ? value.length : Object.keys(Object(value)).length;
}

/** What is wrong with a value by its shape. */
function* listFaults(shape: Shape, value: Value | undefined, path: string): Generator<string> {
  if (value === undefined || value === null) return;
  const { min = 0, max = Number.POSITIVE_INFINITY } = shape;
  const isCounted = shape.type === "list" || shape.type === "map";
  if (isCounted && (countOf(value) < min || countOf(value) > max))
    yield `${path} has ${countOf(value)} entries`;
  if (shape.type === "structure" && isStructure(value)) {
    for (const name of shape.required ?? [])
      if (value[name] === undefined && !shape.members?.[name]?.idempotencyToken)
        yield `${path}.${name} is missing`;
    if (shape.union && Object.keys(value).length !== 1) yield `${path} is not one of its members`;
    for (const [name, inner] of Object.entries(value)) {
      const member = shape.members?.[name];
      if (member) yield* listFaults(member, inner, `${path}.${name}`);
      else yield `${path}.${name} is no member`;
    }
  } else if (shape.type === "list" && shape.member && Array.isArray(value)) {
    for (const item of value as readonly Value[]) yield* listFaults(shape.member, item, `${path}[]`);
  } else if (shape.type === "map" && shape.value && isStructure(value)) {
    for (const inner of Object.values(value)) yield* listFaults(shape.value, inner, `${path}{}`);
  } else if (shape.type === "string") {
    if (typeof value !== "string") yield `${path} is no text`;
    else if (!STAND_IN.test(value) && !mayFitText(shape, value)) yield `${path} does not take ${value}`;
  } else if (shape.type !== "blob" && shape.type !== "timestamp" && !fitsScalar(shape, value)) {
    yield `${path} does not take ${JSON.stringify(value)}`;
  }
}

async function listRecipes(service: string): Promise<Recipe[]> {
  await loadRecipes(service);
  const { types } = await loadResources(service);
  const found = Object.keys(types).map((type) => findRecipe(service, type));
  return found.filter((recipe) => recipe !== undefined).filter(({ derived }) => derived !== undefined);
}

function listAllFaults(step: Step): string[] {
  const { service, operation, input } = step;
  const shape = operation.input;
  return shape ? [...listFaults(shape, input, `${service}:${operation.name}`)] : [];
}

test("what derived recipes make fits the models", async () => {
  const faults = new Set<string>();
  let recipes = 0;
  let made = 0;
  for (const { service } of (await loadIndex()).services) {
    const [own, model, resources] = [
      await listRecipes(service),
      await loadModel(service),
      await loadResources(service),
    ];
    recipes += own.length;
    const uses = own.flatMap((recipe) => makeUse(recipe, model, resources) ?? []);
    const steps = await addPrerequisites(await planCalls(uses));
    const types = new Set(own.map(({ type }) => type));
    for (const step of fillPlaceholders(steps.filter(({ creation }) => types.has(creation?.type ?? "")))) {
      made++;
      for (const fault of listAllFaults(step)) faults.add(fault);
    }
  }
  expect([...faults]).toEqual([]);
  expect(recipes).toBeGreaterThan(1900);
  expect(made).toBeGreaterThan(1000);
}, 120_000);
