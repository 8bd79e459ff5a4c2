/** What an operation does to the things of a recipe, by the recipe's rows. */
import type { Operation } from "../../aws/model/types.ts";
import type { NamedStep } from "./log-facts.ts";
import { areFor, type Recipe } from "./recipes.ts";

/** What an operation does to the things of a recipe: makes them, ends them, can do without them, brings them back. */
interface Effects {
  readonly makes: boolean;
  readonly ends: boolean;
  readonly spares: boolean;
  readonly revives: boolean;
  /** Makes them in other regions. */
  readonly copies: boolean;
}

function readEffects({ name, model }: Operation, recipe: Recipe): Effects {
  const { service, operation, copied, makers = [], ends, spared = [], revivers = [] } = recipe;
  const isAmong = (rows: readonly string[]) => areFor(rows, model.service, name);
  return {
    makes: isAmong([`${service}:${operation}`, ...makers]),
    ends: isAmong(ends),
    spares: isAmong(spared),
    revives: isAmong(revivers),
    copies: copied !== undefined && isAmong([`${service}:${copied.operation}`]),
  };
}

/** What an operation does to the things of each recipe that was asked about. */
class OperationEffects {
  readonly #known = new Map<Recipe, Effects>();

  constructor(readonly operation: Operation) {}

  on(recipe: Recipe): Effects {
    const known = this.#known.get(recipe);
    if (known) return known;
    const read = readEffects(this.operation, recipe);
    this.#known.set(recipe, read);
    return read;
  }
}

const effects = new WeakMap<Operation, OperationEffects>();

/** What the operation of a call does. */
export function findEffects({ step: { operation } }: NamedStep): OperationEffects {
  return effects.getOrInsertComputed(operation, () => new OperationEffects(operation));
}
