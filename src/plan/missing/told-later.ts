/**
 * Finds the calls that made things whose ids their answers do not tell, as those of APIs that answer with the id of an
 * operation: an id that no answer has, and that calls name later, is that of the first of them that none stands for yet.
 */
import type { Step } from "../steps.ts";
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { areFor, type Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";

export class ToldLater {
  readonly #silent = new Map<Recipe, readonly NamedStep[]>();
  readonly #taken = new Set<NamedStep>();

  constructor(readonly facts: LogFacts) {}

  #list(recipe: Recipe): readonly NamedStep[] {
    const { service, operation, makers = [] } = recipe;
    const rows = [`${service}:${operation}`, ...makers];
    return this.#silent.getOrInsertComputed(recipe, () =>
      this.facts.calls.filter(
        ({ step, answered }) =>
          !step.seen &&
          areFor(rows, step.service, step.operation.name) &&
          !answered.some((one) => one.recipe === recipe),
      ),
    );
  }

  /** The call before `at` (in milliseconds) that made a thing, and what it called that; undefined where no such call is left. */
  take(
    { recipe, parts }: Reference,
    at: number,
  ): { readonly name: string; readonly maker: Step } | undefined {
    const { told } = recipe;
    if (!told) return undefined;
    const maker = this.#list(recipe).find(
      (call) =>
        !this.#taken.has(call) &&
        call.step.at <= at &&
        call.step.account === parts["account"] &&
        (recipe.scope === "global" || call.step.region === parts["region"]),
    );
    const name = maker?.step.input[told.by];
    if (!maker || typeof name !== "string") return undefined;
    this.#taken.add(maker);
    return { name, maker: maker.step };
  }
}
