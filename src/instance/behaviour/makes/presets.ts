/** What a service adds to a thing by itself: members that nobody gave and every read tells. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { asksFor } from "../../../verify/asked-for.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { fitValue } from "../fit-value.ts";
import { overlay } from "../overlay.ts";
import { count, type FillGiven, fill, giveFrom, hasMembers, tellLinks } from "./fill-preset.ts";
import { listPresetRows, listPresets, listRows } from "./preset-rows.ts";

const reaching = new WeakMap<Shape, boolean>();

/** Whether there is a row for a shape, or for one inside of it. */
function reaches(service: string, shape: Shape): boolean {
  const before = reaching.get(shape);
  if (before !== undefined) return before;
  // A shape that holds itself has no more rows inside than it has itself.
  reaching.set(shape, false);
  const inner = [...listMembers(shape).map(([, member]) => member), shape.member ?? []].flat();
  const isReaching =
    (shape.type === "structure" && listRows(service, shape).length > 0) ||
    inner.map((one) => reaches(service, one)).includes(true);
  reaching.set(shape, isReaching);
  return isReaching;
}

const reachingMembers = new WeakMap<Shape, ReturnType<typeof listMembers>>();

/** The members of a structure for which there is a row, or inside of which. */
function listReaching(service: string, shape: Shape): ReturnType<typeof listMembers> {
  return reachingMembers.getOrInsertComputed(shape, () =>
    listMembers(shape).filter(([, member]) => reaches(service, member)),
  );
}

/** Whether there is a row for the answer of an operation as a whole. */
export function hasPresets({ model, output }: Operation): boolean {
  return output !== undefined && listRows(model.service, output).length > 0;
}

/** Whether nothing was known of what a row's structure says. */
function saysNothing(preset: Value, row: unknown): boolean {
  return isStructure(preset) && Object.keys(preset).length === 0 && Object.keys(row as object).length > 0;
}

/** A list with the items that it does not have, and with what items lack that it has: production tells them as they begin. */
function addItems(before: Value | undefined, added: Value, by: string): Value {
  const list = (value: Value | undefined) => (Array.isArray(value) ? (value as readonly Value[]) : []);
  const tell = (item: Value) => (isStructure(item) ? item[by] : item);
  const told = new Set(list(before).map(tell));
  const lacking = new Map(list(added).map((item) => [tell(item), item]));
  const whole = list(before).map((item) => {
    const all = lacking.get(tell(item));
    return isStructure(item) && isStructure(all) ? overlay(all, item) : item;
  });
  return [...whole, ...list(added).filter((item) => !told.has(tell(item)))];
}

function addPresets(service: string, shape: Shape, given: Structure, known: FillGiven): Structure {
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), given);
  const { operation } = known.context;
  for (const row of listPresets(operation, service, shape)) {
    if (!hasMembers(known.thing, row.if)) continue;
    for (const [name, member] of row.said)
      result[name] = fitValue(member, known.thing.members[name]) ?? result[name];
    // What was told of a thing, and nothing that stands here shows, is as it was told.
    for (const [name, what] of row.counts) {
      const number = count(known, what);
      if (number > 0 || typeof what === "string" || result[name] === undefined) result[name] = number;
    }
    for (const [name, member, all] of row.links) {
      const linked = tellLinks(member, all, known);
      const isNone = typeof linked === "object" && Object.keys(linked as object).length === 0;
      if (linked === undefined) continue;
      // The answer's own lists are of nothing else.
      if (shape === operation.output && isNone) delete result[name];
      else if (!isNone || result[name] === undefined) result[name] = linked;
    }
    for (const [name, end] of row.ends) {
      const text = result[name];
      if (typeof text === "string" && !text.endsWith(end)) result[name] = `${text}${end}`;
    }
    for (const [name, member, value] of row.members) {
      const old = result[name];
      // What is known stays; a structure gets what it does not have.
      if (old !== undefined && old !== null && !isStructure(old)) continue;
      const preset = fill(member, value, known);
      if (preset === undefined || saysNothing(preset, value)) continue;
      if (old === undefined || old === null) result[name] = preset;
      else if (isStructure(preset)) result[name] = overlay(preset, old);
    }
    for (const [name, member, { by, all }] of row.items) {
      const added = fill(member, all, known);
      if (added !== undefined) result[name] = addItems(result[name], added, by);
    }
    for (const name of row.omits) delete result[name];
    for (const [name, one] of row.asked) if (!asksFor(known.context, one)) delete result[name];
  }
  for (const [name, member] of listReaching(service, shape)) {
    const value = result[name];
    if (value !== undefined && value !== null) result[name] = deepen(service, member, value, known);
  }
  return result as Structure;
}

function deepen(service: string, shape: Shape, value: Value, known: FillGiven): Value {
  if (!reaches(service, shape)) return value;
  if (Array.isArray(value)) {
    const { member } = shape;
    return member ? (value as readonly Value[]).map((item) => deepen(service, member, item, known)) : value;
  }
  if (!isStructure(value) || shape.type !== "structure") return value;
  return addPresets(service, shape, value, known);
}

const askedAt = new Map<string, readonly string[]>();

/** Where callers of a service ask for what is told only to who asks. */
function listAskedAt(service: string): readonly string[] {
  return askedAt.getOrInsertComputed(service, () => {
    const paths = listPresetRows(service).flatMap(({ asked, links }) => [
      ...Object.values(asked).map(({ at }) => at),
      ...Object.values(links)
        .flat()
        .flatMap((link) => link.asked?.at ?? []),
    ]);
    return [...new Set(paths)];
  });
}

/** What a call asks to be told besides. */
export function listAskedFor({ operation, input }: Context): readonly string[] {
  return listAskedAt(operation.model.service).flatMap((at) => readTexts(parsePath(at), input));
}

/** The members that a row's value takes from the thing. */
function listTaken(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isPath = (name === "$from" || name === "$each") && typeof inner === "string";
    return isPath ? inner.split(/[.[]/).slice(0, 1) : listTaken(inner);
  });
}

const taken = new Map<string, ReadonlySet<string>>();

/** The members, in lower case, that a service tells of its things under other names. */
export function listToldOtherwise(service: string): ReadonlySet<string> {
  return taken.getOrInsertComputed(service, () => {
    const names = listPresetRows(service).flatMap(({ members }) => listTaken(members));
    return new Set(names.map((name) => name.toLowerCase()));
  });
}

/** Whether an answer's own members tell what names a thing, so that its lists are of what that one has. */
export function tellsLinks({ model, output }: Operation): boolean {
  return (
    output !== undefined &&
    listRows(model.service, output).some(({ links }) =>
      Object.keys(links).some((name) => output.members?.[name]?.type === "list"),
    )
  );
}

/** A thing as a structure of an output has it, with what the service adds. */
export function preset(context: Context, thing: Thing, shape: Shape, given: Structure): Structure {
  const { service } = context.operation.model;
  if (!reaches(service, shape)) return given;
  const add: FillGiven["add"] = (one, value, known) => addPresets(service, one, value, known);
  return add(shape, given, giveFrom(context, thing, add));
}

compileLightly(addPresets, deepen, preset, reaches);
