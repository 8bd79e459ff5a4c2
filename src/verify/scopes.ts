/** Where the members of a request stand in an answer. */
import type { Shape } from "../aws/model/types.ts";
import { isStructure, type Value } from "../aws/values.ts";
import { matchMember } from "../dialect/match-member.ts";
import type { Found } from "./found.ts";
import type { Side } from "./pairs.ts";

/** Whether a value holds more than empty texts and structures. */
export function saysAnything(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return (value as readonly Value[]).some(saysAnything);
  return !isStructure(value) || Object.values(value).some(saysAnything);
}

/** The places where the members of a request can be: the structure itself, and with `isWhole` those right below it. */
export function listScopes(found: Found, isWhole: boolean): Found[] {
  const { ref: shape, value } = found;
  if (!shape || !value) return [];
  const below = Object.entries(value).flatMap(([name, inner]): Found[] => {
    const at = shape.members?.[name];
    return at && isStructure(inner) && at.type === "structure" ? [{ ref: at, value: inner }] : [];
  });
  return isWhole ? [found, ...below] : [found];
}

/** The member that a name means, in the first place that has one. */
export function findMember(scopes: readonly Found[], name: string): Side | undefined {
  for (const { ref, value } of scopes) {
    const match = ref && matchMember(ref, name);
    const held = match && value?.[match.name];
    if (match && held !== undefined && held !== null) return { ref: match.ref, value: held };
  }
  return undefined;
}

/** A setting by its name, in a map of them that the answer has as `member`. */
export function findAttribute(scopes: readonly Found[], member: string, name: string): Side | undefined {
  for (const { ref, value } of scopes) {
    const element = ref?.members?.[member]?.value;
    const map = value?.[member];
    if (element && isStructure(map) && typeof map[name] === "string")
      return { ref: element, value: map[name] };
  }
  return undefined;
}

function foldType(type: string | undefined): string {
  return (type ?? "").replaceAll("-", "").toLowerCase();
}

/** A member that names its own holder: PoolName is the Name of a user pool, and GroupDescription the Description of a group. */
export function findShort(
  scopes: readonly Found[],
  type: string | undefined,
  name: string,
): Side | undefined {
  for (const scope of scopes) {
    for (const member of Object.keys(scope.ref?.members ?? {})) {
      if (member === "" || member.length >= name.length || !name.endsWith(member)) continue;
      const holder = name.slice(0, -member.length).toLowerCase();
      if (foldType(type).endsWith(holder)) return findMember([scope], member);
    }
  }
  return undefined;
}

/** Whether a text names a type of thing: `natgateway` is a `nat-gateway`. */
export function namesType(text: string, type: string | undefined): boolean {
  return type !== undefined && foldType(text) === foldType(type);
}

/** Fewer members than these describe nothing. */
const LEAST_DESCRIBED = 2;

/**
 * Whether a structure of a request is the thing itself, so that it holds its name (Glue's TableInput), or has no member that the
 * thing does not have.
 */
export function describesThing(
  names: ReadonlySet<string>,
  path: string,
  { members = {} }: Shape,
  scopes: readonly Found[],
): boolean {
  if ([...names].some((name) => name.startsWith(`${path}.`))) return true;
  const all = Object.keys(members);
  return (
    all.length >= LEAST_DESCRIBED &&
    scopes.some(({ ref }) => ref !== undefined && all.every((name) => matchMember(ref, name)))
  );
}
