/** A company that stands in the instance by its trail alone, read back through boto3. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { startInstance } from "../../e2e/support/instance.ts";
import { compareProduction, type ProductionComparison } from "./compare-production.ts";
import { type Company, type Facts, readBack } from "./world.ts";

/** Production's account, of production.py, and the emulator's, which the facts of what stood there have. */
const ACCOUNTS = ["418273659027", "123456789012"] as const;

/** What the instance tells of a company. */
export interface StandingCompany extends ProductionComparison {
  /** A line for each part that could not be read. */
  readonly unread: readonly string[];
  /** How what stands is called in the instance, and is in no record of the trail. */
  readonly invented: readonly string[];
  /** How many identifiers were read. */
  readonly identifiers: number;
}

/** All that a trail's files say. */
function readTrail(folder: string): string {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) =>
      path.endsWith(".gz") ? gunzipSync(readFileSync(path)).toString() : readFileSync(path, "utf8"),
    )
    .join("\n");
}

/** Lets a trail's company stand in an instance, and compares what it tells with what stood in the emulator. */
export async function standInInstance(
  company: Company,
  trail: string,
  moto: Facts,
): Promise<StandingCompany> {
  await using instance = await startInstance(["--input", trail], { env: { NO_PROXY: "*" } });
  const read = await readBack(instance.url.replace("localhost", "127.0.0.1"), company);
  const facts = JSON.parse(JSON.stringify(read.facts).replaceAll(...ACCOUNTS)) as Facts;
  const log = readTrail(trail);
  const invented = read.identifiers.filter((text) => !log.includes(text));
  return {
    ...compareProduction(moto, facts),
    unread: read.unread,
    invented,
    identifiers: read.identifiers.length,
  };
}
