/** Things that a read picks out by a filter that leaves one alone: a name, the tag that is one, a network's block. */
import * as v from "valibot";
import type { Operation } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import { findRecipe } from "./catalogue.ts";
import { tellLeaf } from "./derived/paths.ts";
import rows from "./filters.json" with { type: "json" };
import { findMembers } from "./find-members.ts";
import { findTaggedType, type Label, makePinned, type Pin } from "./pins.ts";
import { type Filter, fold, hasFilters, readFilters } from "./read-filters.ts";
import { compile, type Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";
import { resolveReference } from "./references.ts";

const FilterEntries = {
  service: v.optional(Text),
  /** A pattern of the names that the filter goes by. */
  filter: Text,
  reason: Text,
};

/**
 * A row of filters.json. label: what it holds to is the value of a tag that names one thing. member: it is that of a member of
 * what makes the thing, which no two have in common. owner: whose things are looked at, told by it or by `members` at the top of
 * the input; what has such a member says of things of one's own only where `own` or the account stands there. silent: with
 * nothing but such values it picks out what is not to be made. asked: a read that fails where nothing has been made with what
 * stands at these paths, which the call that makes it has too.
 */
export const FilterRow = v.variant("kind", [
  v.strictObject({ kind: v.literal("label"), ...FilterEntries, key: Text }),
  v.strictObject({ kind: v.literal("member"), ...FilterEntries, member: Text }),
  v.strictObject({ kind: v.literal("owner"), ...FilterEntries, members: Text, own: Text }),
  v.strictObject({ kind: v.literal("silent"), ...FilterEntries, values: Text }),
  v.strictObject({
    kind: v.literal("asked"),
    service: Text,
    reads: Text,
    paths: v.pipe(v.array(Text), v.nonEmpty()),
    reason: Text,
  }),
]);

type Row = v.InferOutput<typeof FilterRow>;
type RowOf<K extends Row["kind"]> = Extract<Row, { kind: K }>;

const table = rows as readonly Row[];

function listRows<K extends Row["kind"]>(kind: K, service: string): readonly RowOf<K>[] {
  return table.filter((row): row is RowOf<K> => row.kind === kind && (row.service ?? service) === service);
}

const NONE: readonly Reference[] = [];
const PATTERN = /[*?]/;

/** Whether only things of one's own are looked at, which are there to stay. */
function isOfOwn({ service, operation, account, input }: Step, filters: readonly Filter[]): boolean {
  const members = Object.keys(operation.input?.members ?? {});
  return listRows("owner", service).every((row) => {
    const holders = members.filter((name) => matchesPattern(row.members, name));
    if (holders.length === 0) return true;
    const said = [
      ...holders.flatMap((name) => [input[name] ?? []].flat() as readonly Value[]),
      ...filters.flatMap(({ name, values }) => (matchesPattern(row.filter, name) ? values : [])),
    ];
    return said.length > 0 && said.every((one) => one === row.own || one === account);
  });
}

function isSilent({ name, values }: Filter, service: string): boolean {
  return listRows("silent", service).some(
    (row) => matchesPattern(row.filter, name) && values.every((value) => matchesPattern(row.values, value)),
  );
}

/** A label besides those that tell one thing from the others. */
const LABEL = /^tag:(.+)$/;

/** Whether a member is at the top and holds a name, or an id that is chosen like one. */
function isPlain({ kind, path }: MemberMeaning): boolean {
  return kind !== "arn" && !/[[{]/.test(path);
}

/** What a value of a filter tells of one thing; undefined where others have the same. */
function findPin(recipe: Recipe, making: Operation, name: string, value: string): Pin | undefined {
  const { service } = recipe;
  for (const { filter, key } of listRows("label", service)) {
    const type = matchesPattern(filter, name) ? findTaggedType(recipe, making) : undefined;
    if (type === undefined) continue;
    const template = [{ ResourceType: type, Tags: [{ Key: key, Value: `\${label}` }] }];
    return {
      text: tellLabel(key, value),
      part: "label",
      value,
      path: "TagSpecifications",
      template,
      label: key,
    };
  }
  for (const { filter, member } of listRows("member", service)) {
    if (!matchesPattern(filter, name) || making.input?.members?.[member] === undefined) continue;
    return { text: `${member} ${value}`, part: member, value, path: member, template: `\${${member}}` };
  }
  const own = findMeaning(service, making.name).input.find(
    (one) => one.part === "own" && isPlain(one) && fold(tellLeaf(one.path)) === fold(name),
  );
  return own && { text: value, part: "called", value, path: own.path, template: `\${called}` };
}

function tellLabel(key: string, value: string): string {
  return `${key} ${value}`;
}

/** The labels with one value that a read asks for, besides those that tell one thing from the others. */
function listLabels(service: string, filters: readonly Filter[]): readonly Label[] {
  const rows = listRows("label", service);
  return filters.flatMap(({ name, values: [value = "", ...others] }, at) => {
    const key = LABEL.exec(name)?.[1];
    const isPin = rows.some((row) => matchesPattern(row.filter, name));
    return key === undefined || isPin || others.length > 0 ? [] : [{ key, part: `label-${at}`, value }];
  });
}

/** All choices of one of each list; none where two lists have several. */
function listChoices<T>(lists: readonly (readonly T[])[]): T[][] {
  if (lists.filter((list) => list.length > 1).length > 1) return [];
  const most = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: most }, (_, at) => lists.flatMap((list) => list[at] ?? list[0] ?? []));
}

/** The things of a kind that goes by ids which pins tell from others, in the place that `used` names. */
function listPinned(
  recipe: Recipe,
  step: Step,
  filters: readonly Filter[],
  used: readonly Reference[],
): readonly Reference[] {
  const making = step.operation.model.operations[recipe.operation];
  if (!making) return NONE;
  const pins = filters
    .map(({ name, values }) => values.flatMap((value) => findPin(recipe, making, name, value) ?? []))
    .filter((list) => list.length > 0);
  const labels = listLabels(recipe.service, filters);
  const places = used.filter((one) => one.recipe.isPlace).map(({ name }) => name);
  return listChoices(pins).flatMap(
    (chosen) => makePinned(recipe, step, making, chosen, labels, places) ?? [],
  );
}

/** The things with ids that look like anything which a filter called so has: `clusterIds` of a read of clusters. */
function listByIds(
  { named, type, derived, minted, within }: Recipe,
  step: Step,
  filters: readonly Filter[],
): readonly Reference[] {
  const recipe = findRecipe(step.service, named ?? type);
  if (!recipe || !derived || !minted || within) return NONE;
  const called = fold(named ?? type);
  const meant = [`${called}id`, `${called}ids`];
  return filters.flatMap(({ name, values }) =>
    meant.includes(fold(name)) ? values.flatMap((value) => resolveReference(recipe, value, step) ?? []) : [],
  );
}

/** The things that stand in a filter called like what makes a thing calls them: `db-cluster-id`. */
function listNamed(
  { service, operation }: Recipe,
  step: Step,
  filters: readonly Filter[],
): readonly Reference[] {
  const { input } = findMeaning(service, operation);
  return filters.flatMap(({ name, values }) => {
    const { type } = input.find((one) => isPlain(one) && fold(tellLeaf(one.path)) === fold(name)) ?? {};
    const named = type === undefined ? undefined : findRecipe(service, type);
    // Ids are known by what they look like, where that tells anything.
    if (!named || named.minted || named.within) return [];
    return values.flatMap((value) => {
      const isName = named.text === undefined || compile(named.text).test(value);
      return isName && !value.startsWith("arn:") ? (resolveReference(named, value, step) ?? []) : [];
    });
  });
}

/** The things that go by names and stand in a filter called like their type: `auto-scaling-group`. */
function listByTypes({ service, account, region }: Step, filters: readonly Filter[]): readonly Reference[] {
  return filters.flatMap(({ name, values }) => {
    const recipe = findRecipe(service, name);
    if (!recipe || recipe.minted || recipe.within) return [];
    return values.flatMap((value) => resolveReference(recipe, value, { account, region }) ?? []);
  });
}

/** What a read that fails without it asks for by all that makes it, though it goes by an id. */
function listAsked(step: Step): readonly Reference[] {
  const { service, operation, input } = step;
  return listRows("asked", service).flatMap(({ reads, paths }) => {
    const { type } = matchesPattern(reads, operation.name) ? findMeaning(service, operation.name) : {};
    const recipe = type === undefined ? undefined : findRecipe(service, type);
    const making = recipe && operation.model.operations[recipe.operation];
    const pins = paths.flatMap((path): readonly Pin[] => {
      const [value] = readTexts(parsePath(path), input);
      const part = tellLeaf(path);
      return value === undefined
        ? []
        : [{ text: `${path} ${value}`, part, value, path, template: `\${${part}}` }];
    });
    if (!making || pins.length < paths.length) return NONE;
    return makePinned(recipe, step, making, pins, [], []) ?? [];
  });
}

/** The things that the filters of a read that is seen tell apart from all others, and those that it asks for like one. */
export function listFiltered(step: Step, used: readonly Reference[]): readonly Reference[] {
  if (!step.seen) return NONE;
  if (!hasFilters(step.operation)) return listAsked(step);
  const filters = readFilters(step);
  if (filters.length === 0 || filters.some((one) => isSilent(one, step.service))) return NONE;
  if (filters.some(({ values }) => values.some((value) => PATTERN.test(value)))) return NONE;
  const byTypes = listByTypes(step, filters);
  const { type } = findMeaning(step.service, step.operation.name);
  const recipe = type === undefined ? undefined : findRecipe(step.service, type);
  if (!recipe || !isOfOwn(step, filters)) return byTypes;
  const isById = recipe.minted && !recipe.within && !used.some((one) => one.recipe.type === recipe.type);
  const pinned = isById ? listPinned(recipe, step, filters, used) : NONE;
  return [...pinned, ...byTypes, ...listByIds(recipe, step, filters), ...listNamed(recipe, step, filters)];
}

/** What a call that makes or labels things gives them that a filter would tell them by. */
export function listGivenPins({ service, input }: Step): readonly string[] {
  const labels = listRows("label", service).flatMap(({ key }) =>
    [...findMembers(input, "Tags")].flat().flatMap((tag) => {
      const { Key, Value: value } = isStructure(tag) ? tag : {};
      return Key === key && typeof value === "string" ? [tellLabel(key, value)] : [];
    }),
  );
  const members = listRows("member", service).flatMap(({ member }) =>
    [...findMembers(input, member)].map((value) => `${member} ${String(value)}`),
  );
  return [...labels, ...members];
}
