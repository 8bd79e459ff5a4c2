/** Writes a thing into an output: what it was made with, what it is called, its tags, state and time. */
import { listMembers } from "../../aws/model/shape.ts";
import type { Operation, Shape } from "../../aws/model/types.ts";
import { parsePath } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning, NameKind, OperationMeaning } from "../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { tellsRefused } from "../../replay/partial.ts";
import type { Thing } from "../store.ts";
import { isUnset, listBrought, shapeBeside, tellAbout, tellItemType } from "./beside.ts";
import { findMadeStructure } from "./by-readings.ts";
import type { Context } from "./context.ts";
import { fitTexts } from "./fit-texts.ts";
import { findMember, fitValue } from "./fit-value.ts";
import { findTagMember, writeTags } from "./labels.ts";
import { findNamed, readChain } from "./names.ts";
import {
  findAnsweredKind,
  isSetting,
  listOwnNames,
  type Roles,
  tellGivenName,
  tellMadeName,
} from "./own-names.ts";
import { preset } from "./presets.ts";
import { tellName, tellOuter, tellReferred } from "./referred.ts";
import { showOnce } from "./shown.ts";
import { isMakingTime, tellState } from "./states.ts";
import { isUntold } from "./untold.ts";

/** A place in an output where things stand: `Role`, `Vpcs[]`, `TableNames[]`, "" for the output itself. */
export type OutputPath = string;

function splitLeaf(path: string): readonly [above: string, leaf: string] {
  const at = path.lastIndexOf(".");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}

/** The id or the ARN that the service made up for a thing, which is surer than what answers have beside it. */
function tellMinted({ names }: Thing, kind: NameKind): string | undefined {
  return kind === "id" || kind === "arn" ? names[kind] : undefined;
}

// Each thing that a list tells is asked for them.
const rolesOf = new WeakMap<OperationMeaning, Map<OutputPath, Roles>>();

/** The members of a structure that name the thing, and what it stands in. */
function listRoles({ meaning }: Context, at: OutputPath): Roles {
  const known = rolesOf.getOrInsertComputed(meaning, () => new Map());
  return known.getOrInsertComputed(at, () => {
    const members = meaning.output.map((member) => [splitLeaf(member.path), member] as const);
    return new Map(members.flatMap(([[above, leaf], member]) => (above === at ? [[leaf, member]] : [])));
  });
}

