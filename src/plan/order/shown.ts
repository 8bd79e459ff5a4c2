/**
 * What answers show of a thing: a call whose answer shows a value that another one set went after that one, and before those
 * that set it otherwise. Members count only where some call that sets them is answered just what it asked for.
 */

import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { type Links, linkGroups } from "./links.ts";
import type { TouchingStep, Use } from "./touches.ts";
import { tellCounted } from "./versions.ts";

type Scalars = ReadonlyMap<string, string>;

function listScalars(value: Structure): [name: string, text: string][] {
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    const isScalar = typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean";
    return isScalar ? [[name, String(inner)]] : [];
  });
}

/** What an answer shows at its top, or in what stands there; a member that is there twice shows nothing. */
function readShown(output: Structure): Scalars {
  const isInner = (value: Value | undefined): value is Structure => isStructure(value);
  const all = [output, ...Object.values(output).filter(isInner)].flatMap(listScalars);
  const shown = new Map(all);
  const seen = new Set<string>();
  for (const [name] of all) {
    if (seen.has(name)) shown.delete(name);
    seen.add(name);
  }
  return shown;
}

/** A call with what it asks, whether it sets that of a thing, and what its answer shows of it. */
interface View<Call> {
  readonly call: Call;
  readonly isChange: boolean;
  /** Whether it creates the thing: what it shows and does not set was so at first. */
  readonly isCreation: boolean;
  readonly asked: Scalars;
  readonly shown: Scalars;
}

function isChange({ isOwn, role }: Use): boolean {
  return isOwn && (role === "uses" || role === "makes");
}

function view<Call extends TouchingStep>(call: Call, uses: readonly Use[]): View<Call> {
  const { input, output } = call.step;
  return {
    call,
    isChange: uses.some(isChange),
    isCreation: call.touch.deed === "create" && uses.some(({ isOwn, role }) => isOwn && role === "makes"),
    asked: new Map(listScalars(input)),
    shown: readShown(output),
  };
}

/** The calls that set a member to one value, and those whose answers show that. */
interface Valued<Call> {
  readonly setters: Call[];
  readonly showers: Call[];
}

/** Items in the order in which the answers of their calls counted versions; those without any left out, and none where they overlap. */
function sortByCount<Item>(
  items: readonly Item[],
  listCalls: (item: Item) => readonly TouchingStep[],
): readonly Item[] {
  const spans = items.flatMap((item) => {
    const counted = listCalls(item).flatMap(({ step }) => tellCounted(step) ?? []);
    return counted.length === 0 ? [] : [{ item, first: Math.min(...counted), last: Math.max(...counted) }];
  });
  spans.sort((a, b) => a.first - b.first);
  const isApart = spans.every(({ first }, place) => place === 0 || first > (spans[place - 1]?.last ?? 0));
  return isApart ? spans.map(({ item }) => item) : [];
}

function linkMember<Call extends TouchingStep>(
  name: string,
  views: readonly View<Call>[],
  before: Links<Call>,
  placed: Set<Call>,
): void {
  const byValue = new Map<string, Valued<Call>>();
  const find = (value: string) => byValue.getOrInsertComputed(value, () => ({ setters: [], showers: [] }));
  for (const { call, isChange, isCreation, asked, shown } of views) {
    const [wanted, answered] = [asked.get(name), shown.get(name)];
    if (wanted !== undefined && isChange) find(wanted).setters.push(call);
    else if (wanted === undefined && answered !== undefined && !isCreation) find(answered).showers.push(call);
  }
  const values = [...byValue.values()];
  if (values.length < 2 && !values.some(({ setters, showers }) => setters.length > 0 && showers.length > 0))
    return;
  for (const { setters, showers } of values) for (const call of [...setters, ...showers]) placed.add(call);
  const set = values.filter(({ setters }) => setters.length > 0);
  for (const { setters, showers } of set) linkGroups([setters, showers], before);
  const older = values.filter(({ setters }) => setters.length === 0).flatMap(({ showers }) => showers);
  // Nothing that is shown of a thing was so before it was created.
  const creating = new Set(views.flatMap(({ call, isCreation }) => (isCreation ? call : [])));
  const setting = set.flatMap(({ setters }) => setters).filter((call) => !creating.has(call));
  if (older.length > 0) linkGroups([older, setting], before);
  const inTurn = sortByCount(set, ({ setters, showers }) => [...setters, ...showers]);
  linkGroups(
    inTurn.flatMap(({ setters, showers }) => [setters, showers]).filter((group) => group.length > 0),
    before,
  );
}

