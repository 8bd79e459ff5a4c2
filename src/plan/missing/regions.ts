/** Tells which texts of a call name things in another region than the call's own, which a member beside them says. */

import * as v from "valibot";
import type { Shape } from "../../aws/model/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import { compile } from "./recipes.ts";
import type { CallSite } from "./reference.ts";
import rows from "./regions.json" with { type: "json" };

/** A row of regions.json: which member names a region, and for which of those beside it. Names are compared in lower case. */
export const RegionRow = v.strictObject({
  service: v.optional(Text),
  /** A pattern of operation names. */
  operations: v.optional(Text),
  /** What the member is called, maybe with the group `of`. */
  members: Pattern,
  /** What the names of those beside it begin with, where no group says it. */
  of: v.optional(v.string()),
  /** Set where it says so only below the top of an input. */
  inside: v.optional(v.literal(true)),
  reason: Text,
});

const REGION = /^[a-z]{2,3}(?:-[a-z]+)+-\d+$/;

type Row = v.InferOutput<typeof RegionRow>;

const table = rows as readonly Row[];

/** A member that names a region, and what the names of those begin with that it is the region of. */
interface RegionMember {
  readonly name: string;
  readonly of: string;
  readonly isInside: boolean;
}

function listRegionMembers(shape: Shape, rows: readonly Row[]): readonly RegionMember[] {
  return Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
    if (member.type !== "string") return [];
    const low = name.toLowerCase();
    return rows.flatMap((row) => {
      const found = compile(row.members).exec(low);
      return found ? [{ name, of: row.of ?? found.groups?.["of"] ?? "", isInside: row.inside === true }] : [];
    });
  });
}

/** What is known of an operation's input or answer. */
class RegionFinder {
  readonly #rows: readonly Row[];
  readonly #members = new Map<Shape, readonly RegionMember[]>();
  /** Whether a region is named anywhere in a shape: of most, none is. */
  readonly #named = new Map<Shape, boolean>();

  constructor({ service, operation }: CallSite) {
    this.#rows = table.filter(
      (row) =>
        (row.service ?? service) === service &&
        (row.operations === undefined || matchesPattern(row.operations, operation)),
    );
  }

  #list(shape: Shape): readonly RegionMember[] {
    return this.#members.getOrInsertComputed(shape, () => listRegionMembers(shape, this.#rows));
  }

  namesAny(shape: Shape): boolean {
    const known = this.#named.get(shape);
    if (known !== undefined) return known;
    // A shape inside itself names what it names outside of that.
    this.#named.set(shape, false);
    const inner = [shape.member, shape.value, ...Object.values(shape.members ?? {})];
    const found =
      this.#list(shape).length > 0 || inner.some((one) => one !== undefined && this.namesAny(one));
    this.#named.set(shape, found);
    return found;
  }

  /** Notes the region of each text in `value` for which one is said; `region` is what is said above. */
  note(
    shape: Shape,
    value: Value | undefined,
    region: string | undefined,
    found: Map<string, string>,
    depth = 0,
  ): void {
    if (value === undefined || value === null) return;
    if (typeof value === "string") {
      if (region !== undefined) found.set(value, region);
    } else if (Array.isArray(value)) {
      if (shape.member)
        for (const item of value as readonly Value[]) this.note(shape.member, item, region, found, depth + 1);
    } else if (isStructure(value)) {
      const said = this.#readSaid(shape, value, depth);
      for (const name of Object.keys(value)) {
        const inner = shape.type === "map" ? shape.value : shape.members?.[name];
        const own = said.find(({ of }) => name.toLowerCase().startsWith(of))?.region ?? region;
        if (inner && (own !== undefined || this.namesAny(inner)))
          this.note(inner, value[name], own, found, depth + 1);
      }
    }
  }

  /** The regions that the members of one structure name, the longest beginnings of names first. */
  #readSaid(shape: Shape, value: Readonly<Record<string, Value | undefined>>, depth: number) {
    return this.#list(shape)
      .flatMap(({ name, of, isInside }) => {
        const text = value[name];
        if (typeof text !== "string" || !REGION.test(text) || (isInside && depth === 0)) return [];
        return [{ of, region: text }];
      })
      .sort((a, b) => b.of.length - a.of.length);
  }
}

const finders = new Map<string, RegionFinder>();

/** The regions of the texts of `value` (an input or an answer in its shape) that name things outside of the call's own; undefined for none. */
export function findRegions(
  shape: Shape,
  value: Value,
  place: CallSite,
): ReadonlyMap<string, string> | undefined {
  const key = `${place.service} ${place.operation}`;
  const finder = finders.getOrInsertComputed(key, () => new RegionFinder(place));
  if (!finder.namesAny(shape)) return undefined;
  const found = new Map<string, string>();
  finder.note(shape, value, undefined, found);
  return found;
}

compileLightly(findRegions);
