/** docs/resources.md: what the resource table says of each service. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadIndex } from "../../src/aws/model/table.ts";
import { loadReadings } from "../../src/aws/resources/readings.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import type { Deed, OperationMeaning } from "../../src/aws/resources/types.ts";
import { findRecipe, loadRecipes } from "../../src/plan/missing/catalogue.ts";
import { root } from "./python.ts";

const READS: ReadonlySet<Deed> = new Set(["read", "list"]);

/** Whether nothing tells which thing a call of the operation is about, so that it waits for all of its service. */
function isBlind({ input, output }: OperationMeaning): boolean {
  const isTold = [...input, ...output].some(({ part }) => part === "own");
  return !isTold && !input.some(({ part, hold }) => part === "container" && hold === "exclusive");
}

/** How many disagreements of the sources are listed, by service. */
function countDisputed(): Map<string, number> {
  const lines = readFileSync(join(root, "scripts", "resources", "disagreements.tsv"), "utf8").split("\n");
  const counts = new Map<string, number>();
  for (const line of lines.slice(1, -1)) {
    const [service = ""] = line.split("\t");
    counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  return counts;
}

async function renderService(service: string, disputed: number): Promise<string> {
  await loadRecipes(service);
  const [{ types, operations }, { readings, undoing }] = await Promise.all([
    loadResources(service),
    loadReadings(service),
  ]);
  const writes = Object.entries(operations).filter(([, { deed }]) => !READS.has(deed));
  const blind = writes.filter(([, meaning]) => isBlind(meaning)).map(([name]) => name);
  const cells = [
    service,
    Object.keys(types).length,
    Object.keys(types).filter((type) => findRecipe(service, type) !== undefined).length,
    writes.length,
    blind.length,
    Object.keys(readings).length,
    Object.keys(undoing).length,
    disputed,
  ];
  return `| ${cells.join(" | ")} |`;
}

const INTRO = `# Resources

What an operation makes, changes and removes, which members name that, what it stands in and what else it uses, is said by
one table, which order, prerequisites, final state and verification ask. It is made from AWS's API models, CloudFormation's
resource types and the resource types that policies know (\`npm run resources\`); what that gets wrong is corrected by the
rows of [Resources and Readings](data-tables.md).

For each service: how many types of resources the table knows, and of how many of these one can be made where a log uses it
and never makes it ([recipes](data-tables.md#recipes) by hand, the rest by the API's model); how many operations write; of how many of these nothing
tells which thing they are about (such a call waits for all before it in its service, account and region, and all after it
wait for it); how many can be read back, and how many have an operation that undoes them; and in how many things one of the
sources says otherwise than the table, which [disagreements.tsv](../scripts/resources/disagreements.tsv) lists: whether an
operation reads or writes, what types of things it works on, by how many names a thing goes, and how its ARN is written.

| service | types | made | writes | unknown | read back | undone | disputed |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

/** The page, with a row a service. */
export async function renderResourcesPage(): Promise<string> {
  const { services } = await loadIndex();
  const disputed = countDisputed();
  const rows = await Promise.all(
    services.map(({ service }) => renderService(service, disputed.get(service) ?? 0)),
  );
  return `${INTRO}\n${rows.join("\n")}\n`;
}
