/** What makes a thing, which may be otherwise than most of its kind: who is promoted is a replica. */
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { areFor, type Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";

/** How a thing is made: the other way that its recipe has, if some call that is about it tells that. */
export function findMaking(
  { recipe, key }: Reference,
  facts: LogFacts,
): Pick<Recipe, "operation" | "input" | "answer"> {
  const { instead } = recipe;
  const isMeant = ({ step: { service, operation }, used }: NamedStep) =>
    instead !== undefined &&
    areFor(instead.users, service, operation.name) &&
    used.some((one) => one.key === key);
  if (!instead || !facts.listCalls(key).some(isMeant)) return recipe;
  const { operation, input = recipe.input, answer = recipe.answer } = instead;
  return { operation, input, answer };
}
