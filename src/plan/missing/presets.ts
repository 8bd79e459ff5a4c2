/** What a thing stands in where the call that names it does not say: something that every account has. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import { findRecipe } from "./catalogue.ts";
import rows from "./presets.json" with { type: "json" };
import { compile } from "./recipes.ts";

/** A row of presets.json: in which thing of a type others stand where a call does not say. */
export const PresetRow = v.strictObject({ service: Text, type: Text, name: Text, reason: Text });

const presets = new Map(rows.map(({ service, type, name }) => [`${service}:${type}`, name]));

const DEFAULT = "default";

/** The name of the thing of a type that others stand in where nothing is said: a row's, or `default` if each account has that. */
export function findPreset(service: string, type: string): string | undefined {
  const preset = presets.get(`${service}:${type}`);
  if (preset !== undefined) return preset;
  const { derived, minted, except } = findRecipe(service, type) ?? {};
  return derived && !minted && except && compile(except).test(DEFAULT) ? DEFAULT : undefined;
}
