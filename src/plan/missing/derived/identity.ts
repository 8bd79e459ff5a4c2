/** Tells by which identifier a type of things goes: the name that its maker chose, or what the service made up. */

import type { ServiceModel } from "../../../aws/model/types.ts";
import type {
  MemberMeaning,
  NameKind,
  OperationMeaning,
  ServiceResources,
} from "../../../aws/resources/types.ts";
import { listArnPlaces, listShortPlaceNames } from "./names.ts";
import { tellLeaf } from "./paths.ts";
import { isBegun, isSuited } from "./rows.ts";

/** How the things of a type are made and named. */
export interface TypeIdentity {
  /** The operations that make such a thing, by their names. */
  readonly makers: readonly string[];
  readonly isMinted: boolean;
  /** Of the members that name such a thing, besides those of kind `any`. */
  readonly kind: "name" | "id";
}

const MINTED: readonly NameKind[] = ["id", "arn", "url"];

/** Whether an operation brings a thing of the type about. */
export function doesMake({ deed, type }: OperationMeaning, made: string): boolean {
  return type === made && (deed === "create" || deed === "put");
}

/** An operation, by its name. */
export type NamedMeaning = readonly [name: string, meaning: OperationMeaning];

const NONE: readonly NamedMeaning[] = [];
const byType = new WeakMap<ServiceResources, ReadonlyMap<string, readonly NamedMeaning[]>>();

function indexTypes({ operations }: ServiceResources): ReadonlyMap<string, readonly NamedMeaning[]> {
  const index = new Map<string, NamedMeaning[]>();
  for (const named of Object.entries(operations)) {
    const [, { type, input }] = named;
    for (const one of new Set([type, ...input.map((member) => member.type)]))
      if (one !== undefined) index.getOrInsertComputed(one, () => []).push(named);
  }
  return index;
}

/** The operations that are about things of a type, or name such in their inputs: of the many of a service a few. */
export function listConcerned(resources: ServiceResources, type: string): readonly NamedMeaning[] {
  return byType.getOrInsertComputed(resources, indexTypes).get(type) ?? NONE;
}

/** The operations that end a thing which another one only began, by their names. */
export function listEnding(resources: ServiceResources, ended: string): readonly string[] {
  return listConcerned(resources, ended).flatMap(([name, { deed, type, input }]) =>
    type === ended && (deed === "delete" || deed === "detach") && listOwn(input, ended).length > 0
      ? [name]
      : [],
  );
}

/** The members that name the thing of this type which a call is about. */
export function listOwn(members: readonly MemberMeaning[], type: string): MemberMeaning[] {
  return members.filter((member) => member.type === type && member.part === "own" && !member.renames);
}

/** The members by which other operations than its makers name the thing, an operation an item. */
function listUses(
  resources: ServiceResources,
  type: string,
  makers: readonly string[],
): readonly MemberMeaning[][] {
  const others = listConcerned(resources, type).flatMap(([name, meaning]) =>
    doesMake(meaning, type) || makers.includes(name) ? [] : [meaning],
  );
  const changing = others.filter(({ deed }) => deed === "update" || deed === "delete");
  const all = [
    changing.map(({ input }) => listOwn(input, type)),
    others.map(({ input }) => listOwn(input, type)),
    others.map(({ input }) => input.filter((member) => member.type === type)),
  ];
  // Those that change it name it surest; what only refers to it may mean another's.
  return (
    all.map((uses) => uses.filter((members) => members.length > 0)).find((uses) => uses.length > 0) ?? []
  );
}

function hasKind(members: readonly MemberMeaning[], kinds: readonly NameKind[]): boolean {
  return members.some(({ kind }) => kind === "any" || kinds.includes(kind));
}

