/** Uses of things with derived recipes: a call that names one, by what the resource table says of its operations. */
import { createHash } from "node:crypto";
import { writeText } from "../../../src/aws/model/fit-text.ts";
import type { Operation, ServiceModel, Shape } from "../../../src/aws/model/types.ts";
import type { MemberMeaning, ServiceResources } from "../../../src/aws/resources/types.ts";
import type { Recipe } from "../../../src/plan/missing/recipes.ts";
import type { Call } from "./plan-calls.ts";

const PLAIN = /^\w+$/;
const ACCOUNT = "111122223333";

/** A text for a member that names a thing of this type: what its shape takes, and another one for each type. */
function writeName(shape: Shape | undefined, type: string): string | undefined {
  if (type.endsWith(":account")) return ACCOUNT;
  const digest = createHash("sha256").update(type).digest("hex");
  const letters = digest.replace(/\d/g, (digit) => String.fromCharCode(103 + Number(digit))).slice(0, 8);
  const id = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-4$3-8$4-$5");
  return shape && writeText(shape, [`orders-${letters}`, `orders${letters}`, id, letters]);
}

function fillNames(
  { input, model }: Operation,
  members: readonly MemberMeaning[],
): Record<string, unknown> | undefined {
  const names = members.map(
    ({ path, type }) => [path, writeName(input?.members?.[path], `${model.service}:${type}`)] as const,
  );
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
    const containers = within.map((type) =>
      input.find((one) => one.type === type && one.kind !== "arn" && PLAIN.test(one.path)),
    );
    if (!own || containers.includes(undefined)) continue;
    const parameters = fillNames(operation, [own, ...containers.filter((one) => one !== undefined)]);
    if (parameters) return { service: model.service, operation: name, parameters, second: 10, ...more };
  }
  return undefined;
}
