/** What a parameter may be given, by the model of the API: its choices, its pattern and its length. */
import { findModel } from "../../aws/model/table.ts";
import type { Shape } from "../../aws/model/types.ts";
import { findResources } from "../../aws/resources/table.ts";
import type { StandingThing } from "../standing.ts";
import type { TemplateObject } from "./values.ts";

/** Longer lists of choices are in the documentation of the service. */
const MOST_CHOICES = 40;

function findMember({ members = {} }: Shape, name: string): Shape | undefined {
  const folded = name.toLowerCase();
  return members[name] ?? Object.entries(members).find(([one]) => one.toLowerCase() === folded)?.[1];
}

/** The shape at a path of an input; of a list its items. */
function findAt(input: Shape | undefined, path: string): Shape | undefined {
  let shape = input;
  for (const step of path.replace(/\[\d*\]/g, "").split(".")) {
    while (shape?.type === "list") shape = shape.member;
    shape = shape && (findMember(shape, step) ?? shape.value);
  }
  while (shape?.type === "list") shape = shape.member;
  return shape;
}

/** What callers can say at a path of a thing: where it is made, else where it is changed. */
function findShape({ service, type, operation }: StandingThing, path: string): Shape | undefined {
  const model = findModel(service);
  const later = Object.entries(findResources(service)?.operations ?? {}).flatMap(([name, meaning]) =>
    meaning.type === type && meaning.deed !== "read" && meaning.deed !== "list" ? [name] : [],
  );
  for (const name of [operation, ...later]) {
    const shape = findAt(model?.operations[name]?.input, path);
    if (shape?.type === "string" || shape?.type === "integer" || shape?.type === "long") return shape;
  }
  return undefined;
}

/** The rules of a parameter, as a template has them. */
export function readRules(standing: StandingThing, path: string, type: string): TemplateObject {
  const shape = findShape(standing, path);
  if (!shape) return {};
  const { enum: choices, pattern, min, max } = shape;
  if (type === "Number")
    return { ...(min !== undefined && { MinValue: min }), ...(max !== undefined && { MaxValue: max }) };
  if (shape.type !== "string") return {};
  if (choices) return choices.length > MOST_CHOICES ? {} : { AllowedValues: [...choices] };
  return {
    ...(pattern !== undefined && { AllowedPattern: pattern }),
    ...(min !== undefined && { MinLength: min }),
    ...(max !== undefined && { MaxLength: max }),
  };
}
