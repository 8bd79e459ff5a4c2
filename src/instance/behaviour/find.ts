/** Reads and lists things. */
import type { ServiceResources } from "../../aws/resources/types.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../store.ts";
import { findByReadings, findOnlyList, findOnlyStructure, listMakings } from "./by-readings.ts";
import { type Context, placeOf } from "./context.ts";
import { filterThings } from "./filters.ts";
import { findAny } from "./find-any.ts";
import { findThing, readContainers, readOwn } from "./names.ts";
import { paginate } from "./pages.ts";
import { hasAbsence, refuseAbsent } from "./refusals.ts";
import { answerTags } from "./tag-reads.ts";
import { refuseUnknown } from "./unknown.ts";
import { findPath, type OutputPath, writeOutput } from "./view.ts";

/** Where the readings of the table say that a thing of the type stands, which is surer than its names in the output. */
function findReadPath(context: Context, type: string): OutputPath | undefined {
  const read = listMakings(context).find((one) => one.type === type && one.at !== undefined && one.at !== "");
  return read?.at ?? findPath(context, type);
}

/** The same, where a list tells its things by no name. */
function tellPath(context: Context, type: string): OutputPath | undefined {
  const isOfOthers = listMakings(context).some((one) => one.type !== type);
  const isList = context.meaning.deed === "list" && !isOfOthers;
  return findReadPath(context, type) ?? (isList ? findOnlyList(context.operation) : undefined);
}

function answerRead(context: Context, type: string): Done {
  const thing = findThing(context, type);
  if (thing) {
    const at = findReadPath(context, type);
    return { output: writeOutput(context, [thing], at ?? findOnlyStructure(context.operation) ?? "") };
  }
  const meant = findByReadings(context);
  if (meant)
    return { output: writeOutput(context, meant.things, meant.at || (findReadPath(context, type) ?? "")) };
  return { error: refuseAbsent(context, type, readOwn(context)[0] ?? readContainers(context).at(-1) ?? "") };
}

/** What a list says of tags, or of things that go by no name of their own. */
function answerOtherwise(context: Context): Done {
  const thing = findAny(context);
  const meant = findByReadings(context);
  const at = meant?.at || (findOnlyList(context.operation) ?? findOnlyStructure(context.operation));
  // Where other operations are known to make what it lists, nothing was made.
  const isKnown = meant !== undefined || (thing !== undefined && listMakings(context).length > 0);
  return isKnown && at !== undefined
    ? { output: writeOutput(context, meant?.things ?? [], at) }
    : refuseUnknown(context);
}

/** The list that tells of what a call brings together; undefined where it makes a thing, or none does. */
function findAttachedList({ readings, resources }: Context, maker: string): string | undefined {
  if (resources.operations[maker]?.deed !== "attach") return undefined;
  const reads = readings.readings[maker] ?? [];
  return reads.find((read) => resources.operations[read.operation]?.deed === "list")?.operation;
}

const attachedLists = new WeakMap<ServiceResources, ReadonlySet<string>>();

/** The lists of a service that tell of what is brought together, each with the type that it tells of. */
function listAttached(context: Context): ReadonlySet<string> {
  const { resources } = context;
  return attachedLists.getOrInsertComputed(
    resources,
    () =>
      new Set(
        Object.entries(resources.operations).map(
          ([name, { type }]) => `${findAttachedList(context, name)} ${type}`,
        ),
      ),
  );
}

/**
 * Tells which things of a type a list tells of, by the calls that made them: what is brought together is in a list of its own,
 * where there is one.
 */
function makeListing(context: Context, type: string): (thing: Thing) => boolean {
  const { operation, readings } = context;
  const isOfAttached = listAttached(context).has(`${operation.name} ${type}`);
  const isListed = (maker: string) => {
    const own = findAttachedList(context, maker);
    if (own !== undefined) return own === operation.name;
    const isRead = readings.readings[maker]?.some((read) => read.operation === operation.name);
    return isRead === true || !isOfAttached;
  };
  const byMaker = new Map<string, boolean>();
  return ({ call }) => byMaker.getOrInsertComputed(call.operation, isListed);
}

/** The things that a list names itself: all of them, or the first that is missing. */
function listNamed(context: Context, type: string): readonly Thing[] | { readonly missing: string } {
  const kind = { service: context.operation.model.service, type };
  const containers = readContainers(context);
  const things: Thing[] = [];
  for (const text of readOwn(context)) {
    const thing = context.store.find(placeOf(context, type), kind, [text], containers);
    if (!thing) return { missing: text };
    things.push(thing);
  }
  return things;
}

/** Lists the things that are named, or all of a kind that the filters leave, a page at a time. */
function answerList(context: Context, type: string, at: OutputPath): Done {
  const { operation, store, meaning } = context;
  const named = listNamed(context, type);
  const isOneName = !meaning.input.some(({ part, path }) => part === "own" && path.endsWith("[]"));
  // A name that a list takes may be how names begin, where the service has no error for one that is not there.
  const isStart = isOneName && meaning.deed === "list" && !hasAbsence(context, type);
  if ("missing" in named && !isStart) {
    const meant = findByReadings(context);
    if (meant) return { output: writeOutput(context, meant.things, meant.at || at) };
    return { error: refuseAbsent(context, type, named.missing) };
  }
  const kind = { service: operation.model.service, type };
  const start = "missing" in named ? named.missing : "";
  const all = "missing" in named || named.length === 0 ? undefined : named;
  const left = filterThings(
    context,
    all ??
      store
        .list(placeOf(context, type), kind, readContainers(context))
        .filter(makeListing(context, type))
        .filter(({ chain }) => chain.at(-1)?.startsWith(start)),
  );
  if (!left) return refuseUnknown(context);
  if (left.length === 0) {
    const meant = findByReadings(context);
    if (meant) return { output: writeOutput(context, meant.things, meant.at || at) };
  }
  const page = paginate(operation, context.input, left);
  if (!page)
    return { error: { code: "ValidationException", message: "The token is not valid", status: 400 } };
  return { output: Object.assign(writeOutput(context, page.items, at), page.more) };
}

/** Reads one thing, several that are named, or lists all of a kind. */
export function find(context: Context): Done {
  const tags = answerTags(context);
  if (tags) return tags;
  const { type, deed } = context.meaning;
  const at = type === undefined ? undefined : tellPath(context, type);
  if (type === undefined || (at === undefined && deed === "list")) return answerOtherwise(context);
  return at?.includes("[]") ? answerList(context, type, at) : answerRead(context, type);
}
