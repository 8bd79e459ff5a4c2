/** Tells which things that reads ask for by their names the log has by ids, or makes itself. */
import type { NamedStep } from "./log-facts.ts";
import type { Reference } from "./reference.ts";

function nameParts({ recipe: { type }, parts }: Reference): readonly string[] {
  return Object.values(parts).map((text) => `${type} ${parts["account"]} ${parts["region"]} ${text}`);
}

/** Knows which called things the log names otherwise too, and so are none of their own. */
export class OtherwiseNamed {
  readonly #made: ReadonlySet<string>;
  readonly #parts: ReadonlySet<string>;

  constructor(called: readonly Reference[], calls: readonly NamedStep[]) {
    const types = new Set(called.map(({ recipe }) => recipe.type));
    this.#made = new Set(calls.flatMap((call) => (call.step.seen ? [] : call.called.map(({ key }) => key))));
    this.#parts = new Set(
      calls.flatMap(({ used, answered, touched }) =>
        [...used, ...answered, ...touched].filter(({ recipe }) => types.has(recipe.type)).flatMap(nameParts),
      ),
    );
  }

  /** Whether an id or an ARN of the log has this name in it, or a call of the log makes the thing. */
  has({ key, recipe: { type }, parts }: Reference): boolean {
    return (
      this.#made.has(key) ||
      this.#parts.has(`${type} ${parts["account"]} ${parts["region"]} ${parts["called"]}`)
    );
  }
}
