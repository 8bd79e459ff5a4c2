/** In which region a thing is whose name says none, and which the calls of all regions name alike: a bucket. */
import { DNS_SUFFIXES, isRealRegion } from "../../aws/model/partitions.ts";
import type { NamedStep } from "./log-facts.ts";
import type { Reference } from "./reference.ts";

/** It answers for the buckets of all others, too, and is named by no constraint. */
export const FIRST_REGION = "us-east-1";

/** How many words the name of a region has: `eu-west-1`, `us-gov-west-1`. */
const WORDS = [3, 4];

function readRegion(host: string): string | undefined {
  const suffix = DNS_SUFFIXES.find((one) => host.endsWith(`.${one}`));
  if (suffix === undefined) return undefined;
  // The last label before the partition's suffix: `eu-west-1`, or `s3-eu-west-1` in the old form.
  const names = host.slice(0, -suffix.length - 1);
  const words = names.slice(names.lastIndexOf(".") + 1).split("-");
  return WORDS.map((count) => words.slice(-count).join("-")).find(isRealRegion);
}

/**
 * The region that a call on the thing was sent to by its host; else one that calls of its own service were made in, the
 * first region last; else that of whoever names it.
 */
export function findHome({ recipe, parts }: Reference, calls: readonly NamedStep[]): string {
  const own = calls.filter(({ step }) => step.service === recipe.service);
  const hosts = own.flatMap(({ step }) => readRegion(step.seen?.host ?? "") ?? []);
  const regions = [...hosts, ...own.map(({ step }) => step.region)];
  return regions.find((region) => region !== FIRST_REGION) ?? regions[0] ?? parts["region"] ?? FIRST_REGION;
}