/** What a member has that was given in a structure of its own: `TableInput.Description`. */
function findGiven(members: Structure, name: string, shape: Shape): Value | undefined {
  const direct = fitValue(shape, findMember(members, name));
  if (direct !== undefined) return direct;
  for (const inner of Object.values(members)) {
    const value = isStructure(inner) ? fitValue(shape, findMember(inner, name)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Of a structure's lists, the one whose items have most of what a thing inside it was made with; undefined for none. */
function chooseList(shape: Shape, { members, chain }: Thing): readonly [string, Structure] | undefined {
  // What it stands in is named in many lists.
  const countOwn = (item: Structure) => Object.values(item).filter((value) => value !== chain.at(-2)).length;
  // What it is may be given in one structure, with nothing beside that but names: the rule of a set of rules.
  const [inner, ...more] = Object.values(members).filter((value) => typeof value === "object");
  const given = [members, ...(isStructure(inner) && more.length === 0 ? [inner] : [])];
  const fitting = listMembers(shape).flatMap(([name, { member }]) =>
    given.flatMap((one) => {
      const item = member?.type === "structure" ? fitValue(member, one) : undefined;
      // Half of what is known of it, or it is something else that has a member of the same name.
      const isMeant = isStructure(item) && Object.keys(item).length * 2 >= Object.keys(one).length;
      return isMeant && Object.keys(one).length > 0 ? [[name, item] as const] : [];
    }),
  );
  const [best] = fitting.toSorted(([, a], [, b]) => countOwn(b) - countOwn(a));
  return best;
}

/** What stands in a thing, as the lists of its structure have it: the routes of a table, the attachments of a gateway. */
function placeInner(context: Context, thing: Thing, shape: Shape): Map<string, Value[]> {
  const { store, operation } = context;
  const lists = new Map<string, Value[]>();
  for (const inner of store.listInner(thing)) {
    const [name, item] = chooseList(shape, inner) ?? [];
    if (name === undefined || item === undefined) continue;
    const members = shape.members?.[name]?.member;
    const told = members ? preset(context, inner, members, item) : item;
    const states = listMembers(members).flatMap(([state]) => {
      const text =
        members && told[state] === undefined ? tellState(operation.model, members, state, false) : undefined;
      return text === undefined ? [] : [[state, text] as const];
    });
    lists
      .getOrInsertComputed(name, () => [])
      .push(Object.assign(makeStructure(), Object.fromEntries(states), told));
  }
  return lists;
}

function joinLists(given: Value | undefined, inner: readonly Value[] | undefined): Value | undefined {
  if (inner === undefined) return given;
  return Array.isArray(given) ? [...(given as readonly Value[]), ...inner] : inner;
}

/** What the answer to a thing's making was about, where another one tells it beside more: the member of a channel, of a ban. */
function tellPart({ operation }: Context, { call }: Thing, name: string, shape: Shape): Value | undefined {
  const isPart = shape.type === "structure" && operation.name !== call.operation;
  return isPart ? fitValue(shape, call.output[name]) : undefined;
}

/** The name of the thing that its making was answered with in a member called so, which the tables do not say here. */
function tellAnswered(context: Context, thing: Thing, name: string): string | undefined {
  const kind = findAnsweredKind(context, thing, name);
  return kind === undefined || kind === "name" ? undefined : tellName(thing, kind);
}

/** What a member names as its kind has it: a key's id, where its ARN was given. */
function fitReference(context: Context, { type, kind }: MemberMeaning, text: string): string {
  const isArn = text.startsWith("arn:");
  if (type === undefined || (kind !== "id" && kind !== "arn") || isArn === (kind === "arn")) return text;
  const thing = findNamed(context, type, [text, ...(readChain(text)?.slice(-1) ?? [])]);
  return (thing && (kind === "id" ? (thing.names.id ?? thing.chain.at(-1)) : thing.names.arn)) ?? text;
}

/** The thing as a structure of the output at a path. */
function writeStructure(context: Context, thing: Thing, shape: Shape, at: OutputPath): Structure {
  const { resources } = context;
  const roles = listRoles(context, at);
  const result = makeStructure();
  const tags = findTagMember(shape, resources.texts);
  const inner = placeInner(context, thing, shape);
  const own = listOwnNames(context, roles, thing);
  for (const [name, member] of listMembers(shape)) {
    if (isUntold(context, name)) continue;
    const role = roles.get(name);
    const isOwn = own.has(name) && member.type === "string";
    // What the caller said is told as it was said.
    const minted =
      isOwn && role && thing.call.input[name] === undefined ? tellMinted(thing, role.kind) : undefined;
    const found =
      minted ??
      (name === tags ? writeTags(member, thing.tags) : undefined) ??
      (member.member?.type === "structure"
        ? fitTexts(context, `${at === "" ? "" : `${at}.`}${name}[]`, findMember(thing.members, name))
        : undefined) ??
      writeBrought(context, thing, member, at === "" ? `${name}[]` : `${at}.${name}[]`) ??
      joinLists(findGiven(thing.members, name, member), inner.get(name)) ??
      tellPart(context, thing, name, member) ??
      (isOwn && role?.kind === "name" ? tellMadeName(context, thing) : undefined) ??
      (isOwn && role ? tellName(thing, role.kind) : undefined) ??
      (role && member.type === "string"
        ? (tellReferred(context, thing, role, roles, name) ?? tellOuter(context, thing, role))
        : undefined) ??
      (member.type === "string" ? tellAnswered(context, thing, name) : undefined) ??
      (member.type === "string" && !role && !isSetting(context, thing)
        ? tellGivenName(thing, name)
        : undefined);
    const value = role && typeof found === "string" ? fitReference(context, role, found) : found;
    if (value !== undefined) result[name] = value;
  }
  return tellStates(context, thing, shape, preset(context, thing, shape, result));
}

/** The items of a list of other things to which the thing was brought. */
function writeBrought(
  context: Context,
  thing: Thing,
  { member }: Shape,
  path: OutputPath,
): Value | undefined {
  const type = member?.type === "structure" ? tellItemType(context, path) : undefined;
  if (!member || type === undefined || type === thing.type) return undefined;
  const things = listBrought(context, thing, type);
  return things.length === 0 ? undefined : things.map((one) => writeStructure(context, one, member, path));
}

/** The structure with the state of what stands, and the time of its making. */
function tellStates({ operation }: Context, thing: Thing, shape: Shape, given: Structure): Structure {
  if (isUnset(thing)) return given;
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), given);
  for (const [name, member] of listMembers(shape)) {
    const value =
      result[name] ??
      tellState(operation.model, shape, name) ??
      (member.type === "timestamp" && isMakingTime(name) ? new Date(thing.createdAt) : undefined);
    if (value !== undefined) result[name] = value;
  }
  return result as Structure;
}

/** A thing as it stands at a path of the output, whose shape that is. */
export function writeItem(context: Context, thing: Thing, shape: Shape, at: OutputPath): Value | undefined {
  if (shape.type === "structure")
    return showOnce(context, thing, at, () => writeStructure(context, thing, shape, at));
  const kind = context.meaning.output.find(({ path }) => path === at)?.kind ?? "name";
  return shape.type === "string" ? tellName(thing, kind) : undefined;
}

function isTelling({ meaning }: Context): boolean {
  return meaning.deed === "read" || meaning.deed === "list";
}

/** An operation that lists answers with a list, an empty one too. */
function listEmpty(context: Context): Record<string, Value> {
  const { operation } = context;
  const result = makeStructure();
  if (!isTelling(context)) return result;
  for (const [name, { type }] of listMembers(operation.output)) if (type === "list") result[name] = [];
  return result;
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
      const groups = depth === last ? held.map((thing) => [thing]) : held.length === 0 ? [] : [held];
      return groups.flatMap((group) => place(member, depth + 1, `${path}[]`, group) ?? []);
    }
    const member = shape.members?.[step];
    if (!member) return undefined;
    const inner = place(member, depth + 1, path === "" ? step : `${path}.${step}`, held);
    return inner === undefined ? undefined : Object.assign(makeStructure(), { [step]: inner });
  };
  const value = place(output, 0, "", things);
  const [top] = steps;
  const about = top === undefined ? {} : tellAbout(context, things);
  // What a read tells of one thing may stand beside it, too: the tags of a function.
  const [first, ...others] = things;
  const beside =
    first && others.length === 0 && top !== undefined && last < 0 && isTelling(context)
      ? writeStructure(context, first, shapeBeside(context, output, top), "")
      : {};
  return Object.assign(listEmpty(context), about, beside, value);
}

