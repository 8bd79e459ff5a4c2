/** Short texts that are the same for resources that are the same but for what services made up, in two topologies. */
import type { Relation, Resource } from "../topology.ts";
import type { TextPiece } from "./identifiers.ts";

/** How far what a resource names tells it from others, and what names it. */
const ROUNDS = 3;

export type Colours = ReadonlyMap<Resource, string>;

function hash(text: string): string {
  return Bun.hash(text).toString(36);
}

/** What a text says, with resources by what `nameOf` calls them. */
export function joinPieces(pieces: readonly TextPiece[], nameOf: (resource: Resource) => string): string {
  let text = "";
  for (const piece of pieces)
    text += typeof piece === "string" ? piece : `\u0000${nameOf(piece.resource)} ${piece.kind}\u0000`;
  return text;
}

/** The resources' colours by their contents and, three steps far, by those of what they name. `paired`: what is known already. */
export function colourByContent(
  contents: ReadonlyMap<Resource, readonly TextPiece[]>,
  paired: ReadonlyMap<Resource, string>,
): Colours {
  let colours: Map<Resource, string> = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    const before = colours;
    colours = new Map();
    for (const [resource, pieces] of contents) {
      const nameOf = (one: Resource) =>
        one === resource ? "@" : (paired.get(one) ?? before.get(one) ?? `${one.service}:${one.type}`);
      colours.set(resource, paired.get(resource) ?? hash(joinPieces(pieces, nameOf)));
    }
  }
  return colours;
}

/** The colours with those of all that a resource names and that names it: they tell apart what is alike by itself. */
export function colourByPlace(
  byContent: Colours,
  relations: readonly Relation[],
  paired: ReadonlyMap<Resource, string>,
): Colours {
  const byKey = new Map([...byContent.keys()].map((resource) => [resource.key, resource] as const));
  let colours: Map<Resource, string> = new Map(byContent);
  for (let round = 0; round < ROUNDS; round++) {
    const around = new Map<Resource, string[]>();
    const add = (at: Resource, text: string) => void around.getOrInsertComputed(at, () => []).push(text);
    for (const { from, to, kind, member } of relations) {
      const [one, other] = [byKey.get(from), byKey.get(to)];
      if (!one || !other) continue;
      add(one, `>${kind} ${member} ${colours.get(other)}`);
      add(other, `<${kind} ${member} ${colours.get(one)}`);
    }
    const next = new Map<Resource, string>();
    for (const [resource, colour] of colours)
      next.set(
        resource,
        paired.get(resource) ?? hash(`${colour}\n${(around.get(resource) ?? []).sort().join("\n")}`),
      );
    colours = next;
  }
  return colours;
}
