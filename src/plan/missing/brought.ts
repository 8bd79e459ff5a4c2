/** What comes with a thing that is made, and so is not made itself. */
import { compileLightly } from "../../base/compiling.ts";
import { getRecipe } from "./catalogue.ts";
import { fill, type Setting } from "./fill.ts";
import type { CallSite } from "./reference.ts";
import { resolveReference } from "./references.ts";

/** The keys of the things that come with the thing that is being made. */
export function listBrought(
  setting: Setting,
  place: Pick<CallSite, "account" | "region">,
): readonly string[] {
  return Object.entries(setting.reference.recipe.brings ?? {}).flatMap(([type, template]) => {
    const name = fill(setting, template);
    const came = typeof name === "string" && resolveReference(getRecipe(type), name, place);
    return came ? [came.key] : [];
  });
}

compileLightly(listBrought);