/** Whether a member stands in a list of what was refused. */
function isOfRefused(operation: Operation, path: string): boolean {
  const [top = ""] = parsePath(path);
  return tellsRefused(operation, top);
}

const paths = new WeakMap<Operation, Map<string, OutputPath | undefined>>();

/** Where in the output of an operation the thing of a type stands: by the shallowest member that names it. */
export function findPath(context: Context, type: string): OutputPath | undefined {
  const known = paths.getOrInsertComputed(context.operation, () => new Map());
  return known.getOrInsertComputed(type, () => choosePath(context, type));
}

/** The same in the answer to a making: in the one structure that it is, where no member of it names the thing. */
export function findMadeAt(context: Context, type: string): OutputPath {
  return findPath(context, type) ?? findMadeStructure(context) ?? "";
}

function choosePath({ meaning, operation }: Context, type: string): OutputPath | undefined {
  const tokens = new Set(operation.pagination?.outputTokens);
  const paths = meaning.output.flatMap(({ type: of, path }) =>
    of === type && !tokens.has(path) && !isOfRefused(operation, path) ? [path] : [],
  );
  // A list tells of its things; what stands beside them is about the list.
  const isList =
    meaning.deed === "list" && listMembers(operation.output).some(([, { type: of }]) => of === "list");
  const telling = isList ? paths.filter((path) => path.includes("[]")) : paths;
  const [shallowest] = telling.toSorted((a, b) => parsePath(a).length - parsePath(b).length);
  if (shallowest === undefined) return undefined;
  // What is told beside a structure and in it as well is the structure's.
  const within = telling.find((path) => /^\w+\.\w+$/.test(path) && path.endsWith(`.${shallowest}`));
  if (within !== undefined) return splitLeaf(within)[0];
  return shallowest.endsWith("[]") ? shallowest : splitLeaf(shallowest)[0];
}
