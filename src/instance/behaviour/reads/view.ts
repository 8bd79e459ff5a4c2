/** Writes a thing into an output: what it was made with, what it is called, its tags, state and time. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning, NameKind } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Thing } from "../../thing.ts";
import { findTagMember, writeTags } from "../changes/labels.ts";
import type { Context } from "../context.ts";
import { findMember, fitValue } from "../fit-value.ts";
import { preset } from "../makes/presets.ts";
import { settle } from "../makes/states.ts";
import {
  findAnsweredKind,
  isNameOf,
  isOtherName,
  isSetting,
  listOwnNames,
  tellGivenName,
  tellMadeName,
} from "../names/own-names.ts";
import { fitReference, tellName, tellOuter, tellReferred } from "../names/referred.ts";
import { countBeside, isUnset, listBrought, shapeBeside, tellAbout, tellArns } from "./beside.ts";
import { fitTexts } from "./fit-texts.ts";
import { findGivenOtherwise, joinLists, placeInner } from "./inner-lists.ts";
import type { OutputPath } from "./output-paths.ts";
import { showOnce } from "./shown.ts";
import { listTold, type ToldMember, type ToldStructure } from "./told-members.ts";
import { isUntold, leavesOut } from "./untold.ts";

export { findMadeAt, findPath, type OutputPath } from "./output-paths.ts";

/** The id or the ARN that the service made up for a thing, which is surer than what answers have beside it. */
function tellMinted({ names }: Thing, kind: NameKind): string | undefined {
  return kind === "id" || kind === "arn" ? names[kind] : undefined;
}

/** Whether the answer to the thing's making told a text in the member, which no table says to name the thing. */
function isToldSo({ members, call: { output } }: Thing, name: string): boolean {
  return typeof output[name] === "string" && members[name] === output[name];
}

/** Whether a member is told as the caller said it, or, of what goes by two ids, as it was answered. */
function isSaid(context: Context, thing: Thing, name: string, { type }: MemberMeaning): boolean {
  return (
    thing.call.input[name] !== undefined ||
    isOtherName(context, thing, name) ||
    (type === undefined && isToldSo(thing, name))
  );
}

/** Whether a member for a name would tell the id again of what nobody named, which another member tells. */
function isIdAgain({ names, chain }: Thing, { kind }: MemberMeaning, own: ReadonlySet<string>): boolean {
  return kind === "name" && own.size > 1 && names.id !== undefined && names.id === chain.at(-1);
}

/** The structures that a thing has, from the one on that has most of what a shape has: of a distribution, its configuration. */
function listInner(members: Structure, shape: Shape): Structure[] {
  const inner = Object.values(members).filter((value) => isStructure(value));
  if (inner.length < 2) return inner;
  const names = listMembers(shape).map(([name]) => name);
  const shared = new Map(inner.map((one) => [one, names.filter((name) => one[name] !== undefined).length]));
  return inner.toSorted((a, b) => (shared.get(b) ?? 0) - (shared.get(a) ?? 0));
}

