/** Uses of things with derived recipes: a call that names one, by what the resource table says of its operations. */
import { writeText } from "../../../src/aws/model/fit-text.ts";
import type { Operation, ServiceModel, Shape } from "../../../src/aws/model/types.ts";
import type { MemberMeaning, ServiceResources } from "../../../src/aws/resources/types.ts";
import type { Recipe } from "../../../src/plan/missing/recipes.ts";
import type { Call } from "./plan-calls.ts";

const PLAIN = /^\w+$/;

/** A text for a member that names something: of what its shape takes. */
function writeName(shape: Shape | undefined): string | undefined {
  return (
    shape && writeText(shape, ["orders-7f3a9c21", "orders7f3a9c21", "0f3a9c21-5b6d-4e7f-8a9b-0c1d2e3f4a5b"])
  );
}

function fillNames(
  { input }: Operation,
  members: readonly MemberMeaning[],
): Record<string, unknown> | undefined {
  const names = members.map(({ path }) => [path, writeName(input?.members?.[path])] as const);
  return names.some(([, name]) => name === undefined) ? undefined : Object.fromEntries(names);
}

/** A call that names one thing of a derived recipe, and what that stands in; undefined where none names it by a member of its own. */
export function makeUse(
  recipe: Recipe,
  model: ServiceModel,
  { operations }: ServiceResources,
  more: Partial<Call> = {},
): Call | undefined {
  const { named, derived, within = [], makers = [] } = recipe;
  for (const [name, { input }] of Object.entries(operations)) {
    const operation = model.operations[name];
    if (!operation || makers.some((row) => row.split(/[:|]/).includes(name))) continue;
    const own = input.find(
      ({ type, kind, path }) =>
        type === named && (kind === "any" || kind === derived?.kind) && PLAIN.test(path),
    );
    const containers = within.map((type) => input.find((one) => one.type === type && PLAIN.test(one.path)));
    if (!own || containers.includes(undefined)) continue;
    const parameters = fillNames(operation, [own, ...containers.filter((one) => one !== undefined)]);
    if (parameters) return { service: model.service, operation: name, parameters, second: 10, ...more };
  }
  return undefined;
}
