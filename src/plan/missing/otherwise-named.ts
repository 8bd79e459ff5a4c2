/** Tells which things that reads ask for by their names the log has by ids, or makes itself. */
import { findMeaning } from "../../aws/resources/table.ts";
import { findRecipe } from "./catalogue.ts";
import { listGivenPins } from "./filtered.ts";
import type { NamedStep } from "./log-facts.ts";
import type { Reference } from "./reference.ts";

function nameParts({ recipe: { type }, parts }: Reference): readonly string[] {
  return Object.values(parts).map((text) => `${type} ${parts["account"]} ${parts["region"]} ${text}`);
}

/** The types of the things that a call makes or names. */
function listTypes({ step: { service, operation }, used, answered }: NamedStep): ReadonlySet<string> {
  const { type } = findMeaning(service, operation.name);
  const made = type === undefined ? undefined : findRecipe(service, type);
  return new Set([...used, ...answered].map(({ recipe }) => recipe.type).concat(made?.type ?? []));
}

/** What calls give things by which filters tell these apart. */
function listPins(call: NamedStep, types: ReadonlySet<string>): readonly string[] {
  const { account, region } = call.step;
  const meant = [...listTypes(call)].filter((type) => types.has(type));
  const pins = meant.length === 0 ? [] : listGivenPins(call.step);
  return meant.flatMap((type) => pins.map((pin) => `${type} ${account} ${region} ${pin}`));
}

/** Knows which called things the log names otherwise too, and so are none of their own. */
export class OtherwiseNamed {
  readonly #made: ReadonlySet<string>;
  readonly #parts: ReadonlySet<string>;
  readonly #pins: ReadonlySet<string>;

  constructor(called: readonly Reference[], calls: readonly NamedStep[]) {
    const types = new Set(called.map(({ recipe }) => recipe.type));
    this.#made = new Set(calls.flatMap((call) => (call.step.seen ? [] : call.called.map(({ key }) => key))));
    this.#parts = new Set(
      calls.flatMap(({ used, answered, touched }) =>
        [...used, ...answered, ...touched].filter(({ recipe }) => types.has(recipe.type)).flatMap(nameParts),
      ),
    );
    const isPinned = called.some(({ parts }) => parts["pins"] !== undefined);
    const own = isPinned ? calls.filter(({ step }) => !step.seen) : [];
    this.#pins = new Set(own.flatMap((call) => listPins(call, types)));
  }

  /** Whether an id or an ARN of the log has this name in it, or a call of the log makes the thing. */
  has({ key, recipe: { type }, parts }: Reference): boolean {
    const place = `${type} ${parts["account"]} ${parts["region"]}`;
    return (
      this.#made.has(key) ||
      this.#parts.has(`${place} ${parts["called"]}`) ||
      (parts["pins"]?.split("\n") ?? []).some((pin) => this.#pins.has(`${place} ${pin}`))
    );
  }
}
