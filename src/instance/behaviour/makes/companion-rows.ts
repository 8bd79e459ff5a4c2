/** What a row of companions.json can say. */
import * as v from "valibot";
import { Text } from "../../../base/row-types.ts";

/** What a row can say of a thing. */
const MEMBERS = { service: Text, type: Text, members: v.record(Text, v.unknown()), reason: Text };

/** How a thing goes that no call makes: by a name that is known, or by an id that is made up. */
const NAMES = { as: v.optional(Text), name: v.optional(Text), id: v.optional(Text) };

/**
 * A row of companions.json. Texts hold `${part}`, those of presets.json of the thing itself; With, the name of what it comes with,
 * and `${with-Member}` any text of that; `{"$first": […]}` is the first that is known; `${TYPE-Id}` another thing that came with it, from a row before; `${Mint-N}`, N digits
 * that are no other thing's. `{"$from": "Member"}` is what the other has in that member, or the item of it that it comes with; with
 * `plus`, a number that is so much more; `{"$beside": "SubnetIds[]"}`, of as many texts of the other as it comes for, the one in the same place. `as` is the operation that would make it.
 */
export const CompanionRow = v.variant("kind", [
  /**
   * Stands in every account from the start; one with `named` only where a call of production's names a thing of one of these
   * types, `service:type`, which proves that it stood.
   */
  v.strictObject({
    kind: v.literal("root"),
    ...MEMBERS,
    ...NAMES,
    named: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  }),
  /** Comes with a thing of another type. */
  v.strictObject({
    kind: v.literal("companion"),
    ...MEMBERS,
    ...NAMES,
    with: Text,
    /** The service of the other, where it is not the thing's own. */
    of: v.optional(Text),
    /** What it stands in, where that is neither the other nor nothing: its type, and the names from the outermost on. */
    in: v.optional(v.strictObject({ type: Text, names: v.array(Text) })),
    /** Its ARN, where that is not made as others are. */
    arn: v.optional(Text),
    /** What the other must have. */
    if: v.optional(v.record(Text, v.union([v.string(), v.boolean()]))),
    /** What it must not have: any of these. */
    unless: v.optional(v.record(Text, v.array(v.union([v.string(), v.number()])))),
    /** Paths of members of which the other must have one, or its answer that says its id. */
    has: v.optional(v.array(Text)),
    /** Whether it stands in the other. */
    inside: v.optional(v.literal(true)),
    /** Whether it has all that the other has: as it came along, at any time, or one under each name that the other gives it. */
    copies: v.optional(v.picklist(["once", "always", "each"])),
    /** One for each text at a path of the other's members, `${Item}`, or for each structure, whose members it has. */
    each: v.optional(Text),
    /** How such a text must begin; `${Item-Rest}` is what follows. */
    start: v.optional(Text),
    /** Where the other's answer, or the other itself, says its id. */
    told: v.optional(Text),
    /** A member of the call that says it where those do not. */
    given: v.optional(Text),
  }),
  /** What a thing begins with, and calls can take from it; `${with-Member}` is of what the call refers to. */
  v.strictObject({ kind: v.literal("part"), ...MEMBERS }),
]);

type Row = v.InferOutput<typeof CompanionRow>;

/** A row about what comes with another thing. */
export type Companion = Extract<Row, { kind: "companion" }>;
