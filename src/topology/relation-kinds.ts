/** What kind of relation it is when one thing names another, by the rows of relations.json. */
import * as v from "valibot";
import type { Part } from "../aws/resources/types.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import rows from "./relations.json" with { type: "json" };
import { RELATION_KINDS, type RelationKind } from "./topology.ts";

/**
 * A row of relations.json, of which the first that fits tells the kind; what it does not say fits everything. `from` and `to` are
 * patterns of `service:type`, `member` of the member that names the other, `part` is what the resource table says of that. `draws`:
 * what is named so is a box in pictures, in which others are drawn.
 */
export const RelationRow = v.strictObject({
  kind: v.picklist(RELATION_KINDS),
  from: v.optional(Text),
  to: v.optional(Text),
  member: v.optional(Text),
  part: v.optional(v.picklist(["container", "reference"])),
  draws: v.optional(v.picklist(["network", "subnet"])),
  reason: Text,
});

const ALL = rows as readonly v.InferOutput<typeof RelationRow>[];

/** One thing named by another: types as `service:type`. */
export interface Mention {
  readonly from: string;
  readonly to: string;
  readonly member: string;
  /** As the resource table has it; undefined where it does not know the member. */
  readonly part: Part | undefined;
}

function find({ from, to, member, part }: Mention): RelationKind {
  const fits = (pattern: string | undefined, text: string) =>
    pattern === undefined || matchesPattern(pattern, text);
  const row = ALL.find(
    (one) =>
      (one.part ?? part) === part && fits(one.from, from) && fits(one.to, to) && fits(one.member, member),
  );
  return row?.kind ?? "uses";
}

/** Mentions of things are many, and those of kinds of things few. */
const known = new Map<string, RelationKind>();
const MOST_KNOWN = 10_000;

/** The kind of a relation. */
export function findRelationKind(mention: Mention): RelationKind {
  if (known.size >= MOST_KNOWN) known.clear();
  const { from, to, member, part = "" } = mention;
  return known.getOrInsertComputed(`${from}\n${to}\n${member}\n${part}`, () => find(mention));
}

/** The box that things of a type are in pictures: `service:type`. */
export function findDrawn(of: string): "network" | "subnet" | undefined {
  return ALL.find(({ draws, to }) => draws !== undefined && to !== undefined && matchesPattern(to, of))
    ?.draws;
}
