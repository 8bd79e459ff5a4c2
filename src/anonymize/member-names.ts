/** All names of an API's members, for what stands elsewhere in a log than in the model. */
import { listMembers } from "../aws/model/shape.ts";
import type { ServiceModel, Shape } from "../aws/model/types.ts";
import { isObject } from "../base/values.ts";
import { findCorrections } from "../dialect/corrections.ts";
import { foldName } from "../dialect/lookup.ts";
import { matchMember } from "../dialect/match-member.ts";

/** What an API has under a name, wherever. */
interface NamedShapes {
  readonly shapes: Shape[];
  /** The words that it can be anywhere. */
  readonly words: Set<string>;
}

/** Structures of more kinds are told apart by nobody. */
const MOST_SHAPES = 12;
const known = new WeakMap<ServiceModel, ReadonlyMap<string, NamedShapes>>();

function collect(model: ServiceModel): Map<string, NamedShapes> {
  const names = new Map<string, NamedShapes>();
  const seen = new Set<unknown>();
  const open = (name: string) =>
    names.getOrInsertComputed(foldName(name), () => ({ shapes: [], words: new Set() }));
  const note = (name: string, shape: Shape) => {
    const { shapes, words } = open(name);
    for (const word of shape.enum ?? []) words.add(word);
    if (shapes.length < MOST_SHAPES && !shapes.some((one) => one.name === shape.name)) shapes.push(shape);
  };
  const walk = (shape: Shape | undefined): void => {
    if (!shape) return;
    if (shape.members) {
      if (seen.has(shape.members)) return;
      seen.add(shape.members);
    }
    for (const [name, member] of listMembers(shape)) {
      for (const one of new Set([name, member.locationName, member.queryName])) if (one) note(one, member);
      walk(member);
    }
    walk(shape.member);
    walk(shape.key);
    walk(shape.value);
  };
  for (const { input, output } of Object.values(model.operations)) {
    walk(input);
    walk(output);
  }
  for (const operation of Object.values(model.operations))
    for (const row of findCorrections(model.service, operation.name))
      for (const name of row.at.split(/[.[\]{}]+/)) {
        const named = name === "" ? undefined : open(name);
        // What CloudTrail calls a value of the API's.
        if (row.kind === "replace") for (const word of Object.keys(row.values)) named?.words.add(word);
      }
  return names;
}

/** How well an object fits a structure: how many of its keys are members. */
function countMembers(shape: Shape, keys: readonly string[]): number {
  return shape.type === "structure" ? keys.filter((key) => matchMember(shape, key)).length : 0;
}

/** Of several shapes the one that a value can have, and fits best; undefined where that is not clear. */
function choose(shapes: readonly Shape[], value: unknown): Shape | undefined {
  const [first] = shapes;
  if (Array.isArray(value)) return shapes.find((one) => one.type === "list");
  if (!isObject(value))
    return shapes.every((one) => one.type === first?.type && one.type !== "string") || shapes.length === 1
      ? first
      : undefined;
  const keys = Object.keys(value);
  const best = shapes.reduce<Shape | undefined>(
    (found, one) => (countMembers(one, keys) > (found ? countMembers(found, keys) : 0) ? one : found),
    undefined,
  );
  // What no structure takes has keys of somebody's own.
  return best ?? shapes.find((one) => one.type === "map") ?? (shapes.length === 1 ? first : undefined);
}

/**
 * What an API has under a name in any of its structures, for a value that stands there, or CloudTrail under it in the API's
 * calls; undefined for a name that neither has.
 */
export function findNamed(
  model: ServiceModel,
  name: string,
  value: unknown,
): { readonly shape: Shape | undefined; readonly words: ReadonlySet<string> } | undefined {
  const found = known.getOrInsertComputed(model, collect).get(foldName(name));
  return found && { shape: choose(found.shapes, value), words: found.words };
}
