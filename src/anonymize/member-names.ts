/** All names of an API's members, for what stands elsewhere in a log than in the model. */
import { listMembers } from "../aws/model/shape.ts";
import type { ServiceModel, Shape } from "../aws/model/types.ts";
import { findCorrections } from "../dialect/corrections.ts";
import { foldName } from "../dialect/lookup.ts";

/** A member's shapes wherever the API has one of the name. */
export interface NamedShapes {
  /** undefined where they are of several types. */
  readonly shape: Shape | undefined;
  /** The words that it can be anywhere. */
  readonly words: ReadonlySet<string>;
}

const known = new WeakMap<ServiceModel, ReadonlyMap<string, NamedShapes>>();

function collect(model: ServiceModel): Map<string, { shape: Shape | undefined; words: Set<string> }> {
  const names = new Map<string, { shape: Shape | undefined; words: Set<string> }>();
  const seen = new Set<unknown>();
  const note = (name: string, shape: Shape) => {
    const folded = foldName(name);
    const before = names.get(folded);
    if (!before) names.set(folded, { shape, words: new Set(shape.enum) });
    else {
      for (const word of shape.enum ?? []) before.words.add(word);
      if (before.shape?.name !== shape.name) before.shape = undefined;
    }
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
  for (const operation of Object.values(model.operations)) {
    for (const row of findCorrections(model.service, operation.name)) {
      for (const name of row.at.split(/[.[\]{}]+/)) {
        const folded = foldName(name);
        if (folded !== "" && !names.has(folded)) names.set(folded, { shape: undefined, words: new Set() });
      }
    }
  }
  return names;
}

/** What an API has under a name, in any of its structures, or CloudTrail under it in the API's calls; undefined for nothing. */
export function findNamed(model: ServiceModel, name: string): NamedShapes | undefined {
  return known.getOrInsertComputed(model, collect).get(foldName(name));
}