/** What a member has in the first structure that gives it: a thing's members, or one of their own, `TableInput.Description`. */
function findGiven(all: readonly Structure[], name: string, shape: Shape): Value | undefined {
  for (const members of all) {
    const value = fitValue(shape, findMember(members, name));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What the answer to a thing's making was about, where another one tells it beside more: the member of a channel, of a ban. */
function tellPart({ operation }: Context, { call }: Thing, name: string, shape: Shape): Value | undefined {
  const isPart = shape.type === "structure" && operation.name !== call.operation;
  const value = isPart ? fitValue(shape, call.output[name]) : undefined;
  // Production told it as it was at that moment.
  return value === undefined ? undefined : settle(operation.model, shape, value, false);
}

/** The name of the thing that its making was answered with in a member called so, which the tables do not say here. */
function tellAnswered(context: Context, thing: Thing, name: string): string | undefined {
  const kind = findAnsweredKind(context, thing, name);
  return kind === undefined || kind === "name" ? undefined : tellName(thing, kind);
}

/** What a read tells in a structure of another name than the one in which it was given: a rule's payload. */
function writeGivenOtherwise(
  context: Context,
  thing: Thing,
  shape: Shape,
  name: string,
): Structure | undefined {
  const members = isTelling(context)
    ? findGivenOtherwise(context.operation.output, thing.members, shape)
    : undefined;
  return (
    members && writeStructure(context, { ...thing, members: { ...thing.members, ...members } }, shape, name)
  );
}

/** The thing as a structure of the output at a path. */
function writeStructure(context: Context, thing: Thing, shape: Shape, at: OutputPath): Structure {
  const { resources, operation } = context;
  const told = listTold(context, shape, at);
  const { roles } = told;
  const result = makeStructure();
  const tags = findTagMember(shape, resources.texts);
  const inner = placeInner(context, thing, shape);
  const own = listOwnNames(context, roles, thing);
  const given = [thing.members, ...listInner(thing.members, shape)];
  const mayLeaveOut = leavesOut(context);
  const goesByName = !isSetting(context, thing);
  for (const { name, shape: member, role, isText, isStructure: isDeep, path, items } of told.members) {
    if (mayLeaveOut && isUntold(context, name)) continue;
    const isOwn = isText && own.has(name);
    const found =
      (isOwn && role && !isSaid(context, thing, name, role) ? tellMinted(thing, role.kind) : undefined) ??
      (name === tags ? writeTags(member, thing.tags) : undefined) ??
      (items &&
        (fitTexts(context, items.path, findMember(thing.members, name)) ??
          writeBrought(context, thing, member, items))) ??
      joinLists(findGiven(given, name, member), inner.get(name)) ??
      (isDeep
        ? (tellPart(context, thing, name, member) ??
          (isNameOf(operation, context.meaning, thing.type, path)
            ? writeStructure(context, thing, member, path)
            : undefined) ??
          (at === "" ? writeGivenOtherwise(context, thing, member, name) : undefined))
        : undefined) ??
      (isOwn && role?.kind === "name" ? tellMadeName(context, thing) : undefined) ??
      (isOwn && role && !isIdAgain(thing, role, own) ? tellName(thing, role.kind) : undefined) ??
      (isText
        ? ((role && (tellReferred(context, thing, role, roles, name) ?? tellOuter(context, thing, role))) ??
          tellAnswered(context, thing, name) ??
          (!role && goesByName ? tellGivenName(thing, name) : undefined))
        : undefined);
    const value = role && typeof found === "string" ? fitReference(context, role, found) : found;
    if (value !== undefined) result[name] = value;
  }
  return tellStates(context, thing, told, preset(context, thing, shape, result));
}

/** The items of a list of other things to which the thing was brought. */
function writeBrought(
  context: Context,
  thing: Thing,
  { member }: Shape,
  { path, type }: NonNullable<ToldMember["items"]>,
): Value | undefined {
  if (!member || type === undefined || type === thing.type) return undefined;
  const things = listBrought(context, thing, type);
  return things.length === 0 ? undefined : things.map((one) => writeStructure(context, one, member, path));
}

/** The structure with the state of what stands, and the time of its making. */
function tellStates(context: Context, thing: Thing, told: ToldStructure, given: Structure): Structure {
  if (isUnset(thing)) return given;
  const mayLeaveOut = leavesOut(context);
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), given);
  for (const { name, state, time } of told.members) {
    if (state === undefined && time === undefined) continue;
    if (mayLeaveOut && isUntold(context, name)) continue;
    result[name] ??= state ?? (time === "moment" ? new Date(thing.createdAt) : thing.createdAt);
  }
  return result as Structure;
}

/** A thing as it stands at a path of the output, whose shape that is. */
export function writeItem(context: Context, thing: Thing, shape: Shape, at: OutputPath): Value | undefined {
  if (shape.type === "structure")
    return showOnce(context, thing, at, () => writeStructure(context, thing, shape, at));
  return shape.type === "string" ? writeText(context, thing, shape, at) : undefined;
}

/** A thing in a list of texts: what it is called, or what the call that made it names of the type that the list tells. */
function writeText(context: Context, thing: Thing, shape: Shape, at: OutputPath): string | undefined {
  const { meaning, resources } = context;
  const role = meaning.output.find(({ path }) => path === at);
  const { input = [] } = resources.operations[thing.call.operation] ?? {};
  const other = role?.type === undefined || role.type === thing.type ? undefined : role;
  const [text] = input
    .filter(({ type }) => other && type === other.type)
    .flatMap(({ path }) => readTexts(parsePath(path), thing.call.input));
  if (other && text !== undefined) return fitReference(context, other, text);
  return tellName(thing, role?.kind ?? (shape.name.toLowerCase().endsWith("arn") ? "arn" : "name"));
}

