/** Reads and lists things. */
import { listMembers } from "../../../aws/model/shape.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, nameAttached, placeOf } from "../context.ts";
import { tellsLinks } from "../makes/presets.ts";
import { findOuter, findThing, readContainers, readGiven, readOuterType, readOwn } from "../names/names.ts";
import { answerOtherEnds } from "../names/other-ends.ts";
import { answersUnset, hasAbsence, leavesOut, refuseAbsent, refuseUnset } from "../refusals/refusals.ts";
import { refuseUnknown } from "../refusals/unknown.ts";
import { standsAlways } from "../settings.ts";
import { answerPage } from "./answer-page.ts";
import { fitsAskedAs } from "./asked-rows.ts";
import { standAlone, standIn } from "./beside.ts";
import { findByReadings, findOnlyList, findOnlyStructure, listMakings } from "./by-readings.ts";
import { filterThings, fitsFilter, readAllFilters } from "./filters.ts";
import { findAny } from "./find-any.ts";
import { findAsked } from "./find-asked.ts";
import { listNamed, tellLeftOut, tellsUnprocessed } from "./left-out.ts";
import { listAttachments, makeListing } from "./listing.ts";
import { findReadPath, tellPath } from "./read-paths.ts";
import { refuseNone } from "./refuse-none.ts";
import { answerTags } from "./tag-reads.ts";
import { type OutputPath, writeOutput } from "./view.ts";

/** The thing that refers to all that a read names, which names none itself: the membership of somebody in a group. */
function findReferring(context: Context, type: string): Thing | undefined {
  const { meaning, input, store, operation } = context;
  if (readOwn(context).length > 0) return undefined;
  const asked = meaning.input.flatMap(({ part, path }) =>
    part === "reference" ? readTexts(parsePath(path), input).map((text) => [path, text] as const) : [],
  );
  if (asked.length === 0) return undefined;
  return store
    .list(placeOf(context, type), { service: operation.model.service, type }, readContainers(context))
    .find(({ members }) => asked.every(([path, text]) => readTexts(parsePath(path), members).includes(text)));
}

/** Whether a read asks by more than what its thing stands in, and by no name of that: the values of a partition. */
function asksOtherwise(context: Context): boolean {
  if (readOwn(context).length > 0) return false;
  const naming = new Set(context.meaning.input.map(({ path }) => path));
  return listMakings(context).some(({ fills }) =>
    fills.some(({ member }) => !naming.has(member) && Array.isArray(context.input[member])),
  );
}

function answerRead(context: Context, type: string): Done {
  const asked = asksOtherwise(context) ? findByReadings(context) : undefined;
  const thing =
    asked?.things.at(-1) ??
    findThing(context, type) ??
    findAsked(context, type) ??
    findReferring(context, type);
  if (thing) {
    const at = findReadPath(context, type);
    return { output: writeOutput(context, [thing], at ?? findOnlyStructure(context.operation) ?? "") };
  }
  const meant = findByReadings(context);
  if (meant) {
    const at = meant.at || (findReadPath(context, type) ?? findOnlyStructure(context.operation) ?? "");
    // Of several, the one that was put last counts.
    return { output: writeOutput(context, at.includes("[]") ? meant.things : meant.things.slice(-1), at) };
  }
  return answerUnset(context, type) ?? refuse(context, type);
}

function refuse(context: Context, type: string): Done {
  const name = readContainers(context).at(-1);
  const outer = readOuterType(context);
  // What is not there is what it would stand in.
  if (outer !== undefined && name !== undefined && !outer.includes(":") && !findOuter(context))
    return { error: refuseAbsent(context, outer, name) };
  if (standsAlways(context, type)) return refuseUnknown(context);
  return { error: refuseAbsent(context, type, readOwn(context)[0] ?? name ?? "") };
}

/** What a read of a setting tells where nothing is set on what stands; undefined where that does not stand. */
function answerUnset(context: Context, type: string): Done | undefined {
  const outer = readOwn(context).length === 0 ? findOuter(context) : undefined;
  const isOfAccount = !outer && answersUnset(context) && readContainers(context).length === 0;
  if (!outer && !isOfAccount) return undefined;
  const error = outer && refuseUnset(context, type, outer.type, outer.chain.at(-1) ?? "");
  if (error) return { error };
  const at = findReadPath(context, type) ?? findOnlyStructure(context.operation) ?? "";
  const thing = outer ? standIn(outer, type) : standAlone(context, type);
  return { output: writeOutput(context, at.includes("[]") ? [] : [thing], at) };
}

