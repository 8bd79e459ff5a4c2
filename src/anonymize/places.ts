/** Replaces regions by others of the same partition, and their zones by the same zones of these. */
import * as v from "valibot";
import { isRealRegion, PARTITIONS } from "../aws/model/partitions.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import type { Keyed } from "./keyed.ts";
import regionRows from "./regions.json" with { type: "json" };

/** A row of regions.json: regions that are exchanged for each other, or for none; the first row that a region fits is its own. */
export const RegionRow = v.strictObject({ regions: Text, exchanged: v.boolean(), reason: Text });

const rows = regionRows as readonly v.InferOutput<typeof RegionRow>[];

/** `eu-west-1`, `eu-west-1b`. */
const PLACE = /^([a-z]{2,4}(?:-[a-z]{2,5})?-[a-z]{4,9}-\d{1,2})([a-z]?)$/;
const SIDES: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  central: "c",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/** How the ids of zones call a region: `euw1`. */
function shorten(region: string): string {
  const parts = region.split("-");
  const number = parts.pop() ?? "";
  const side = parts.pop() ?? "";
  return `${parts.join("")}${SIDES[side] ?? side}${number}`;
}

/** Exchanges regions under a key; keeps them with `keeps`. */
export class Places {
  readonly #regions = new Map<string, string>();
  readonly #short = new Map<string, string>();

  constructor(keyed: Keyed, keeps: boolean) {
    for (const { name, regions } of PARTITIONS) {
      const groups = Map.groupBy(regions, (region) =>
        rows.find((row) => matchesPattern(row.regions, region)),
      );
      for (const [row, alike] of groups) this.#mix(keyed, name, alike, keeps || row?.exchanged !== true);
    }
  }

  #mix(keyed: Keyed, partition: string, regions: readonly string[], keeps: boolean): void {
    for (const [place, region] of regions.entries()) {
      const [drawn = place] = keeps
        ? []
        : keyed.replace(`regions of ${partition}`, [place], [regions.length]);
      this.#set(region, regions[drawn] ?? region);
    }
  }

  #set(region: string, other: string): void {
    this.#regions.set(region, other);
    this.#short.set(shorten(region), shorten(other));
  }

  /** What stands for a region or a zone (`eu-west-1`, `eu-west-1b`, `euw1-az1`); undefined for what is neither. */
  renew(text: string): string | undefined {
    const [, region = "", zone = ""] = PLACE.exec(text) ?? [];
    if (isRealRegion(region)) return `${this.#regions.get(region) ?? region}${zone}`;
    const [, short = "", number] = /^([a-z]{3,8}\d)(-az\d)$/.exec(text) ?? [];
    const other = this.#short.get(short);
    return other === undefined ? undefined : `${other}${number}`;
  }
}
