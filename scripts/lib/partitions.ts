/** Makes the table of AWS's partitions from botocore's partitions.json. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Partition } from "../../src/aws/model/partitions.ts";
import { fetchBotocore } from "./python.ts";

interface Source {
  readonly partitions: readonly {
    readonly id: string;
    readonly regionRegex: string;
    readonly regions: Readonly<Record<string, { readonly description: string }>>;
    readonly outputs: {
      readonly dnsSuffix: string;
      readonly dualStackDnsSuffix: string;
    };
  }[];
}

/** The partitions of the pinned release, in its order. */
export function readPartitions(): Partition[] {
  const path = join(fetchBotocore(), "botocore", "data", "partitions.json");
  const { partitions } = JSON.parse(readFileSync(path, "utf8")) as Source;
  return partitions.map(({ id, regionRegex, regions: listed, outputs }) => {
    // Beside the regions it lists one that stands for services without any: aws-global.
    const regions = Object.keys(listed).filter((region) => !region.endsWith("-global"));
    return {
      name: id,
      dnsSuffix: outputs.dnsSuffix,
      dualStackDnsSuffix: outputs.dualStackDnsSuffix,
      regionPattern: regionRegex,
      regions,
      regionNames: regions.map((region) => listed[region]?.description ?? region),
    };
  });
}

/** The table's text: a partition a line. */
export function writePartitions(partitions: readonly Partition[]): string {
  return `[\n${partitions.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}\n]\n`;
}