/** What a list says of tags, or of things that go by no name of their own. */
function answerOtherwise(context: Context): Done {
  const unset = answersUnset(context) ? answerUnset(context, context.meaning.type ?? "") : undefined;
  if (unset) return unset;
  const made = listMade(context);
  if (made) return answerPage(context, made.things, made.at);
  const thing = findAny(context);
  const meant = findByReadings(context);
  const at = meant?.at || (findOnlyList(context.operation) ?? findOnlyStructure(context.operation));
  // Where other operations are known to make what it lists, nothing was made.
  const isKnown = meant !== undefined || (thing !== undefined && listMakings(context).length > 0);
  return isKnown && at !== undefined
    ? { output: writeOutput(context, meant?.things ?? [], at) }
    : ((thing ? undefined : refuseNone(context)) ?? refuseUnknown(context));
}

/** All that was made by what a list reads, or what of it stands in the thing that it names; undefined where that is not known. */
function listMade(
  context: Context,
): { readonly things: readonly Thing[]; readonly at: OutputPath } | undefined {
  const { operation, meaning, store } = context;
  const makings = listMakings(context);
  if (makings.length === 0 || meaning.deed !== "list") return undefined;
  const isWithin = readGiven(context).length > 0;
  const outer = isWithin ? findAny(context) : undefined;
  const at = makings.find((one) => one.at?.endsWith("[]"))?.at ?? findOnlyList(operation);
  const kinds = [...new Set(makings.flatMap(({ type }) => [type, nameAttached(type)]))];
  const makers = new Set(makings.map(({ maker }) => maker));
  const { service } = operation.model;
  const all = isWithin
    ? (outer ? store.listInner(outer) : []).filter(({ type }) => kinds.includes(type))
    : kinds.flatMap((type) => store.list(placeOf(context, type), { service, type }));
  const things = all.filter(({ call }) => makers.has(call.operation));
  const left = filterThings(context, things, at);
  const isKnown = at !== undefined && left !== undefined && (things.length > 0 || !isWithin);
  return isKnown ? { things: left, at } : undefined;
}

/** Whether a thing says that it is in what a list names, or its ARN begins with that: an alias of a state machine. */
function isOf({ members, names }: Thing, path: string, value: string): boolean {
  const isInArn = value.startsWith("arn:") && names.arn?.startsWith(value) === true;
  return members[path] === value || (isInArn && /^[:/]/.test(names.arn?.slice(value.length) ?? ""));
}

/** The things of a type in what a list names, or of which that is said: the accounts of a unit, which are moved about. */
function listWithin(context: Context, type: string): Thing[] {
  const { store, meaning, operation, input } = context;
  const kind = { service: operation.model.service, type };
  const containers = readContainers(context);
  const all = store.list(placeOf(context, type), kind, containers);
  // What is named so does not stand in itself; what is set on it goes by its name.
  const isItself = ({ chain, names }: Thing) =>
    chain.length === containers.length && (names.id ?? names.arn) !== undefined;
  const inside = containers.length === 0 ? all : all.filter((thing) => !isItself(thing));
  if (inside.length > 0 || containers.length === 0) return inside;
  const asked = meaning.input
    .filter(({ part }) => part === "container")
    .flatMap(({ path }) => {
      const value = input[path];
      return typeof value === "string" ? [[path, value] as const] : [];
    });
  return store
    .list(placeOf(context, type), kind)
    .filter((thing) => asked.length > 0 && asked.every(([path, value]) => isOf(thing, path, value)));
}

/** Lists the things that are named, or all of a kind that the filters leave, a page at a time. */
function answerList(context: Context, type: string, at: OutputPath): Done {
  const { meaning } = context;
  const named = listNamed(context, type);
  const isOneName = !meaning.input.some(({ part, path }) => part === "own" && path.endsWith("[]"));
  // A name that a list takes may be how names begin, where the service has no error for one that is not there.
  const isStart = isOneName && meaning.deed === "list" && !hasAbsence(context, type);
  const [missing] = named.missing;
  if (missing !== undefined && !isStart) {
    const meant = named.things.length === 0 ? findByReadings(context) : undefined;
    if (meant) return { output: writeOutput(context, meant.things, meant.at || at) };
    if (!leavesOut(context, type) && !tellsUnprocessed(context))
      return { error: refuseAbsent(context, type, missing) };
    const isIn = readContainers(context).length === 0 || findOuter(context) !== undefined;
    if (!isIn) return refuse(context, type);
    return { output: tellLeftOut(context, writeOutput(context, named.things, at), named.missing) };
  }
  const start = missing ?? "";
  const isNamed = missing === undefined && readOwn(context).length > 0;
  const all = isNamed ? named.things : undefined;
  const isListed = makeListing(context, type);
  const left = filterThings(
    context,
    all ??
      listWithin(context, type)
        .concat(listAttachments(context, type))
        .filter((thing) => isListed(thing) && (start === "" || thing.chain.at(-1)?.startsWith(start))),
    at,
  );
  if (!left) return refuseUnknown(context);
  if (left.length === 0) {
    const meant = findByReadings(context);
    const things = (meant && filterThings(context, meant.things.filter(isListed), at)) ?? [];
    if (meant && things.length > 0) return { output: writeOutput(context, things, meant.at || at) };
  }
  return answerPage(context, tellOnce(context, left, at), at);
}

