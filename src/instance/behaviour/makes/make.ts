/** Creates and puts things. */
import type { Operation } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { ServiceResources } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listGivenTags } from "../changes/labels.ts";
import { dropReplaced } from "../changes/replaced.ts";
import { hasRevisions, tellRevision } from "../changes/revisions.ts";
import { tellCaptured, tellVersion } from "../changes/versions.ts";
import { type Context, placeOf } from "../context.ts";
import { tellMade, tellRead } from "../names/apart.ts";
import { readAskedName } from "../names/asked-name.ts";
import { hidesId } from "../names/claim.ts";
import { mintNames } from "../names/mint.ts";
import { findOuter, findThing, readContainers, readOuterType, readOwn } from "../names/names.ts";
import { putSaid, readSaid } from "../names/said.ts";
import { findSame } from "../names/same-names.ts";
import { overlay } from "../overlay.ts";
import { findMadeAt, findPath, writeOutput } from "../reads/view.ts";
import { mayRepeat, refuseTaken } from "../refusals/refusals.ts";
import { readToldNames, readToldThing } from "./adopt.ts";
import { beginWith, bringAlong } from "./companions.ts";
import { inherit } from "./inherited.ts";
import { isRepeated } from "./repeated.ts";
import { countAsked } from "./several.ts";

function answer(context: Context, thing: Thing): { readonly output: Structure } {
  const output = writeOutput(context, [thing], findMadeAt(context, thing.type));
  return { output: context.told ? overlay(output, context.told.output) : output };
}

/** The thing that has the name already; its ARN, or production's answer, may tell that another one is made. */
function findBefore(context: Context, type: string, given: string | undefined): Thing | undefined {
  if (given === undefined && context.meaning.deed === "create") return undefined;
  if (hasRevisions(context, type)) return undefined;
  const together = given === undefined ? tellTogether(context) : undefined;
  const before = together === undefined ? findThing(context, type) : findTogether(context, type, together);
  if (before && given !== undefined && !context.told) {
    // What is put is put in the place of what has its name, under the ARN that this has.
    const { names } =
      context.meaning.deed === "create" && mayRepeat(context, type)
        ? mintNames(context, type, readContainers(context), given)
        : before;
    return names.arn === before.names.arn ? findSame(context, before, given) : undefined;
  }
  const { arn, id } = readToldNames(context, type);
  const isOther =
    (arn ?? before?.names.arn) !== before?.names.arn || (id ?? before?.names.id) !== before?.names.id;
  return isOther ? undefined : before;
}

/** Of most things: none has a map of its own for nothing. */
const NO_TAGS: Thing["tags"] = new Map();

/** The thing without a name that was set as this call sets it. */
function findTogether(context: Context, type: string, together: string): Thing | undefined {
  const kind = { service: context.operation.model.service, type };
  return context.store.find(placeOf(context, type), kind, [together], readContainers(context));
}

/** Its name, or where another thing has that already which is told from it, what it is told by. */
function tellApart(
  context: Context,
  type: string,
  containers: readonly string[],
  { own, names }: ReturnType<typeof mintNames>,
): string {
  const kind = { service: context.operation.model.service, type };
  const other = context.store.find(placeOf(context, type), kind, [own], containers);
  const isTaken =
    other !== undefined && other.chain.at(-1) === own && other.chain.length === containers.length + 1;
  const isOther =
    isTaken && other.names.arn !== undefined && names.arn !== undefined && other.names.arn !== names.arn;
  return isOther ? (names.arn ?? own) : own;
}

/** Makes the thing of a type that the input describes, or changes it where it may be put again. */
export function make(context: Context, type: string): Done {
  const { meaning, operation, store, input, resources, now } = context;
  const [given] = readOwn(context);
  const before = findBefore(context, type, given);
  const tags = listGivenTags(operation.input, input, resources.texts);
  if (before && !context.told && isRepeated(context, before)) return answer(context, before);
  if (before) {
    const refusal =
      meaning.deed === "create" && !context.told ? refuseTaken(context, type, given ?? "") : undefined;
    if (refusal) return { error: refusal };
    const said = readSaid(context);
    const changed = {
      ...before,
      members: overlay(
        putSaid(dropReplaced(context, type, before.members, said), said),
        wrapTold(context, type, readToldThing(context, type).members),
      ),
      tags: new Map([...before.tags, ...tags]),
    };
    store.put(changed);
    if (changed.within === undefined) tellOuter(context, changed);
    bringAlong(context, changed, makeStructure(), before);
    return answer(context, changed);
  }
  const containers = readContainers(context);
  const asked = given ?? readAskedName(context, type);
  const isNamed =
    asked !== undefined || meaning.output.some(({ part, type: of }) => part === "own" && of === type);
  // What goes by no name of its own is told from others by what it brings together: a route by where it leads.
  const together = isNamed ? asked : (tellVersion(context, type, containers) ?? tellTogether(context));
  const isSetting = !isNamed && together === undefined;
  const minted = mintNames(context, type, containers, together);
  const { names } = minted;
  const own = tellApart(context, type, containers, minted);
  const told = readToldThing(context, type);
  const { members: captured, placeholders } = tellCaptured(context, together);
  const kind = { service: operation.model.service, type };
  // A setting goes by the name of what it is a setting of.
  const chain = isSetting ? containers : [...containers, own];
  const thing: Thing = {
    place: placeOf(context, type),
    ...kind,
    chain,
    within: isSetting ? undefined : readOuterType(context),
    names,
    members: overlay(
      beginWith(context, type),
      inherit(context),
      tellRevision(kind, chain),
      captured,
      readSaid(context).input,
      wrapTold(context, type, told.members),
    ),
    ...(placeholders && { placeholders }),
    tags: told.tags.size + tags.size === 0 ? NO_TAGS : new Map([...told.tags, ...tags]),
    createdAt: now,
    call: { operation: operation.name, event: context.told?.event, input, output: makeStructure() },
    brought: hidesId(context, type, given) ? "untold" : undefined,
  };
  const done = answer(context, thing);
  const made = { ...thing, call: { ...thing.call, output: done.output } };
  store.put(made);
  if (isSetting) tellOuter(context, thing);
  const brought = bringAlong(context, made, done.output);
  if (Object.keys(brought).length === 0) return done;
  store.put({ ...made, members: overlay(made.members, brought) });
  return { output: overlay(done.output, brought) };
}

