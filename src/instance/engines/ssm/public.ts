/**
 * The public parameters of AWS that can be told from what is known here: its regions, as the table of partitions has them, and the
 * names of its images.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { findPartition, PARTITIONS } from "../../../aws/model/partitions.ts";
import { makeStructure } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { merge } from "../engine.ts";
import images from "./public-images.json" with { type: "json" };

const ROOT = "/aws/service/";
const REGIONS = `${ROOT}global-infrastructure/regions`;
const CURRENT = `${ROOT}global-infrastructure/current-region`;
/** The clouds of which every customer is told; of the others only those who are in them. */
const OPEN = new Set(["aws", "aws-cn", "aws-us-gov"]);
/** When AWS put them there is not known. */
const SINCE = Date.UTC(2020, 0, 1);

/** What is told of a region, by what stands behind its path. */
function listRegion(path: string, region: string, longName: string): (readonly [string, string])[] {
  const { name, dnsSuffix } = findPartition(region);
  return [
    [path, region],
    [`${path}/domain`, dnsSuffix],
    [`${path}/longName`, longName],
    [`${path}/partition`, name],
  ];
}

function listValues(region: string): (readonly [string, string])[] {
  const mine = findPartition(region);
  const told = PARTITIONS.filter((partition) => OPEN.has(partition.name) || partition === mine);
  const all = told.flatMap(({ regions, regionNames }) =>
    regions.map((name, at) => [name, regionNames[at] ?? name] as const),
  );
  return [
    ...all.flatMap(([name, longName]) => [
      ...listRegion(`${REGIONS}/${name}`, name, longName),
      ...(name === region ? listRegion(CURRENT, name, longName) : []),
    ]),
    ...IMAGES.map((name) => [name, drawImage(region, name)] as const),
  ];
}

/** A row of public-images.json: names of images under a path. */
export const PublicImagesRow = v.strictObject({ path: Text, names: v.array(Text), reason: Text });

const IMAGES = (images as readonly v.InferOutput<typeof PublicImagesRow>[]).flatMap(({ path, names }) =>
  names.map((name) => `${path}${name}`),
);

/** An image's id in a region. AWS's own change with every release: these are as good as any, and always the same. */
function drawImage(region: string, name: string): string {
  return `ami-0${createHash("sha256").update(`${region} ${name}`).digest("hex").slice(0, 16)}`;
}

function makePublic(region: string, [name, Value]: readonly [string, string]): Thing {
  return {
    service: "ssm",
    type: "parameter",
    place: { account: "", region },
    chain: [name],
    within: undefined,
    names: { arn: `arn:${findPartition(region).name}:ssm:${region}::parameter${name}` },
    members: merge({ Name: name, Type: "String", Value, Version: 1, DataType: "text" }),
    tags: new Map(),
    createdAt: SINCE,
    call: { operation: "", input: makeStructure(), output: makeStructure() },
    brought: "told",
  };
}

/** A public parameter by its name. */
export function findPublic({ caller: { region } }: Context, name: string): Thing | undefined {
  if (!name.startsWith(ROOT)) return undefined;
  const found = listValues(region).find(([one]) => one === name);
  return found && makePublic(region, found);
}

/** The public parameters under a path; undefined where it is none of theirs. */
export function listPublic(
  { caller: { region } }: Context,
  path: string,
  isRecursive: boolean,
): readonly Thing[] | undefined {
  const start = path.endsWith("/") ? path : `${path}/`;
  if (!start.startsWith(ROOT)) return undefined;
  return listValues(region)
    .filter(([name]) => name.startsWith(start) && (isRecursive || !name.includes("/", start.length)))
    .map((one) => makePublic(region, one));
}
