/** What makes a thing otherwise than most of its kind: who is promoted is a replica. */
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { areFor, type Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";

/** The other way of making a thing that its recipe has, if some call that is about it tells that. */
export function findInstead({ recipe: { instead }, key }: Reference, facts: LogFacts): Recipe["instead"] {
  const isMeant = ({ step: { service, operation }, used }: NamedStep) =>
    instead !== undefined &&
    areFor(instead.users, service, operation.name) &&
    used.some((one) => one.key === key);
  return instead && facts.listCalls(key).some(isMeant) ? instead : undefined;
}
