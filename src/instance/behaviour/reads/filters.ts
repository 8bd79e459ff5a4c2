/** What the filters of a list leave of its things. */

import { listMembers } from "../../../aws/model/shape.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { findShape } from "../../../plan/missing/derived/paths.ts";
import { type Filter, readFilters } from "../../../plan/missing/read-filters.ts";
import type { Thing } from "../../thing.ts";
import { isListedStill } from "../changes/gone.ts";
import type { Context } from "../context.ts";
import { findMember } from "../fit-value.ts";
import { readOwn } from "../names/names.ts";
import { showAlone } from "./alone.ts";
import { asksOwn, findRow, listFilterNames, listPreset, saysHowMuch } from "./asked-rows.ts";
import { testScalar, testTime } from "./asked-tests.ts";
import { listFilled } from "./by-readings.ts";
import { type AskedChoice, readChoice, testChosen } from "./choices.ts";
import { listFiltered, matchesWild, printFiltered } from "./filter-values.ts";
import { listInnerAsked } from "./inner-asked.ts";
import { sortThings, sortUnasked } from "./sort-things.ts";
import { findToldWord, type ShowThing, type ThingTest } from "./told-names.ts";

/** The members of the input that a list is asked by, besides what names things and pages. */
function listAsked(context: Context): [string, Value][] {
  const { operation, meaning, input } = context;
  const naming = new Set(
    meaning.input.filter(({ part }) => part !== "reference").map(({ path }) => parsePath(path)[0]),
  );
  const paging = new Set([...(operation.pagination?.inputTokens ?? []), operation.pagination?.pageSize]);
  return listMembers(operation.input).flatMap(([name, shape]) => {
    const value = input[name];
    // A list of words of the API's own says what is to be told of each thing, where it is not what that tells.
    const isChoice = shape.member?.enum !== undefined && findToldWord(operation, shape) === undefined;
    if (
      value === undefined ||
      value === null ||
      isChoice ||
      saysHowMuch(context, name) ||
      naming.has(name) ||
      paging.has(name)
    )
      return [];
    return [[name, value] as [string, Value]];
  });
}

/** The values at a name with hyphens, as EC2's filters have them: `attachment.vpc-id`. */
function listAt(value: Value | undefined, path: readonly string[]): Value[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((item) => listAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (!isStructure(value)) return [];
  // A filter names one of what a list has, or several of what there is one of.
  const one = name.endsWith("s") ? findMember(value, name.slice(0, -1)) : undefined;
  return listAt(findMember(value, name) ?? findMember(value, `${name}s`) ?? one, rest);
}

/** What a filter's name means in what is shown of a thing. */
function listNamed(context: Context, shown: Structure, name: string, type: string | undefined): Value[] {
  const { protocol } = context.operation.model.metadata;
  if (protocol === "ec2")
    return listFilterNames(context, name).flatMap((one) => listFiltered(shown, one, type));
  return listAt(shown, name.replaceAll("-", "").split("."));
}

/** Whether a filter lets through what is shown of a thing of a type, with its tags. */
export function fitsFilter(
  context: Context,
  shown: Structure,
  tags: ReadonlyMap<string, string>,
  { name, values }: Filter,
  type?: string,
): boolean {
  const found = name.startsWith("tag:")
    ? [tags.get(name.slice(4))]
    : name === "tag-key"
      ? [...tags.keys()]
      : name === "tag-value"
        ? [...tags.values()]
        : listNamed(context, shown, name, type).map(printFiltered);
  const isWild = context.operation.model.metadata.protocol === "ec2";
  return found.some(
    (text) =>
      text !== undefined && values.some((value) => (isWild ? matchesWild(value, text) : value === text)),
  );
}

function countItems(value: Value): number {
  if (Array.isArray(value)) return value.length;
  return isStructure(value) ? Object.keys(value).length : 1;
}

/** Pairs of a key and values that do not say how they are compared. */
function readKeyed({ input }: Context): Filter[] {
  return Object.values(input).flatMap((value) =>
    (Array.isArray(value) ? (value as readonly Value[]) : []).flatMap((item) => {
      const { Key, Values, ...others } = isStructure(item) ? item : {};
      const isPair = typeof Key === "string" && Array.isArray(Values) && Object.keys(others).length === 0;
      return isPair ? [{ name: Key, values: Values.map(String) }] : [];
    }),
  );
}

/** Whether a value is a list of none but these texts. */
function isOf(value: Value, texts: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    (value as readonly Value[]).every((one) => typeof one === "string" && texts.includes(one))
  );
}

/** The filters that a list is asked by, all of them; undefined where one is not understood. `named`: texts that name what is asked for. */
export function readAllFilters(
  context: Context,
  named: readonly string[] = [],
): readonly Filter[] | undefined {
  const filters = [...readFilters(context), ...readKeyed(context)];
  const understood = [...listAlike(context), ...listFilled(context)];
  const alike = new Set([
    ...understood.map(([name]) => name),
    ...[...listChosen(context), ...listInnerAsked(context)].map(({ name }) => name),
  ]);
  const structured = listAsked(context).filter(
    ([name, value]) =>
      !isScalar(value) &&
      !alike.has(name) &&
      !isOf(value, named) &&
      asksOwn(context, name, []) === undefined &&
      !findRow(context, "time", name),
  );
  const given = structured.reduce((sum, [, value]) => sum + countItems(value), 0);
  return filters.length === given ? filters : undefined;
}

