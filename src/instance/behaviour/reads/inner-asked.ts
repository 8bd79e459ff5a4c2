/** Structures of a list's input that ask by their members, and lists of them of which one is to fit: `InclusionFilters`. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { isScalar, isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { findTagMember, holdsTags, listGivenTags } from "../changes/labels.ts";
import type { Context } from "../context.ts";
import { findComparison, findStart } from "./asked-rows.ts";
import { testScalar } from "./asked-tests.ts";
import { readChoice, testChosen } from "./choices.ts";
import { findToldName, type ShowThing, type ThingTest } from "./told-names.ts";

/** A member of an input that was understood, and what makes its test. */
export interface InnerAsked {
  readonly name: string;
  readonly test: (things: readonly Thing[], show: ShowThing) => ThingTest;
}

type MakeTest = InnerAsked["test"];

/** How one member of such a structure is tested; undefined where that is not known. */
function readMember(context: Context, name: string, shape: Shape, value: Value): MakeTest | undefined {
  const choice = readChoice(context, name, shape, value);
  if (choice) return (things, show) => testChosen(context, choice, things, show);
  if (!isScalar(value)) return undefined;
  const isKnown =
    findStart(context, name) !== undefined ||
    findComparison(name) !== undefined ||
    findToldName(context.operation, name, "", ({ type }) => type === shape.type) !== undefined;
  return isKnown ? (_, show) => testScalar(context, name, value, show) : undefined;
}

/** How a structure is tested, all of whose members are to fit; undefined where one is not understood. */
function readStructure(context: Context, shape: Shape, value: Structure): MakeTest | undefined {
  const given = listMembers(shape).flatMap(([name, member]) => {
    const inner = value[name];
    return inner === undefined || inner === null ? [] : [readMember(context, name, member, inner)];
  });
  const known = given.filter((one) => one !== undefined);
  if (known.length < given.length || known.length !== Object.keys(value).length) return undefined;
  return (things, show) => {
    const tests = known.map((make) => make(things, show));
    return (thing) => tests.every((test) => test(thing));
  };
}

function readItems(
  context: Context,
  shape: Shape | undefined,
  values: readonly Value[],
): MakeTest | undefined {
  if (shape?.type !== "structure" || values.length === 0) return undefined;
  const all = values.map((value) => (isStructure(value) ? readStructure(context, shape, value) : undefined));
  const known = all.filter((one) => one !== undefined);
  if (known.length < all.length) return undefined;
  return (things, show) => {
    const tests = known.map((make) => make(things, show));
    return (thing) => tests.some((test) => test(thing));
  };
}

/** The tags that things are to have, where a list takes them as a thing's making does. */
function readTags({ operation, input, resources }: Context): InnerAsked | undefined {
  const name = findTagMember(operation.input, resources.texts);
  const shape = name === undefined ? undefined : operation.input?.members?.[name];
  const value = name === undefined ? undefined : input[name];
  if (name === undefined || !shape || !holdsTags(shape) || value === undefined || value === null)
    return undefined;
  const tags = [...listGivenTags(operation.input, input, resources.texts)];
  return { name, test: () => (thing) => tags.every(([key, text]) => thing.tags.get(key) === text) };
}

/** The members of an input that ask by what is inside of them, as far as all of that is understood. */
export function listInnerAsked(context: Context): readonly InnerAsked[] {
  const { operation, input, meaning } = context;
  if (meaning.deed !== "list") return [];
  const tags = readTags(context);
  const inner = listMembers(operation.input).flatMap(([name, shape]): InnerAsked[] => {
    const value = input[name];
    if (value === undefined || value === null || name === tags?.name) return [];
    const test =
      shape.type === "structure" && isStructure(value)
        ? readStructure(context, shape, value)
        : Array.isArray(value)
          ? readItems(context, shape.member, value as readonly Value[])
          : undefined;
    return test ? [{ name, test }] : [];
  });
  return tags ? [tags, ...inner] : inner;
}
