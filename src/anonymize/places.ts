/** Replaces regions by others of the same partition, and their zones by the same zones of these. */
import { isRealRegion, PARTITIONS } from "../aws/model/partitions.ts";
import type { Keyed } from "./keyed.ts";

/**
 * Stays where it is: what has no region is logged there, and only there a bucket is made without naming a region.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
const FIXED = "us-east-1";
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

/** Regions that every account has; those that one has to ask for are exchanged among themselves. */
const USUAL = new Set(
  ["ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1"]
    .concat("eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-2 us-west-1 us-west-2")
    .flatMap((line) => line.split(" ")),
);

/** Exchanges regions under a key; keeps them with `keeps`. */
export class Places {
  readonly #regions = new Map<string, string>();
  readonly #short = new Map<string, string>();

  constructor(keyed: Keyed, keeps: boolean) {
    for (const { name, regions } of PARTITIONS) {
      const free = regions.filter((region) => region !== FIXED);
      for (const isUsual of [true, false])
        this.#mix(
          keyed,
          name,
          free.filter((one) => USUAL.has(one) === isUsual),
          keeps,
        );
    }
    if (!this.#regions.has(FIXED)) this.#set(FIXED, FIXED);
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
