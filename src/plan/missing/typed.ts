/** Things of other services that a call names beside CloudFormation's word for their type: `AWS::IAM::Role` and `deploy`. */
import { compileLightly } from "../../base/compiling.ts";
import type { Call } from "../../dialect/call.ts";
import { isUnique } from "../order/keys.ts";
import { findRecipe } from "./catalogue.ts";
import { compile } from "./recipes.ts";
import { type CallSite, type Reference, resolveNested } from "./reference.ts";
import { readText, resolveReference } from "./references.ts";
import { listTypes, namesTypes, type Typed } from "./typed-names.ts";

const NONE: readonly Reference[] = [];

/** What CloudFormation calls a thing by: an ARN, a URL or a name, of what stands in others with theirs before it. */
function resolve({ service, type, text }: Typed, site: CallSite): readonly Reference[] {
  const place = { ...site, service };
  const [first = "", ...others] = text.split("|");
  const byItself = readText(first, place);
  if (byItself) return [byItself];
  const recipe = findRecipe(service, type);
  if (!recipe || first.startsWith("arn:")) return NONE;
  const { within } = recipe;
  if (within) {
    if (others.length !== within.length) return NONE;
    const parts = [first, ...others];
    const outer = Object.fromEntries(within.map((one, at) => [one, parts[at] ?? ""]));
    return [resolveNested(recipe, parts.at(-1) ?? "", outer, place) ?? []].flat();
  }
  const name = others.length === 0 || recipe.minted ? (others.at(-1) ?? first) : undefined;
  if (name === undefined || (recipe.text !== undefined && !compile(recipe.text).test(name))) return NONE;
  // Config calls a role by its id: what has a name is none by that.
  if (!recipe.minted && isUnique(name)) return NONE;
  return [resolveReference(recipe, name, place) ?? []].flat();
}

/** The things that a call names by their types. What is known of these has been loaded. */
export function listTyped(call: Pick<Call, "service" | "input">, place: CallSite): readonly Reference[] {
  return namesTypes(call) ? listTypes(call).flatMap((one) => resolve(one, place)) : NONE;
}

compileLightly(listTyped);