function isTelling({ meaning }: Context): boolean {
  return meaning.deed === "read" || meaning.deed === "list";
}

/** An operation that lists answers with a list, an empty one too; what one thing that stands does not have is not told. */
function listEmpty(context: Context, things: readonly Thing[], at: OutputPath): Record<string, Value> {
  const { operation, meaning } = context;
  const result = makeStructure();
  const isOfOne = meaning.deed !== "list" && things.some((one) => !isUnset(one)) && !at.includes("[]");
  if (!isTelling(context)) return result;
  // What comes a page at a time is a list, whatever it is of: the items of a table.
  const paged = operation.pagination?.items ?? [];
  for (const [name, { type }] of listMembers(operation.output))
    if (type === "list" && (!isOfOne || paged.includes(name))) result[name] = [];
  return result;
}

/** Things in a map, each by its name. */
function writeMap(context: Context, { value }: Shape, things: readonly Thing[], path: OutputPath): Value {
  const told = things.flatMap((thing) => {
    const name = thing.chain.at(-1) ?? "";
    // A map of texts tells what a thing has beside its names.
    const texts = Object.values(thing.members).filter(
      (text) => typeof text === "string" && !thing.chain.includes(text),
    );
    const item = value?.type === "string" ? texts[0] : value && writeItem(context, thing, value, `${path}{}`);
    return item === undefined || item === null ? [] : [[name, item] as const];
  });
  return Object.assign(makeStructure(), Object.fromEntries(told));
}

/** Things by the item of an outer list in which they stand, whose id they have: machines by their reservations. */
function groupHeld({ name, members }: Shape, held: readonly Thing[]): readonly (readonly Thing[])[] {
  const id = Object.keys(members ?? {}).find((one) => one.toLowerCase() === `${name.toLowerCase()}id`);
  const groups = Map.groupBy(held, (thing) => (id === undefined ? undefined : thing.members[id]));
  return [...groups.values()];
}

/** The output of an operation in which things stand at a path. */
export function writeOutput(context: Context, things: readonly Thing[], at: OutputPath): Structure {
  const { output } = context.operation;
  if (!output) return makeStructure();
  const steps = parsePath(at);
  // The last list of the path has an item for each; what lies outside of it is there once.
  const last = steps.lastIndexOf("[]");
  const place = (shape: Shape, depth: number, path: string, held: readonly Thing[]): Value | undefined => {
    const [step, [first]] = [steps[depth], held];
    if (step === undefined) return first && writeItem(context, first, shape, path);
    if (step === "[]") {
      const { member } = shape;
      if (!member) return undefined;
      const groups = depth === last ? held.map((thing) => [thing]) : groupHeld(member, held);
      const items = groups.flatMap((group) => place(member, depth + 1, `${path}[]`, group) ?? []);
      // Of things that share a name, a list of names tells it once.
      return member.type === "string" ? [...new Set(items)] : items;
    }
    if (step === "{}") return writeMap(context, shape, held, path);
    const member = shape.members?.[step];
    if (!member) return undefined;
    const inner = place(member, depth + 1, path === "" ? step : `${path}.${step}`, held);
    const beside = inner !== undefined || path === "" ? writeBeside(shape, step, path, held) : {};
    if (inner === undefined && path !== "") return undefined;
    const told = inner === undefined ? {} : { [step]: inner };
    const counted = path !== "" && Array.isArray(inner) ? countBeside(context, shape, inner.length) : {};
    const around = Object.assign(makeStructure(), counted, beside, told);
    // What stands around the thing in an item of a list tells of it as well: a target's health, a machine's reservation.
    const isAround = last >= 0 && (depth > last || steps[depth - 1] === "[]");
    return first && isAround ? preset(context, first, shape, around) : around;
  };
  // What a read tells of one thing may stand beside it, too: the tags of a function, the text of a policy.
  const writeBeside = (shape: Shape, step: string, path: string, [first, ...others]: readonly Thing[]) =>
    first && others.length === 0 && last < 0 && isTelling(context)
      ? writeStructure(context, first, shapeBeside(context, shape, step, path), path)
      : {};
  const about = steps[0] === undefined ? tellArns(context) : tellAbout(context, things);
  return Object.assign(listEmpty(context, things, at), about, place(output, 0, "", things));
}

compileLightly(writeStructure, writeOutput, findGiven, placeInner, tellStates, listEmpty);
