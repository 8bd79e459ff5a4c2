/** Finds recipes by the types of the resource table: the rows of recipes.json first, else what an API's model tells. */
import { findModel, loadModel } from "../../aws/model/table.ts";
import { getReadings, loadReadings } from "../../aws/resources/readings.ts";
import { findResources, loadResources } from "../../aws/resources/table.ts";
import { deriveRecipe } from "./derived/derive.ts";
import { RECIPES, type Recipe } from "./recipes.ts";

/** Written by hand, by their types and by those of the resource table. */
const byType = new Map(RECIPES.map((recipe) => [recipe.type, recipe]));
const byTableType = new Map(
  RECIPES.map((recipe) => [`${recipe.service}:${recipe.named ?? recipe.is ?? recipe.type}`, recipe]),
);

const loaded = new Set<string>();
/** By type; what is being derived now has none: a thing is not made from itself. */
const derived = new Map<string, Recipe | undefined>();

/** Makes ready what recipes for the things of a service are derived from. Throws a RangeError for a service that the table does not have. */
export async function loadRecipes(service: string): Promise<void> {
  if (loaded.has(service)) return;
  await Promise.all([loadModel(service), loadResources(service), loadReadings(service)]);
  loaded.add(service);
}

function derive(service: string, type: string): Recipe | undefined {
  const [model, resources] = [findModel(service), findResources(service)];
  if (!model || !resources) return undefined;
  const key = `${service}:${type}`;
  if (derived.has(key)) return derived.get(key);
  derived.set(key, undefined);
  const facts = { model, resources, readings: getReadings(service) };
  const recipe = deriveRecipe(facts, type, (other) => findRecipe(service, other));
  derived.set(key, recipe);
  return recipe;
}

/**
 * The recipe of a type that a service's resource table names (`role`, or `iam:role` of another service); undefined where such
 * a thing cannot be made, or its service has no row for it and is not loaded.
 */
export function findRecipe(service: string, type: string): Recipe | undefined {
  const [owner = "", own] = type.includes(":") ? type.split(":") : [service, type];
  const written = byTableType.get(`${owner}:${own}`);
  if (written || own === undefined || !loaded.has(owner)) return written;
  return derive(owner, own);
}

/** The recipe of a type as recipes are called. Throws a RangeError for one that there is not. */
export function getRecipe(type: string): Recipe {
  const [service = "", own] = type.split(":");
  const recipe = own === undefined ? byType.get(type) : findRecipe(service, own);
  if (!recipe) throw new RangeError(`no recipe for ${type}`);
  return recipe;
}