/** What filters look at: what a thing was made with and what it is called. */
function viewMembers({ members, names, type }: Thing): Structure {
  const { id } = names;
  return id === undefined
    ? members
    : Object.assign(makeStructure(), members, { [`${type.replaceAll("-", "")}id`]: id });
}

/** The structures of an input, and lists of them, that are in the items of the list, too: who is a member, of whichever kind. */
function listAlike({ operation, input }: Context): [string, Value][] {
  const items = listMembers(operation.output).flatMap(([, { member }]) => member ?? []);
  return listMembers(operation.input).flatMap(([name, shape]) => {
    const value = input[name];
    const isTold = items.some(({ members }) => members?.[name]?.name === shape.name);
    const isHeld =
      (shape.type === "structure" && isStructure(value)) ||
      (shape.type === "list" && shape.member?.type === "structure" && Array.isArray(value));
    return isTold && isHeld && value !== undefined ? [[name, value] as [string, Value]] : [];
  });
}

/** The lists of texts of which what is told of a thing is to be one. */
function listChosen(context: Context): AskedChoice[] {
  const { members = {} } = context.operation.input ?? {};
  return listAsked(context).flatMap(([name, value]) =>
    asksOwn(context, name, []) === undefined ? (readChoice(context, name, members[name], value) ?? []) : [],
  );
}

/** Whether a value has all that another one says, at every depth; a list, whichever order it is in. */
function holds(value: Value | undefined, asked: Value): boolean {
  if (Array.isArray(asked) && Array.isArray(value)) {
    const [has, wanted] = [value as readonly Value[], asked as readonly Value[]];
    return has.length === wanted.length && wanted.every((one) => has.some((item) => holds(item, one)));
  }
  if (!isStructure(asked)) return Bun.deepEquals(value, asked);
  return (
    isStructure(value) &&
    Object.entries(asked).every(([name, one]) => one === undefined || holds(value[name], one))
  );
}

/** How a list tells things at a path of its output; each thing is written once for all that look at it. */
function makeShow(context: Context, at: string | undefined): ShowThing {
  if (at === undefined) return () => undefined;
  let last: { readonly thing: Thing; readonly shown: Structure | undefined } | undefined;
  return (thing) => {
    if (last?.thing !== thing) last = { thing, shown: showAlone(context, thing, at) };
    return last.shown;
  };
}

function testFilter(context: Context, { name, values }: Filter, show: ShowThing): ThingTest {
  const filter = { name: findRow(context, "as", name)?.as ?? name, values };
  return (thing) => {
    if (fitsFilter(context, viewMembers(thing), thing.tags, filter, thing.type)) return true;
    const shown = show(thing);
    return shown !== undefined && fitsFilter(context, shown, thing.tags, filter, thing.type);
  };
}

/** Whether each thing that a list tells says so of itself: a rule that it is disabled. Other flags say what is to be told. */
function tellsFlag({ operation }: Context, name: string, at: string | undefined): boolean {
  const item = at === undefined ? undefined : findShape(operation.output, at);
  return item?.members?.[name]?.type === "boolean";
}

/** The things that the filters leave; undefined where one of them is not understood. `at`: where they are to be told. */
export function filterThings(
  context: Context,
  all: readonly Thing[],
  at?: string,
): readonly Thing[] | undefined {
  const isAll = readOwn(context).length === 0;
  const things = isAll ? all.filter((thing) => isListedStill(context, thing)) : all;
  const filters = readAllFilters(context);
  if (!filters) return undefined;
  const asked = [...listAsked(context), ...listPreset(context)].filter(
    ([name, value]) => typeof value !== "boolean" || tellsFlag(context, name, at),
  );
  if (asked.length + filters.length === 0) return sortUnasked(context, things);
  const texts = (value: Value) =>
    (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter((one) => isScalar(one)).map(String);
  const owned = [
    ...asked.map(([name, value]) => asksOwn(context, name, texts(value))),
    ...filters.map(({ name, values }) => asksOwn(context, name, values)),
  ];
  if (owned.includes(false)) return [];
  const isOther = (name: string) => asksOwn(context, name, []) === undefined;
  const show = makeShow(context, at);
  const tests = [
    ...listAlike(context).map(
      ([name, value]): ThingTest =>
        ({ members }) =>
          holds(findMember(members, name), value),
    ),
    ...listFilled(context).map(([, test]) => test),
    ...listChosen(context).map((one) => testChosen(context, one, things, show)),
    ...listInnerAsked(context).map(({ test }) => test(things, show)),
    ...asked.flatMap((one) => testTime(context, one)),
    ...asked.flatMap(([name, value]) =>
      isScalar(value) && isOther(name) ? [testScalar(context, name, value, show)] : [],
    ),
    ...filters.flatMap((filter) => (isOther(filter.name) ? [testFilter(context, filter, show)] : [])),
  ];
  return sortThings(
    context,
    things.filter((thing) => tests.every((test) => test(thing))),
    show,
  );
}

compileLightly(countItems);
