/** Things that go by an id of their service, by the names that their makers chose: those that reads ask for, and those that calls make. */

import type { Operation } from "../../aws/model/types.ts";
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";
import { findRecipe } from "./catalogue.ts";
import { placeAt } from "./derived/paths.ts";
import { findOwned } from "./derived/rows.ts";
import type { Recipe } from "./recipes.ts";
import { makeReference, type Reference } from "./reference.ts";

/** A member that calls such a thing by its name. */
interface CallingMember {
  readonly recipe: Recipe;
  readonly steps: readonly PathStep[];
}

const NONE: readonly Reference[] = [];

function isOwnName({ part, kind, path }: MemberMeaning): boolean {
  return part === "own" && kind === "name" && !/[[{]/.test(path);
}

const calledRecipes = new WeakMap<Recipe, { readonly recipe: Recipe | undefined }>();

/** How a thing is made under a name that is known without its id; undefined where it has none, or goes by its name anyway. */
function findCalledRecipe(recipe: Recipe): Recipe | undefined {
  const { service, operation, type, named, minted, within, counted } = recipe;
  if (!minted || within || counted) return undefined;
  const make = () => {
    const own = findMeaning(service, operation).input.find(isOwnName);
    if (!own) return undefined;
    const input = { ...recipe.input };
    placeAt(input, own.path, `\${called}`);
    const except = findOwned(service, named ?? type);
    const { prefix: _prefix, minted: _minted, answer: _answer, text: _text, ...rest } = recipe;
    return { ...rest, except, input };
  };
  return calledRecipes.getOrInsertComputed(recipe, () => ({ recipe: make() })).recipe;
}

/** Whether a member says of a thing that it is there: one by which a page of a list is chosen does not. */
function provesIt({ pagination, input }: Operation, { part, path }: MemberMeaning): boolean {
  return (
    part === "container" || path.endsWith("[]") || !pagination || input?.required?.includes(path) === true
  );
}

const byOperation = new WeakMap<Operation, readonly CallingMember[]>();

function listMembers(operation: Operation): readonly CallingMember[] {
  const { model, name } = operation;
  const { deed, type, input } = findMeaning(model.service, name);
  const isMeant = (meaning: MemberMeaning) =>
    deed === "create"
      ? meaning.type === type && isOwnName(meaning)
      : (deed === "read" || deed === "list") &&
        meaning.kind === "name" &&
        meaning.part !== "reference" &&
        provesIt(operation, meaning);
  return input.filter(isMeant).flatMap(({ type: one, path }) => {
    const found = one === undefined ? undefined : findRecipe(model.service, one);
    const recipe = found && findCalledRecipe(found);
    return recipe ? [{ recipe, steps: parsePath(path) }] : [];
  });
}

/**
 * The things that a step calls by their names, if it is a read that is seen or a call that makes them. One that `used` has
 * by its id is not meant a second time.
 */
export function listCalled(step: Step, used: readonly Reference[]): readonly Reference[] {
  const { service, operation, account, region, input, seen } = step;
  const members = byOperation.getOrInsertComputed(operation, () => listMembers(operation));
  if (
    members.length === 0 ||
    (findMeaning(service, operation.name).deed !== "create") !== (seen !== undefined)
  )
    return NONE;
  return members.flatMap(({ recipe, steps }) => {
    if (seen && used.some((one) => (one.recipe.is ?? one.recipe.type) === recipe.type)) return [];
    return readTexts(steps, input).flatMap((text) => {
      const found = makeReference(recipe, text, { name: text }, { account, region });
      if (!found || text.startsWith("arn:")) return [];
      const { name: _name, ...parts } = found.parts;
      return [{ ...found, parts: { ...parts, called: text } }];
    });
  });
}

compileLightly(listCalled);
