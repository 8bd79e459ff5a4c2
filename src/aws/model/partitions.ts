/**
 * AWS's partitions: separate clouds, each with its regions, its name in ARNs and its domains. partitions.json is made from
 * botocore's by scripts/models.ts.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
import rows from "./partitions.json" with { type: "json" };

/** A partition. */
export interface Partition {
  /** As ARNs have it: `aws-cn`. */
  readonly name: string;
  /** What its hosts end in: `amazonaws.com.cn`. */
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** A regular expression of its regions' names, also of those to come. */
  readonly regionPattern: string;
  /** The regions that it has. */
  readonly regions: readonly string[];
  /** What people call each of these, in the same order: `Europe (Ireland)`. */
  readonly regionNames: readonly string[];
}

/** All partitions, AWS's commercial one first. */
export const PARTITIONS: readonly Partition[] = rows;

/** What AWS's hosts end in, each once. */
export const DNS_SUFFIXES: readonly string[] = [...new Set(PARTITIONS.map(({ dnsSuffix }) => dnsSuffix))];

/** The domain of dual-stack hosts without its `api`, but where that leaves a whole top-level domain (`aws`). */
function widenSuffix(dualStackDnsSuffix: string): string {
  const rest = dualStackDnsSuffix.replace(/^api\./, "");
  return rest.includes(".") ? rest : dualStackDnsSuffix;
}

/** The domains of a partition: of its hosts, and of its dual-stack ones. */
export function listDomains({ dnsSuffix, dualStackDnsSuffix }: Partition): readonly string[] {
  return [dnsSuffix, widenSuffix(dualStackDnsSuffix)];
}

/** The domains of all partitions, each once. */
export const AWS_SUFFIXES: readonly string[] = [...new Set(PARTITIONS.flatMap(listDomains))];

const byRegion = new Map(
  PARTITIONS.flatMap((partition) => partition.regions.map((region) => [region, partition] as const)),
);
const patterns = PARTITIONS.map((partition) => ({ partition, pattern: new RegExp(partition.regionPattern) }));
const [COMMERCIAL] = PARTITIONS;

/**
 * The partition that a region belongs to: the one that lists it, else the one whose regions are named so, else `aws`, as
 * AWS's endpoint rules have it (https://smithy.io/2.0/aws/rules-engine/library-functions.html#aws-partition-function).
 */
export function findPartition(region: string): Partition {
  const found = byRegion.get(region) ?? patterns.find(({ pattern }) => pattern.test(region))?.partition;
  if (found) return found;
  if (!COMMERCIAL) throw new RangeError("the table of partitions is empty");
  return COMMERCIAL;
}

/** Whether AWS has a region of this name. */
export function isRealRegion(region: string): boolean {
  return byRegion.has(region);
}
