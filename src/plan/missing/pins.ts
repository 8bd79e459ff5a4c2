/** Things that are known by what tells them from others of their kind, and not by their ids. */
import type { Operation } from "../../aws/model/types.ts";
import type { Step } from "../steps.ts";
import { findShape, placeAt } from "./derived/paths.ts";
import { fold } from "./read-filters.ts";
import type { Recipe } from "./recipes.ts";
import { makeReference, type Reference } from "./reference.ts";

/** What tells one thing from the others of its kind. */
export interface Pin {
  /** The same of a filter and of a call that makes the thing. */
  readonly text: string;
  readonly part: string;
  readonly value: string;
  /** Where what makes the thing takes the value, and as what. */
  readonly path: string;
  readonly template: unknown;
  /** The key of the label that holds it. */
  readonly label?: string;
}

/** A label that several things may have, and the part that holds its value. */
export interface Label {
  readonly key: string;
  readonly part: string;
  readonly value: string;
}

/** The kind of thing that a label of `TagSpecifications` is for, as the operation calls it. */
export function findTaggedType({ named, is, type }: Recipe, making: Operation): string | undefined {
  const shape = findShape(making.input, "TagSpecifications[].ResourceType");
  const names = [named, is, type].map((name) => name && fold(name));
  return shape?.enum?.find((one) => names.includes(fold(one)));
}

const pinnedRecipes = new WeakMap<Recipe, Map<string, Recipe>>();

/** How a thing is made that is known by pins and not by its id, with other labels as its parts hold them. */
function findPinnedRecipe(
  recipe: Recipe,
  making: Operation,
  pins: readonly Pin[],
  labels: readonly Label[],
): Recipe {
  const known = pinnedRecipes.getOrInsertComputed(recipe, () => new Map<string, Recipe>());
  const parts = [...pins.map(({ part }) => part), ...labels.map(({ key }) => key)];
  return known.getOrInsertComputed(parts.join(" "), () => {
    const { prefix: _prefix, minted: _minted, answer: _answer, text: _text, ...rest } = recipe;
    const input = { ...recipe.input };
    for (const { path, template } of pins) placeAt(input, path, template);
    const type = labels.length > 0 ? findTaggedType(recipe, making) : undefined;
    if (type !== undefined) {
      const own = pins.flatMap(({ label }) =>
        label === undefined ? [] : [{ Key: label, Value: `\${label}` }],
      );
      const others = labels.map(({ key, part }) => ({ Key: key, Value: `\${${part}}` }));
      input["TagSpecifications"] = [{ ResourceType: type, Tags: [...own, ...others] }];
    }
    return { ...rest, input };
  });
}

/** A thing that pins tell from others of its kind in these places. */
export function makePinned(
  recipe: Recipe,
  step: Step,
  making: Operation,
  chosen: readonly Pin[],
  labels: readonly Label[],
  places: readonly string[],
): Reference | undefined {
  const pinned = findPinnedRecipe(recipe, making, chosen, labels);
  const text = [...chosen.map((pin) => pin.text).sort(), ...places].join(" ");
  const found = makeReference(pinned, chosen.map(({ value }) => value).join(" "), { name: text }, step);
  if (!found) return undefined;
  const { name: _name, ...parts } = found.parts;
  const own = Object.fromEntries([...chosen, ...labels].map(({ part, value }) => [part, value]));
  return { ...found, parts: { ...parts, ...own, pins: chosen.map((pin) => pin.text).join("\n") } };
}
