/**
 * Answers lists of what was brought to a thing, or of what it was brought to: a device's certificates, a certificate's
 * devices. What brings two things together is known by its readings; what such a list asks by is the one, what it tells the
 * other.
 */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { parseCallPath } from "../../../aws/resources/fill-input.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { findShape } from "../../../plan/missing/derived/paths.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, nameAttached, placeOf } from "../context.ts";
import { fitValue } from "../fit-value.ts";
import { overlay } from "../overlay.ts";
import { fitsAskedAs } from "../reads/asked-rows.ts";
import { findOnlyList, listMakings, type ReadMaking } from "../reads/by-readings.ts";
import { findAny, findOne } from "../reads/find-any.ts";
import { paginate } from "../reads/pages.ts";
import { findPath, writeOutput } from "../reads/view.ts";
import { listTraces } from "../traces.ts";
import { findNamed, readChain } from "./names.ts";
import { tellGivenName, tellMadeName } from "./own-names.ts";

/** A making that this list tells of: by what its call says besides what the list asks by, or by the thing that it made. */
interface Bringing {
  readonly making: ReadMaking;
  readonly asked: ReadonlyMap<string, Value>;
  /** What names the other end; undefined where that is the thing itself. */
  readonly others: readonly MemberMeaning[] | undefined;
}

/** Where the call that brings things together says what this list asks by. */
function listAskedBy({ input }: Context, { fills }: ReadMaking): Map<string, Value> {
  const asked = new Map<string, Value>();
  for (const { member, sources } of fills) {
    const value = input[member];
    if (value === undefined || value === null) continue;
    for (const source of sources)
      if ("path" in source && source.path.side === "input") asked.set(source.path.steps.join("."), value);
  }
  return asked;
}

function isFilledByAnswer({ input }: Context, { member, sources }: ReadMaking["fills"][number]): boolean {
  const isAsked = input[member] !== undefined && input[member] !== null;
  return isAsked && sources.some((source) => "path" in source && source.path.side === "output");
}

/** Members that say the same as another one: a thing's name and its ARN. */
function isSameEnd(one: MemberMeaning, other: MemberMeaning): boolean {
  return one.path === other.path || (one.type !== undefined && one.type === other.type);
}

/** What else is brought together by calls that name by the same member what a list asks by, where no reading tells of it. */
function guessMakings(context: Context): ReadMaking[] {
  const { resources, operation, meaning } = context;
  const named = meaning.input.filter(
    ({ part, path }) => part !== "reference" && operation.input?.required?.includes(path) === true,
  );
  const at = findOnlyList(operation);
  const isOfTexts = at !== undefined && findShape(operation.output, at)?.type === "string";
  const isOfNames = isOfTexts && meaning.output.length === 0;
  // What stands in what the list asks by is listed as all things are.
  const isMadeThere = Object.values(resources.operations).some(
    ({ deed, type, input }) =>
      (deed === "create" || deed === "put") &&
      type === meaning.type &&
      named.some((one) => input.some(({ path }) => path === one.path)),
  );
  const isOfThings = meaning.type !== undefined && findPath(context, meaning.type) === at && !isMadeThere;
  if (!isOfNames && !isOfThings) return [];
  return Object.entries(resources.operations).flatMap(([maker, { deed, type, input }]) => {
    const same = named.filter((one) => input.some(({ path }) => path === one.path));
    if (deed !== "attach" || type === undefined || type !== meaning.type || same.length === 0) return [];
    const fills = same.map(({ path }) => ({
      ...{ member: path, isRequired: true },
      sources: [{ path: parseCallPath(`input.${path}`) }],
    }));
    return [{ maker, type, at: undefined, lists: true, fills }];
  });
}

/** Whether what a list names by an answer's list is brought there by calls of their own: a profile is made without roles. */
function isBroughtLater(context: Context, { fills }: ReadMaking): boolean {
  const { input, resources } = context;
  const isOfList = fills.every(({ member, sources }) => {
    const isAsked = input[member] !== undefined && input[member] !== null;
    return !isAsked || sources.every((one) => "path" in one && one.path.steps.includes("[]"));
  });
  return isOfList && listMakings(context).some(({ maker }) => resources.operations[maker]?.deed === "attach");
}

/** How a list tells of what a call brought; `none` where it does not, undefined where lists of another kind do. */
function readBringing(context: Context, making: ReadMaking): Bringing | "none" | undefined {
  const { resources, readings } = context;
  const maker = resources.operations[making.maker];
  const isMade = making.type === context.meaning.type && maker?.deed !== "attach";
  // What a list names by what its making answers is the thing itself.
  if (isMade && making.fills.some((fill) => isFilledByAnswer(context, fill)))
    return isBroughtLater(context, making) ? "none" : undefined;
  const asked = listAskedBy(context, making);
  const named = maker?.input.filter(({ path }) => asked.has(path)) ?? [];
  if (!maker || named.length === 0 || maker.deed === "update" || maker.deed === "act") return "none";
  const others = maker.input.filter((member) => !named.some((one) => isSameEnd(one, member)));
  const isOwn = named.some(({ part }) => part === "own");
  if (maker.deed === "attach") {
    const isOfTwo =
      listTraces(resources, readings).made.has(making.type) && maker.input.some(({ part }) => part === "own");
    return isOfTwo && others.length > 0 ? { making, asked, others } : undefined;
  }
  // What a call makes does not stand in itself; what it makes in something else is listed as all things are.
  if (isOwn) return "none";
  return named.every(({ part }) => part === "reference") ? { making, asked, others: undefined } : undefined;
}