/** What was brought together several times, told once where all that is told of it is the same. */
function tellOnce(context: Context, things: readonly Thing[], at: OutputPath): readonly Thing[] {
  const { operations } = context.resources;
  const isBrought = (thing: Thing) => operations[thing.call.operation]?.deed === "attach";
  if (!things.some(isBrought)) return things;
  const told = new Set<string>();
  return things.filter((thing) => {
    const text = isBrought(thing) ? JSON.stringify(writeOutput(context, [thing], at)) : undefined;
    const isNew = text === undefined || !told.has(text);
    if (text !== undefined) told.add(text);
    return isNew;
  });
}

/** Whether a list is of what one thing has, whose name it demands, and tells nothing that others make. */
function isAboutOne(context: Context): boolean {
  const { operation, meaning } = context;
  const isOne = meaning.input.some(
    ({ part, path }) => part === "own" && operation.input?.required?.includes(path) === true,
  );
  const isOfIt = listMakings(context).every(({ type, at = "" }) => type === meaning.type && at === "");
  return isOne && !operation.pagination && isOfIt;
}

/** A list of what one thing has, as links tell it, with the items that the filters leave; undefined for any other list. */
function answerLinked(context: Context, type: string | undefined): Done | undefined {
  const { operation, meaning } = context;
  if (!tellsLinks(operation)) return undefined;
  if (type !== undefined && !meaning.input.some(({ part, type: of }) => part === "own" && of === type))
    return undefined;
  // What can be of several types is named by a member that says none.
  const thing = type === undefined ? findAny(context) : findThing(context, type);
  if (!thing) return type === undefined ? undefined : refuse(context, type);
  const filters = readAllFilters(context);
  if (!filters) return refuseUnknown(context);
  const told = Object.entries(writeOutput(context, [thing], "")).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? (value as readonly Value[]).filter(
          (item) =>
            !isStructure(item) ||
            (fitsAskedAs(context, item) &&
              filters.every((filter) => fitsFilter(context, item, NO_TAGS, filter))),
        )
      : value,
  ]);
  return { output: Object.assign(makeStructure(), Object.fromEntries(told)) };
}

/** How many things there are, where a number is all that an operation without input tells; undefined for any other. */
function answerCount(context: Context, type: string | undefined): Done | undefined {
  const { operation, store } = context;
  if (type === undefined || listMembers(operation.input).length > 0) return undefined;
  const [only, ...others] = listMembers(operation.output);
  if (!only || others.length > 0 || !NUMBERS.has(only[1].type)) return undefined;
  const things = store.list(placeOf(context, type), { service: operation.model.service, type });
  return { output: Object.assign(makeStructure(), { [only[0]]: things.length }) };
}

const NUMBERS: ReadonlySet<string> = new Set(["integer", "long"]);

const NO_TAGS: ReadonlyMap<string, string> = new Map();

/** Reads one thing, several that are named, or lists all of a kind. */
export function find(context: Context): Done {
  const tags = answerTags(context);
  if (tags) return tags;
  const { type, deed } = context.meaning;
  const counted = answerCount(context, type);
  if (counted) return counted;
  const linked = answerLinked(context, type);
  if (linked) return linked;
  const ends = answerOtherEnds(context);
  if (ends) return ends;
  const at = type === undefined ? undefined : tellPath(context, type);
  if (type !== undefined && at === undefined && deed === "list" && isAboutOne(context))
    return answerRead(context, type);
  if (type === undefined || (at === undefined && deed === "list")) return answerOtherwise(context);
  if (deed === "list" && readOwn(context).length > 0 && listMakings(context).length > 0) {
    // What is named is what they stand in: the targets of a window.
    const inside = listMakings(context).every((one) => one.type !== type) ? listMade(context) : undefined;
    if (inside) return answerPage(context, inside.things, inside.at);
  }
  return at?.includes("[]") || at?.endsWith("{}") ? answerList(context, type, at) : answerRead(context, type);
}

compileLightly(find);
