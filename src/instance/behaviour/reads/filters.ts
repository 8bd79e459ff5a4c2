/** What the filters of a list leave of its things. */

import { listMembers } from "../../../aws/model/shape.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { type Filter, readFilters } from "../../../plan/missing/read-filters.ts";
import type { Thing } from "../../thing.ts";
import { isListedStill } from "../changes/gone.ts";
import type { Context } from "../context.ts";
import { findMember } from "../fit-value.ts";
import { readOwn } from "../names/names.ts";
import { showAlone } from "./alone.ts";
import { asksOwn, findRow, findStart, listFilterNames, listPreset, saysHowMuch } from "./asked-rows.ts";
import { listFilled } from "./by-readings.ts";
import { listFiltered, matchesWild, printFiltered } from "./filter-values.ts";
import { climb } from "./links.ts";

/** The members of the input that a list is asked by, besides what names things and pages. */
function listAsked(context: Context): [string, Value][] {
  const { operation, meaning, input } = context;
  const naming = new Set(
    meaning.input.filter(({ part }) => part !== "reference").map(({ path }) => parsePath(path)[0]),
  );
  const paging = new Set([...(operation.pagination?.inputTokens ?? []), operation.pagination?.pageSize]);
  return listMembers(operation.input).flatMap(([name, { member }]) => {
    const value = input[name];
    // A list of words of the API's own says what is to be told of each thing.
    const isChoice = member?.enum !== undefined;
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
  // A filter names one of what a list has.
  return isStructure(value) ? listAt(findMember(value, name) ?? findMember(value, `${name}s`), rest) : [];
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
  const understood = [...listAlike(context), ...listChosen(context), ...listFilled(context)];
  const alike = new Set(understood.map(([name]) => name));
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

/** The members that the items of a list have, in lower case. */
function listTold({ operation }: Context): ReadonlySet<string> {
  const lists = listMembers(operation.output).flatMap(([, { member }]) => listMembers(member));
  return new Set(lists.map(([name]) => name.toLowerCase()));
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
function listChosen(context: Context): [string, readonly Value[]][] {
  return listAsked(context).flatMap(([name, value]) => {
    const all = Array.isArray(value) ? (value as readonly Value[]) : [];
    const isChosen = all.length > 0 && all.every(isScalar) && findRow(context, "as", name) !== undefined;
    return isChosen ? [[name, value as readonly Value[]] as [string, readonly Value[]]] : [];
  });
}

/** Tells whether a thing has one of several values in a member, or is what a word for one of them means. */
function testChosen(
  context: Context,
  [asked, values]: readonly [string, readonly Value[]],
  things: readonly Thing[],
  show: Show,
): Test {
  const { as = asked, words = {} } = findRow(context, "as", asked) ?? {};
  const read = (thing: Thing, name: string) =>
    String(findMember(thing.members, name) ?? findMember(show(thing) ?? {}, name) ?? "");
  const last = things.reduce((most, thing) => Math.max(most, Number(read(thing, as))), 0);
  return (thing) =>
    values.map(String).some((text) => {
      const word = words[text];
      if (word === undefined) return read(thing, as) === text;
      return word === "last"
        ? Number(read(thing, as)) === last
        : Object.entries(word).every(([name, wanted]) => read(thing, name) === wanted);
    });
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

type Test = (thing: Thing) => boolean;

/** How a list would tell a thing: with what the service adds to it. */
type Show = (thing: Thing) => Structure | undefined;

/** How a list tells things at a path of its output; each thing is written once for all that look at it. */
function makeShow(context: Context, at: string | undefined): Show {
  if (at === undefined) return () => undefined;
  let last: { readonly thing: Thing; readonly shown: Structure | undefined } | undefined;
  return (thing) => {
    if (last?.thing !== thing) last = { thing, shown: showAlone(context, thing, at) };
    return last.shown;
  };
}

/** Tells whether a thing is what a member of the input asks for; each is, where the member says how to answer. */
function testScalar(context: Context, asked: string, value: Value, show: Show): Test {
  const text = String(value);
  const start = findStart(asked);
  if (start !== undefined)
    return ({ members, chain }) =>
      String((start === "" ? undefined : findMember(members, start)) ?? chain.at(-1) ?? "").startsWith(text);
  const name = findRow(context, "as", asked)?.as ?? asked;
  if (name.includes("[]")) return ({ members }) => readTexts(parsePath(name), members).includes(text);
  const isTold = listTold(context).has(name.toLowerCase());
  const type = context.meaning.input.find(({ path }) => path === asked)?.type;
  return (thing) => {
    const own = findMember(thing.members, name) ?? (isTold ? findMember(show(thing) ?? {}, name) : undefined);
    if (own !== undefined) return String(own ?? "") === text;
    // What things stand in may be asked for as what they refer to: the rules of a listener.
    const outer = type === undefined ? undefined : climb(context, thing, type);
    if (outer) return [outer.chain.at(-1), ...Object.values(outer.names)].includes(text);
    return !isTold || text === "";
  };
}

function readMoment(value: Value | undefined): number | undefined {
  return value instanceof Date ? value.getTime() : undefined;
}

/** Tells whether a thing was made when a member of the input asks for. */
function testTime(context: Context, [name, value]: readonly [string, Value]): Test[] {
  const row = findRow(context, "time", name);
  if (!row || !isStructure(value)) return [];
  const [from, to] = [readMoment(value[row.from]), readMoment(value[row.to])];
  return [
    ({ createdAt }) => (from === undefined || from <= createdAt) && (to === undefined || createdAt <= to),
  ];
}

function testFilter(context: Context, { name, values }: Filter, show: Show): Test {
  const filter = { name: findRow(context, "as", name)?.as ?? name, values };
  return (thing) => {
    if (fitsFilter(context, viewMembers(thing), thing.tags, filter, thing.type)) return true;
    const shown = show(thing);
    return shown !== undefined && fitsFilter(context, shown, thing.tags, filter, thing.type);
  };
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
    ([, value]) => typeof value !== "boolean",
  );
  if (asked.length + filters.length === 0) return things;
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
      ([name, value]): Test =>
        ({ members }) =>
          holds(findMember(members, name), value),
    ),
    ...listFilled(context).map(([, test]) => test),
    ...listChosen(context).map((one) => testChosen(context, one, things, show)),
    ...asked.flatMap((one) => testTime(context, one)),
    ...asked.flatMap(([name, value]) =>
      isScalar(value) && isOther(name) ? [testScalar(context, name, value, show)] : [],
    ),
    ...filters.flatMap((filter) => (isOther(filter.name) ? [testFilter(context, filter, show)] : [])),
  ];
  return things.filter((thing) => tests.every((test) => test(thing)));
}

compileLightly(countItems);