/** The makings that a list tells of which is asked by one of two ends; undefined for any other list. */
function listBringing(context: Context): readonly Bringing[] | undefined {
  if (context.meaning.deed !== "list") return undefined;
  const { resources } = context;
  const known = listMakings(context);
  // A reading tells of one side, mostly; the list of the other side is asked by the same member.
  const isKnown = known.some(({ maker }) => resources.operations[maker]?.deed === "attach");
  const makings = isKnown ? known : [...known, ...guessMakings(context)];
  const all = makings.map((one) => readBringing(context, one));
  if (all.includes(undefined)) return undefined;
  const found = all.filter((one) => one !== undefined && one !== "none");
  return found.some(({ others }) => others) ? found : undefined;
}

/** Whether two texts name the same: an ARN names what its last part does. */
function isSameName(one: string, other: string): boolean {
  return one === other || (readChain(one)?.at(-1) ?? one) === (readChain(other)?.at(-1) ?? other);
}

function isAsked({ resources }: Context, { call }: Thing, { making, asked }: Bringing): boolean {
  const members = resources.operations[making.maker]?.input ?? [];
  return [...asked].every(([path, value]) => {
    const named = members.filter((one) => one.path === path);
    const same = members.filter((one) => named.some((member) => isSameEnd(member, one)));
    const texts = same.flatMap((member) => readTexts(parsePath(member.path), call.input));
    return texts.some((text) => typeof value === "string" && isSameName(text, value));
  });
}

/** A thing as an item of the list. */
function writeEnd(context: Context, thing: Thing, at: string): Structure | undefined {
  const [top = ""] = parsePath(at);
  const written = writeOutput(context, [thing], at)[top];
  const [first] = Array.isArray(written) ? (written as readonly Value[]) : [];
  return isStructure(first) ? first : undefined;
}

/** What every item can tell of a thing, of whichever type: what it is called, and of which type it is. */
function describe(context: Context, thing: Thing, item: Shape): Structure {
  const told: Record<string, Value> = makeStructure();
  for (const [name, member] of listMembers(item)) {
    const type = thing.type.replaceAll("-", "_").toUpperCase();
    const text =
      name.toLowerCase() === "arn"
        ? thing.names.arn
        : member.enum?.includes(type)
          ? type
          : (tellGivenName(thing, name) ?? (name === "Name" ? tellMadeName(context, thing) : undefined));
    if (member.type === "string" && text !== undefined) told[name] = text;
  }
  return told;
}

/** What a list tells of one end: its name, or the thing that stands by it, with what was said when it was brought. */
function tellEnd(
  context: Context,
  brought: Thing,
  { others = [] }: Bringing,
  item: Shape,
  at: string,
): Value | undefined {
  const { input } = brought.call;
  const given = others.flatMap((member) =>
    readTexts(parsePath(member.path), input).map((text) => ({ ...member, text })),
  );
  for (const { type, text } of given) {
    const thing = type === undefined ? undefined : findNamed(context, type, [text]);
    if (thing && !fitsAskedAs(context, thing.members)) return undefined;
    if (item.type === "string") {
      const isArn = context.meaning.output.find((member) => member.path === at)?.kind === "arn";
      const name = isArn ? thing?.names.arn : thing?.chain.at(-1);
      return type === undefined || text.startsWith("arn:") === isArn ? text : (name ?? text);
    }
    const said = fitValue(item, input) ?? makeStructure();
    const first = thing && writeEnd(context, thing, at);
    if (first && isStructure(said)) return overlay(first, said);
    const any = type === undefined ? findOne(context, [text]) : undefined;
    if (any && isStructure(said)) return overlay(describe(context, any, item), said);
    if (isStructure(said) && Object.keys(said).length > 0) return said;
    const [only, ...more] = listMembers(item);
    if (only?.[1].type === "string" && more.length === 0)
      return Object.assign(makeStructure(), { [only[0]]: text });
  }
  return undefined;
}

/** The answer to a list of what is together with the thing that it names; undefined for any other operation. */
export function answerOtherEnds(context: Context): Done | undefined {
  const all = listBringing(context);
  if (!all) return undefined;
  const { operation, store } = context;
  const types = all.flatMap(({ others = [] }) => others.flatMap(({ type }) => type ?? []));
  const at =
    types.map((type) => findPath(context, type)).find((path) => path?.endsWith("[]")) ??
    findOnlyList(operation);
  const item = at === undefined ? undefined : findShape(operation.output, at);
  if (at === undefined || !item || !/^\w+\[\]$/.test(at)) return undefined;
  const items = all.flatMap((bringing) => {
    const { making, others } = bringing;
    const kind = { service: operation.model.service, type: others ? nameAttached(making.type) : making.type };
    return store
      .list(placeOf(context, making.type), kind)
      .filter(({ call }) => call.operation === making.maker)
      .filter((thing) => isAsked(context, thing, bringing))
      .flatMap((thing) => {
        if (others) return tellEnd(context, thing, bringing, item, at) ?? [];
        return (item.type === "string" ? thing.chain.at(-1) : writeEnd(context, thing, at)) ?? [];
      });
  });
  // What is together with nothing must stand itself.
  if (items.length === 0 && !findAny(context)) return undefined;
  const page = paginate(operation, context.input, items);
  if (!page) return undefined;
  return { output: Object.assign(makeStructure(), { [at.slice(0, -2)]: page.items }, page.more) };
}
