/** Finds recipes by the types of the resource table: the rows of recipes.json first, else what an API's model tells. */

import { findModel, loadModel } from "../../aws/model/table.ts";
import { getReadings, loadReadings } from "../../aws/resources/readings.ts";
import { findResources, loadResources } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { deriveRecipe } from "./derived/derive.ts";
import inTexts from "./in-texts.json" with { type: "json" };
import { RECIPES, type Recipe, tellMade } from "./recipes.ts";

/** Written by hand, by their types and by those of the resource table. */
const byType = new Map(RECIPES.map((recipe) => [recipe.type, recipe]));
const byTableType = new Map(
  // The first row of a type makes it, those behind it what the table takes for a part of it: an association of an address.
  RECIPES.toReversed().map((recipe) => [tellMade(recipe), recipe]),
);

/** The services of the things that another one's calls name in texts, or that its recipes need, besides those of the rows. */
const named = new Map<string, Set<string>>();

function noteNamed(service: string, type: string): void {
  const [owner = "", own] = type.split(":");
  if (own !== undefined) named.getOrInsertComputed(service, () => new Set()).add(owner);
}

for (const { service, type } of inTexts) noteNamed(service, type);
for (const { service, input } of RECIPES)
  for (const [, type = ""] of JSON.stringify(input).matchAll(/"\$parent":"([^"]+)"/g))
    noteNamed(service, type);

const loaded = new Set<string>();
const derived = new Map<string, Recipe | undefined>();
/** What is being derived now: a thing is not made from itself. */
const open = new Set<string>();
/** Whether something was not found because it is being derived: what follows from that holds only here. */
let isTentative = false;

/** Makes ready what recipes for the things of a service are derived from. Throws a RangeError for a service that the table does not have. */
export async function loadRecipes(service: string): Promise<void> {
  if (loaded.has(service)) return;
  await Promise.all([loadModel(service), loadResources(service), loadReadings(service)]);
  loaded.add(service);
  for (const other of named.get(service) ?? []) await loadRecipes(other);
}

function derive(service: string, type: string): Recipe | undefined {
  const [model, resources] = [findModel(service), findResources(service)];
  const key = `${service}:${type}`;
  if (!model || !resources) return undefined;
  if (derived.has(key)) return derived.get(key);
  if (open.has(key)) {
    isTentative = true;
    return undefined;
  }
  open.add(key);
  const facts = { model, resources, readings: getReadings(service) };
  const recipe = deriveRecipe(facts, type, (other) => findRecipe(service, other));
  open.delete(key);
  if (open.size === 0) isTentative = false;
  if (!isTentative) derived.set(key, recipe);
  return recipe;
}

/**
 * The recipe of a type that a service's resource table names (`role`, or `iam:role` of another service); undefined where such
 * a thing cannot be made. Of another service it is a row: which others are loaded depends on the log.
 */
export function findRecipe(service: string, type: string): Recipe | undefined {
  const isOther = type.includes(":");
  const written = byTableType.get(isOther ? type : `${service}:${type}`);
  return written || isOther || !loaded.has(service) ? written : derive(service, type);
}

/** The recipe of a type as recipes are called. Throws a RangeError for one that there is not. */
export function getRecipe(type: string): Recipe {
  const [service = "", own] = type.split(":");
  const recipe = own === undefined ? byType.get(type) : findRecipe(service, own);
  if (!recipe) throw new RangeError(`no recipe for ${type}`);
  return recipe;
}

compileLightly(getRecipe);