/** Whether the name that its makers are given is all that its ARN has. */
function isToldByName(
  { types, operations }: ServiceResources,
  type: string,
  makers: readonly string[],
): boolean {
  const [place, ...others] = listArnPlaces(types[type]?.arns?.[0] ?? "");
  if (place === undefined || others.length > 0) return false;
  const isPlace = (member: string) =>
    listShortPlaceNames(member, type).includes(place.toLowerCase()) ||
    // The ARN may leave out what is said of the member's kind: a BucketName for a vectorBucketName.
    (place.length > "Name".length && member.toLowerCase().endsWith(place.toLowerCase()));
  const holdsPlace = ({ kind, path }: MemberMeaning) =>
    (kind === "name" || kind === "any") && isPlace(tellLeaf(path));
  return makers.every((name) => listOwn(operations[name]?.input ?? [], type).some(holdsPlace));
}

/** Whether all that tells by what such a thing is called says that it is an id. */
function isCalledById(resources: ServiceResources, type: string): boolean {
  const kinds = listConcerned(resources, type)
    .filter(([, meaning]) => !doesMake(meaning, type))
    .flatMap(([, { input }]) => input.filter((member) => member.type === type).map(({ kind }) => kind));
  return kinds.includes("id") && !kinds.includes("name");
}

/** How the things of a type go; undefined where no operation makes them, or none names them afterwards. */
export function tellIdentity(
  model: ServiceModel,
  resources: ServiceResources,
  type: string,
): TypeIdentity | undefined {
  const all = listConcerned(resources, type);
  const making = all.filter(([, meaning]) => doesMake(meaning, type));
  const creating = making.filter(([, { deed }]) => deed === "create");
  const isEnded = listEnding(resources, type).length > 0;
  const isSure = (name: string) => isSuited(model.service, name) || (isEnded && isBegun(model.service, name));
  const beginning = all.filter(
    ([name, { deed, type: begun }]) =>
      begun === type && deed === "act" && isEnded && isBegun(model.service, name),
  );
  // Where something creates such things, what puts one changes it, and what starts one begins to run it.
  const makers = [creating, making, beginning].find(({ length }) => length > 0) ?? [];
  const uses = listUses(
    resources,
    type,
    makers.map(([name]) => name),
  );
  if (makers.length === 0 || uses.length === 0) return undefined;
  const countUses = (kinds: readonly NameKind[]) => uses.filter((members) => hasKind(members, kinds)).length;
  const listNaming = (kind: NameKind) =>
    makers.flatMap(([name, { input }]) => (hasKind(listOwn(input, type), [kind]) ? [name] : []));
  // What has to be asked for by such an identifier was there before.
  const answering = makers.flatMap(([name, { input, output }]) => {
    const required = new Set(model.operations[name]?.input?.required);
    const isAsked = listOwn(input, type).some(
      ({ kind, path }) => MINTED.includes(kind) && required.has(path),
    );
    return !isAsked && hasKind(listOwn(output, type), MINTED) ? [name] : [];
  });
  const [byId, byName, minted] = [listNaming("id"), listNaming("name"), countUses(MINTED)];
  const isAlwaysMinted = uses.every((members) => members.some(({ kind }) => MINTED.includes(kind)));
  const isSureName = isAlwaysMinted && byName.length > 0 && countUses(["id", "url"]) === 0;
  if (isSureName && isToldByName(resources, type, byName))
    return { makers: byName, isMinted: false, kind: "name" };
  // Where calls have a name besides, it may be a new one.
  if (answering.some(isSure) && isAlwaysMinted) return { makers: answering, isMinted: true, kind: "id" };
  if (byId.length > 0 && countUses(["id"]) === uses.length)
    return { makers: byId, isMinted: false, kind: "id" };
  if (
    byName.length > 0 &&
    countUses(["name"]) >= minted &&
    !(answering.length > 0 && isCalledById(resources, type))
  )
    return { makers: byName, isMinted: false, kind: "name" };
  return answering.length > 0 && minted > 0 ? { makers: answering, isMinted: true, kind: "id" } : undefined;
}
