/** Which thing a call is about, by the members that the resource table says name it. */
import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { arnTemplates, splitType } from "../../../aws/resources/table.ts";
import type { MemberMeaning, OperationMeaning, Part } from "../../../aws/resources/types.ts";
import type { Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { findPresetRow, listsAll } from "../../../plan/missing/presets.ts";
import { standsIn } from "../../shelf.ts";
import type { Thing } from "../../thing.ts";
import { hasRevisions, readRevisions } from "../changes/revisions.ts";
import { type Context, placeOf, scopeOf } from "../context.ts";
import asked from "../reads/asked.json" with { type: "json" };

const MEANT = asked.flatMap((row) => (row.kind === "meant" ? [row] : [])) as {
  readonly service: string;
  readonly operations: readonly string[];
  readonly has: string;
}[];

/** The members of an input that name things, by what they name. Each call asks for them several times. */
interface Naming {
  /** The thing itself, but by a new name. */
  readonly own: readonly MemberMeaning[];
  /** The thing itself, then what it stands in. */
  readonly given: readonly MemberMeaning[];
  /** What it stands in. */
  readonly containers: readonly MemberMeaning[];
}

const NONE: readonly never[] = [];

const namings = new WeakMap<OperationMeaning, Naming>();

function chooseNaming({ input, deed, type }: OperationMeaning): Naming {
  // What it stands in from the call on is not what it stands in.
  const pick = (part: Part) =>
    input.filter((member) => member.part === part && !(part === "container" && member.renames));
  const named = pick("own");
  // What reads one thing, and by no name that is known to be its own, refers to it.
  const isRead = named.length === 0 && type !== undefined && deed === "read";
  const own = isRead ? pick("reference").filter((member) => member.type === type) : named;
  const containers = pick("container");
  return { own: own.filter(({ renames }) => !renames), given: [...own, ...containers], containers };
}

function findNaming(meaning: OperationMeaning): Naming {
  return namings.getOrInsertComputed(meaning, chooseNaming);
}

function readAll(members: readonly MemberMeaning[], values: Structure): string[] {
  const [only] = members;
  if (members.length === 1 && only) return readTexts(parsePath(only.path), values);
  const all: string[] = [];
  for (const { path } of members) all.push(...readTexts(parsePath(path), values));
  return all;
}

/** The texts in the input that name the thing itself, without its new name where it gets one. */
export function readOwn(context: Context): string[] {
  const { meaning, input } = context;
  const { own } = findNaming(meaning);
  return meaning.type !== undefined && hasRevisions(context, meaning.type)
    ? readEachRevision(context, own)
    : readAll(own, input);
}

function readEachRevision(context: Context, own: readonly MemberMeaning[]): string[] {
  return own.flatMap((member) =>
    readTexts(parsePath(member.path), context.input).flatMap((text) =>
      readRevisions(context, member, text, () => readContainers(context)),
    ),
  );
}

/** The texts in the input that name the thing or what it stands in, as they were given. */
export function readGiven({ meaning, input }: Context): string[] {
  return readAll(findNaming(meaning).given, input);
}

/** What an ARN of a thing says of its names: the containers', the outermost first, and its own. */
export function readChain(text: string): readonly string[] | undefined {
  const arn = splitArn(text);
  return arn && arnTemplates.read(arn)?.chain;
}

/** The thing of a type, which may be another service's (`iam:role`), that one of the texts names. */
export function findNamed(
  { store, operation, caller, resources }: Context,
  type: string,
  texts: readonly string[],
  containers: readonly string[] = [],
): Thing | undefined {
  const kind = splitType(operation.model.service, type);
  const scope = scopeOf(resources, kind.type);
  // How another service's things are named is in its own table.
  const regions = kind.type !== type ? [caller.region, ""] : [scope === "region" ? caller.region : ""];
  for (const region of regions) {
    const found = store.find({ account: caller.account, region }, kind, texts, containers);
    if (found) return found;
  }
  return undefined;
}

/** The first thing of a type, which an account has by itself; the type may be another service's. */
export function findOnly(context: Context, type: string): Thing | undefined {
  const { store, operation, caller } = context;
  const at = type.indexOf(":");
  if (at < 0) return store.findFirst(placeOf(context, type), { service: operation.model.service, type });
  const kind = { service: type.slice(0, at), type: type.slice(at + 1) };
  const { account } = caller;
  return (
    store.findFirst({ account, region: caller.region }, kind) ??
    store.findFirst({ account, region: "" }, kind)
  );
}

/** The names of a container as the things in it have them in their chains, behind those of what is named outside of it. */
function resolveContainer(
  context: Context,
  { type }: MemberMeaning,
  text: string,
  outer: readonly string[],
): readonly string[] {
  const container = type === undefined ? undefined : findNamed(context, type, [text], outer);
  // What it stands in itself may not be named: a rule is made in a listener, which is one of a balancer.
  if (container && standsIn(container, outer)) return container.chain;
  // An ARN names it wherever it stands.
  const named = type !== undefined && text.startsWith("arn:") ? findNamed(context, type, [text]) : undefined;
  if (named?.names.arn === text) return named.chain;
  return [...outer, container?.chain.at(-1) ?? readChain(text)?.at(-1) ?? text];
}

/** Whether members of one structure are ways to name one thing, by its name or its ARN, of which none is given. */
function areWays(members: readonly MemberMeaning[], input: Structure): boolean {
  const outer = members.map(({ path }) => path.slice(0, path.lastIndexOf(".")));
  const isOne = outer[0] !== "" && new Set(outer).size === 1;
  return (
    isOne &&
    new Set(members.map(({ kind }) => kind)).size === members.length &&
    readAll(members, input).length === 0
  );
}

/** The members that say what the thing stands in: a call that leaves one out may mean what every account has. */
function listContainers(context: Context): readonly [MemberMeaning, string[]][] {
  const { containers } = findNaming(context.meaning);
  return containers.length === 0 ? NONE : readEachContainer(context, containers);
}

function readEachContainer(
  { meaning, input, operation }: Context,
  containers: readonly MemberMeaning[],
): readonly [MemberMeaning, string[]][] {
  return containers.flatMap((member): [MemberMeaning, string[]][] => {
    const { part, path, type } = member;
    // Of several things of which no type is known, none is what it stands in: the accounts that a queue lets in.
    if (type === undefined && path.endsWith("[]")) return [];
    const texts = readTexts(parsePath(path), input);
    if (texts.length > 0) return [[member, texts]];
    if (meaning.deed === "list" && type !== undefined && listsAll(operation.model.service, type)) return [];
    const alike = meaning.input.filter((one) => one.type === type && one.part === part);
    const isOnly = alike.length === 1 || (alike[0] === member && areWays(alike, input));
    const preset = isOnly && type !== undefined ? findPresetRow(operation.model.service, type) : undefined;
    return preset === undefined ? [] : [[member, [preset]]];
  });
}

/** The names of what the thing stands in, the outermost first. */
export function readContainers(context: Context): string[] {
  let names: readonly string[] = NONE;
  for (const [member, [text = ""]] of listContainers(context))
    names = resolveContainer(context, member, text, names);
  return [...names];
}

/** The type of what the thing stands in directly; undefined where the input names nothing of the kind. */
export function readOuterType(context: Context): string | undefined {
  return listContainers(context).at(-1)?.[0].type;
}

/** What a call's thing stands in directly; undefined where the input names nothing of the kind, or it does not stand. */
export function findOuter(context: Context): Thing | undefined {
  const outer = readOuterType(context);
  const names = readContainers(context);
  return outer === undefined ? undefined : findNamed(context, outer, names.slice(-1), names.slice(0, -1));
}

/** Which of the things of a type a call means that names none: the one that every account has, that a row tells, or the last. */
function chooseUnnamed({ operation }: Context, type: string, all: readonly Thing[]): Thing | undefined {
  const { service } = operation.model;
  const row = MEANT.find((one) => one.service === service && one.operations.includes(operation.name));
  if (row) return all.find(({ members }) => members[row.has] === true);
  const preset = findPresetRow(service, type);
  return all.find(({ chain }) => chain.at(-1) === preset) ?? (preset === undefined ? all.at(-1) : undefined);
}

/** What was made last of a type in its containers, where a read can name one and does not: the newest version of a table. */
function findNewest(context: Context, type: string, containers: readonly string[]): Thing | undefined {
  const { meaning, operation, store } = context;
  if (meaning.deed !== "read" || findNaming(meaning).own.length === 0) return undefined;
  return store.list(placeOf(context, type), { service: operation.model.service, type }, containers).at(-1);
}

/** The thing of a type that the input names; undefined where it does not stand. */
export function findThing(context: Context, type: string): Thing | undefined {
  const kind = { service: context.operation.model.service, type };
  const [own, containers] = [readOwn(context), readContainers(context)];
  const place = placeOf(context, type);
  // A setting of a thing, of which there is one, has no name of its own.
  if (own.length === 0 && containers.length > 0)
    return (
      context.store.find(place, kind, containers.slice(-1), containers.slice(0, -1)) ??
      findNewest(context, type, containers)
    );
  // Of what an account has one, no call says the name.
  if (own.length === 0) return chooseUnnamed(context, type, context.store.list(place, kind));
  const found = context.store.find(place, kind, own, containers);
  if (found) return found;
  for (const text of own) {
    // An ARN names the thing wherever it stands, where the containers are those that are meant without a name.
    const meant = text.startsWith("arn:") ? context.store.find(place, kind, [text]) : undefined;
    if (meant?.names.arn === text) return meant;
    // An address at whichever host ends with the name.
    const [, end] = /^https?:\/\/[^/]+\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
    const chain = end === undefined ? readChain(text) : [...containers, end];
    const thing = chain && context.store.find(place, kind, chain.slice(-1), chain.slice(0, -1));
    if (thing) return thing;
  }
  return undefined;
}

compileLightly(
  findThing,
  findNamed,
  readContainers,
  listContainers,
  resolveContainer,
  readAll,
  readOwn,
  findOnly,
);