function linkViews<Call extends TouchingStep>(
  views: readonly View<Call>[],
  before: Links<Call>,
  placed: Set<Call>,
): void {
  const echoed = new Set<string>();
  for (const { isChange, asked, shown } of views)
    for (const [name, value] of isChange ? asked : []) if (shown.get(name) === value) echoed.add(name);
  for (const name of echoed) linkMember(name, views, before, placed);
  linkTokens(views, before, placed);
  linkRuns(views, before, placed);
}

/** The calls whose answers show one value of a member that none of them sets, by value, in the order of the versions counted then. */
function listRuns<Call extends TouchingStep>(
  name: string,
  views: readonly View<Call>[],
): readonly (readonly View<Call>[])[] {
  if (views.some(({ asked }) => asked.has(name))) return [];
  const showing = views.filter(({ shown }) => shown.has(name));
  const alike = [...Map.groupBy(showing, ({ shown }) => shown.get(name)).values()];
  const runs = sortByCount(alike, (some) => some.map(({ call }) => call));
  return runs.length > 1 ? runs : [];
}

/**
 * Links calls by what nobody sets and each change makes anew, the digest of a function's code: those that show one value go
 * side by side, and the versions that were counted meanwhile tell which value was first.
 */
function linkRuns<Call extends TouchingStep>(
  views: readonly View<Call>[],
  before: Links<Call>,
  placed: Set<Call>,
): void {
  const counting = views.filter(({ call }) => tellCounted(call.step) !== undefined);
  if (counting.length < 2) return;
  const names = new Set(counting.flatMap(({ shown }) => [...shown.keys()]));
  const runs = [...names].map((name) => listRuns(name, views)).filter((found) => found.length > 0);
  // Before any of them places a call.
  const isFree = ({ call }: View<Call>) => !placed.has(call);
  const changing = new Set(views.filter((one) => one.isChange && isFree(one)));
  for (const run of runs) {
    linkGroups(
      run.map((alike) => alike.map(({ call }) => call)),
      before,
    );
    for (const alike of run) {
      const changes = alike.filter((view) => changing.has(view));
      const others = alike.filter((view) => !view.isChange);
      linkGroups([changes.map(({ call }) => call), others.map(({ call }) => call)], before);
      for (const { call } of alike) placed.add(call);
    }
  }
}

/** What nobody chooses, and what two calls hardly say by chance. */
const TOKEN = /^(?=.*\d)[\w+/=.:-]{6,}$/;

/** Links what asks with a token, by which a service tells that nothing was changed in between, after what gave that out. */
function linkTokens<Call extends TouchingStep>(
  views: readonly View<Call>[],
  before: Links<Call>,
  placed: Set<Call>,
): void {
  const givers = new Map<string, Set<Call>>();
  for (const { call, asked, shown } of views) {
    const said = new Set(asked.values());
    for (const text of shown.values())
      if (TOKEN.test(text) && !said.has(text)) givers.getOrInsertComputed(text, () => new Set()).add(call);
  }
  if (givers.size === 0) return;
  for (const { call, asked, isCreation } of views) {
    if (isCreation) continue;
    const names = new Set(call.touch.uses.map(({ text }) => text));
    for (const text of asked.values()) {
      const [giver, ...others] = givers.get(text) ?? [];
      if (giver === undefined || others.length > 0 || names.has(text)) continue;
      linkGroups([[giver], [call]], before);
      placed.add(giver).add(call);
    }
  }
}

/**
 * Links the calls of a second by what their answers show of the things that they have for themselves, of those by the keys
 * that several `shared`; gives the calls that it placed.
 */
export function linkShown<Call extends TouchingStep>(
  calls: readonly Call[],
  shared: ReadonlySet<string>,
  before: Links<Call>,
): ReadonlySet<Call> {
  const placed = new Set<Call>();
  if (shared.size === 0) return placed;
  const byThing = new Map<string, Map<Call, Use[]>>();
  const passing = new Set<string>();
  for (const call of calls) {
    for (const use of call.touch.uses) {
      if (!use.isExclusive || !(use.isOwn || use.role === "captures") || !shared.has(use.key)) continue;
      const thing = use.thing;
      // Of what ends in this second, answers may show another life.
      if (use.role === "removes") passing.add(thing);
      byThing
        .getOrInsertComputed(thing, () => new Map())
        .getOrInsertComputed(call, () => [])
        .push(use);
    }
  }
  for (const [thing, group] of byThing) {
    if (group.size < 2 || passing.has(thing)) continue;
    // Of most calls the log has no answer.
    const isAnswered = ([call, uses]: [Call, Use[]]) =>
      uses.some(isChange) && Object.keys(call.step.output).length > 0;
    if (![...group].some(isAnswered)) continue;
    linkViews(
      [...group].map(([call, uses]) => view(call, uses)),
      before,
      placed,
    );
  }
  return placed;
}

compileLightly(linkShown, linkViews, readShown);
