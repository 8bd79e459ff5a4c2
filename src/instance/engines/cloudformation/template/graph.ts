/** Which resources of a template need which, and in which order they are made. */
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { listSubbed, readFunction, readGetAtt } from "./evaluate.ts";
import { fault } from "./faults.ts";
import type { StackTemplate } from "./read-template.ts";

/** A name that a value asks for. */
export interface AskedName {
  readonly id: string;
  /** Of a GetAtt. */
  readonly attribute?: string;
}

function* listSub(argument: JsonValue): Generator<AskedName> {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text === "string")
    for (const name of listSubbed(text)) {
      if (isObject(own) && Object.hasOwn(own, name)) continue;
      const dot = name.indexOf(".");
      yield dot < 0 ? { id: name } : { id: name.slice(0, dot), attribute: name.slice(dot + 1) };
    }
  yield* listAsked(own ?? null);
}

/** All names that a value asks for. `holds`: whether a condition does, where only what is taken is to be looked at. */
export function* listAsked(value: JsonValue, holds?: (name: string) => boolean): Generator<AskedName> {
  if (Array.isArray(value)) {
    for (const one of value as readonly JsonValue[]) yield* listAsked(one, holds);
    return;
  }
  if (!isObject(value)) return;
  const called = readFunction(value as JsonObject);
  if (!called) {
    for (const inner of Object.values(value as JsonObject)) yield* listAsked(inner, holds);
    return;
  }
  const { name, argument } = called;
  if (name === "Ref" && typeof argument === "string") yield { id: argument };
  else if (name === "Fn::GetAtt") {
    const [id, attribute] = readGetAtt(argument);
    if (typeof attribute === "string") yield { id, attribute };
    else {
      yield { id };
      yield* listAsked(attribute, holds);
    }
  } else if (name === "Fn::Sub") yield* listSub(argument);
  else if (name === "Fn::If" && holds && Array.isArray(argument) && typeof argument[0] === "string")
    yield* listAsked(argument[holds(argument[0]) ? 1 : 2] ?? null, holds);
  else yield* listAsked(argument, holds);
}

/** A name that begins so is AWS's own: `AWS::Region`. */
function isPseudo(id: string): boolean {
  return id.startsWith("AWS::");
}

/** Refuses names that the template does not have. */
export function checkNames(template: StackTemplate): void {
  const { resources, parameters, outputs } = template;
  const findUnknown = (value: JsonValue, takesParameters = true) =>
    [...listAsked(value)]
      .filter(({ id, attribute }) => {
        if (isPseudo(id) && attribute === undefined) return false;
        return (
          !resources.has(id) && !(takesParameters && attribute === undefined && Object.hasOwn(parameters, id))
        );
      })
      .map(({ id }) => id);
  const refuse = (unknown: readonly string[], section: string) => {
    if (unknown.length > 0)
      throw fault(
        `Template format error: Unresolved resource dependencies [${[...new Set(unknown)].join(", ")}] in the ${section} block of the template`,
      );
  };
  const inResources = [...resources.values()].flatMap(({ properties, dependsOn }) => [
    ...findUnknown(properties),
    ...dependsOn.filter((id) => !resources.has(id)),
  ]);
  refuse(inResources, "Resources");
  refuse(findUnknown(outputs), "Outputs");
  for (const value of Object.values(template.conditions)) {
    const wrong = [...listAsked(value)].find(({ id }) => !isPseudo(id) && !Object.hasOwn(parameters, id));
    if (wrong)
      throw fault(
        `Template format error: Unresolved dependencies [${wrong.id}]. Cannot reference resources in the Conditions block of the template`,
      );
  }
  for (const { condition } of resources.values())
    if (condition !== undefined && !Object.hasOwn(template.conditions, condition))
      throw fault(
        `Template format error: Unresolved condition dependency ${condition} in the Resources block of the template`,
      );
}

/** What each resource that is made needs. */
export function listNeeds(
  template: StackTemplate,
  made: ReadonlySet<string>,
  holds: (name: string) => boolean,
): Map<string, Set<string>> {
  return new Map(
    [...made].map((id) => {
      const { properties, dependsOn } = template.resources.get(id) ?? { properties: {}, dependsOn: [] };
      const asked = [...listAsked(properties, holds)].map((one) => one.id);
      return [id, new Set([...asked, ...dependsOn].filter((one) => made.has(one)))];
    }),
  );
}

/** The resources in an order in which each comes after what it needs. Throws a Refusal for a circle. */
export function orderByNeeds(needs: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Map([...needs].map(([id, all]) => [id, all.size]));
  const users = new Map<string, string[]>();
  for (const [id, all] of needs) for (const one of all) users.getOrInsertComputed(one, () => []).push(id);
  const ready = [...needs.keys()].filter((id) => left.get(id) === 0);
  const order: string[] = [];
  for (let at = 0; at < ready.length; at++) {
    const id = ready[at] ?? "";
    order.push(id);
    for (const user of users.get(id) ?? []) {
      const count = (left.get(user) ?? 0) - 1;
      left.set(user, count);
      if (count === 0) ready.push(user);
    }
  }
  if (order.length === needs.size) return order;
  const done = new Set(order);
  const circle = [...needs.keys()].filter((id) => !done.has(id));
  throw fault(`Circular dependency between resources: [${circle.join(", ")}]`);
}
