/** The members of an input or an output that hold texts, with where they stand. */
import type { PackedModel, ShapeRef } from "../../src/aws/model/types.ts";
import { isDescribing, isLabel } from "./words.ts";

/** Where a member stands. */
interface MemberPlace {
  readonly path: string;
  /** The member that holds it: a list's for its items. */
  readonly name: string;
  /** The member whose structure it is in; "" at the top. */
  readonly holder: string;
  readonly depth: number;
  /** Whether the call cannot do without it: required, in structures that are required. */
  readonly isRequired: boolean;
  /** The place among the labels of the request's path; -1 for none. */
  readonly label: number;
  readonly isSeveral: boolean;
}

/** A member that holds a text. */
export interface Leaf extends MemberPlace {
  readonly shape: string;
}

const DEEPEST = 5;

function* walk(
  model: PackedModel,
  ref: ShapeRef,
  place: MemberPlace,
  open: readonly string[],
): Generator<Leaf> {
  const shape = model.shapes[ref.shape];
  if (!shape || open.includes(ref.shape) || place.depth > DEEPEST) return;
  const inside = [...open, ref.shape];
  if (shape.type === "string") {
    if (!shape.enum && !ref.jsonvalue) yield { ...place, shape: ref.shape };
  } else if (shape.type === "structure") {
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      if (isLabel(name)) continue;
      const isRequired = place.isRequired && (shape.required ?? []).includes(name);
      const isToken = member.idempotencyToken || model.shapes[member.shape]?.idempotencyToken;
      // Some services mark what they cannot do without as a token although it names a thing: Athena's NamedQueryId.
      if (isToken && (!isRequired || isDescribing(name, true))) continue;
      const path = place.path === "" ? name : `${place.path}.${name}`;
      yield* walk(
        model,
        member,
        { ...place, path, name, holder: place.name, depth: place.depth + 1, isRequired },
        inside,
      );
    }
  } else if (shape.type === "list" && shape.member) {
    yield* walk(model, shape.member, { ...place, path: `${place.path}[]`, isSeveral: true }, inside);
  } else if (shape.type === "map" && shape.value) {
    yield* walk(
      model,
      shape.value,
      { ...place, path: `${place.path}{}`, isRequired: false, isSeveral: true },
      inside,
    );
  }
}

/** The leaves below `ref`; `uri` is the request's path, whose labels are counted. */
export function listLeaves(model: PackedModel, ref: ShapeRef | undefined, uri: string): Leaf[] {
  if (!ref) return [];
  const labels = [...(uri.split("?")[0] ?? "").matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name);
  const top = { path: "", name: "", holder: "", depth: 0, isRequired: true, label: -1, isSeveral: false };
  const members = model.shapes[ref.shape]?.members ?? {};
  return [...walk(model, ref, top, [])].map((leaf) => {
    const member = members[leaf.path];
    if (member?.location !== "uri") return leaf;
    return { ...leaf, label: labels.indexOf(member.locationName ?? leaf.name), isRequired: true };
  });
}
