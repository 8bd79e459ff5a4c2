/** EC2: the regions of the caller's partition, and three zones of each. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html */
import { findPartition } from "../../aws/model/partitions.ts";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Context } from "../behaviour/context.ts";
import { fitsFilter } from "../behaviour/reads/filters.ts";
import { merge, type ServiceEngine } from "./engine.ts";

/** The letters of a region's zones: most regions have three. */
const ZONES = ["a", "b", "c"];

function listTexts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).map(String) : [];
}

function readFilters({ input }: Context) {
  const filters = Array.isArray(input["Filters"]) ? (input["Filters"] as readonly Value[]) : [];
  return filters.flatMap((filter) =>
    isStructure(filter) ? [{ name: String(filter["Name"]), values: listTexts(filter["Values"]) }] : [],
  );
}

/** Those of the items that the input names, of `members`, and that its filters let through. */
function pick(context: Context, items: readonly Structure[], members: Readonly<Record<string, string>>) {
  const filters = readFilters(context);
  return items.filter(
    (item) =>
      filters.every((filter) => fitsFilter(context, item, new Map(), filter)) &&
      Object.entries(members).every(([asked, told]) => {
        const names = listTexts(context.input[asked]);
        return names.length === 0 || names.includes(String(item[told]));
      }),
  );
}

function tellRegion(name: string): Structure {
  const { dnsSuffix } = findPartition(name);
  return merge({
    RegionName: name,
    Endpoint: `ec2.${name}.${dnsSuffix}`,
    OptInStatus: "opt-in-not-required",
  });
}

/** `ap-southeast-1` is apse1 in the ids of its zones, which are alike for all accounts. */
function shorten(region: string): string {
  return region
    .replaceAll(/-(north|south)?(east|west)?([a-z]?)[a-z]*/g, (_, ...words: (string | undefined)[]) =>
      words
        .slice(0, 3)
        .map((word = "") => word.charAt(0))
        .join(""),
    )
    .replaceAll("-", "");
}

function tellZone(region: string, letter: string, at: number): Structure {
  return merge({
    State: "available",
    OptInStatus: "opt-in-not-required",
    Messages: [],
    RegionName: region,
    ZoneName: `${region}${letter}`,
    ZoneId: `${shorten(region)}-az${at + 1}`,
    GroupName: region,
    NetworkBorderGroup: region,
    ZoneType: "availability-zone",
  });
}

export const ec2Places: ServiceEngine = {
  DescribeRegions(context) {
    const all = findPartition(context.caller.region).regions.map(tellRegion);
    return { output: merge({ Regions: pick(context, all, { RegionNames: "RegionName" }) }) };
  },
  DescribeAvailabilityZones(context) {
    const all = ZONES.map((letter, at) => tellZone(context.caller.region, letter, at));
    const picked = pick(context, all, { ZoneNames: "ZoneName", ZoneIds: "ZoneId" });
    return { output: merge({ AvailabilityZones: picked }) };
  },
};