/** The input for one of several things, where a list that it demands has one item for each: a log of each subnet. */
function takeOne({ input, operation }: Context, count: number, at: number): Structure {
  const lists = (operation.input?.required ?? []).filter((name) => {
    const value = input[name];
    return Array.isArray(value) && value.length === count;
  });
  const taken = lists.map((name) => [name, [(input[name] as readonly Value[])[at] ?? null]] as const);
  return Object.assign(makeStructure(), input, Object.fromEntries(taken));
}

/** Makes as many things as the input asks for, and tells them together. */
function makeSeveral(context: Context, type: string, list: string): Done {
  const items: Value[] = [];
  let done = make(context, type);
  for (let left = countAsked(context); "output" in done; left--) {
    const made = done.output[list];
    if (Array.isArray(made)) items.push(...(made as readonly Value[]));
    if (left <= 1) return { output: Object.assign(makeStructure(), done.output, { [list]: items }) };
    done = make(context, type);
  }
  return done;
}

/** Makes each of the things that the input asks for, or that production answered with: the machines of one call. */
export function makeAll(context: Context, type: string): Done {
  const { told } = context;
  if (!told && countAsked(context) <= 1) return make(context, type);
  const [, list = ""] = /^(\w+)\[\]$/.exec(findPath(context, type) ?? "") ?? [];
  if (!told) return makeSeveral(context, type, list);
  const items = told.output[list];
  if (!Array.isArray(items) || items.length < 2) return make(context, type);
  const all = items as readonly Value[];
  for (const [at, item] of all.entries()) {
    const output = Object.assign(makeStructure(), told.output, { [list]: [item] });
    const input = typeof item === "string" ? takeOne(context, all.length, at) : context.input;
    const done = make({ ...context, input, told: { ...told, output } }, type);
    if ("error" in done) return done;
  }
  return { output: told.output };
}

/** What production answered as the input says it: inside of `pipeline`, where that is what both give. */
function wrapTold(context: Context, type: string, told: Structure): Structure {
  const at = findPath(context, type);
  const isBoth = at !== undefined && isStructure(context.input[at]) && sharesMembers(context.operation, at);
  return isBoth ? Object.assign(makeStructure(), { [at]: told }) : told;
}

/** Whether what is at a path of the input and of the output has a member in common. */
function sharesMembers({ input, output }: Operation, at: string): boolean {
  const told = output?.members?.[at]?.members;
  return Object.keys(input?.members?.[at]?.members ?? {}).some((name) => told?.[name]);
}

const listed = new WeakMap<ServiceResources, ReadonlySet<string | undefined>>();

/** Whether there may be several of what a call sets: something lists them. */
function isListed({ resources, meaning }: Context): boolean {
  const types = listed.getOrInsertComputed(
    resources,
    ({ operations }) =>
      new Set(Object.values(operations).flatMap(({ deed, type }) => (deed === "list" ? [type] : []))),
  );
  return types.has(meaning.type);
}

/** What tells a thing without a name from the others of its kind; undefined where a call only sets something. */
function tellTogether(context: Context): string | undefined {
  const { meaning, readings, operation, input } = context;
  const asked = tellMade(context) ?? tellRead(context);
  if (meaning.deed !== "create") return isListed(context) ? asked : undefined;
  const [reading] = readings.readings[operation.name] ?? [];
  const texts = (reading?.holds ?? [])
    .filter((path) => path.startsWith("input."))
    .flatMap((path) => readTexts(parsePath(path.slice("input.".length)), input));
  return asked ?? (texts.length > 0 ? texts.join(" ") : undefined);
}

/** What is set on a thing, also as the structure that the answer to that is: a project's webhook. */
function wrapSet(context: Context, type: string, members: Structure): Structure {
  const at = findMadeAt(context, type);
  return /^\w+$/.test(at) ? Object.assign(makeStructure(), members, { [at]: members }) : members;
}

/** What is set on a thing is told with it, where the read of the setting is the thing's own. */
function tellOuter(context: Context, { chain, members, type }: Thing): void {
  const { readings, resources, operation, store } = context;
  const [reading] = readings.readings[operation.name] ?? [];
  const outer = findOuter(context);
  if (
    !outer ||
    !reading ||
    chain.length === 0 ||
    resources.operations[reading.operation]?.type !== outer.type
  )
    return;
  store.put({ ...outer, members: overlay(outer.members, wrapSet(context, type, members)) });
}

compileLightly(make, makeAll, findBefore, tellApart, wrapTold, answer);
