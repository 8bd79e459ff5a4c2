/** The page of docs that says, for each operation of the services that tests call, what the instance does: asked, not claimed. */
import { loadModel } from "../../src/aws/model/table.ts";
import type { Operation } from "../../src/aws/model/types.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import { makeStructure } from "../../src/aws/values.ts";
import { isUnknown } from "../../src/instance/behaviour/refusals/unknown.ts";
import { listEngineOperations } from "../../src/instance/engines/engines.ts";
import { makeValid } from "../../test/instance/support/make-valid.ts";
import { makeWorld } from "../../test/instance/support/world.ts";
import { makeDraw } from "../../test/support/make-value.ts";

const SEED = 1;

/** By botocore's names, as AWS's own pages are ordered: stores, messages, keys and settings, events and logs. */
const SERVICES = [
  "dynamodb",
  "dynamodbstreams",
  "s3",
  "sqs",
  "sns",
  "kms",
  "secretsmanager",
  "ssm",
  "events",
  "kinesis",
  "logs",
];

/** What the instance does with an operation. */
export type Standing = "behaves" | "generic" | "501";

/** Of an input with all that there is, and of one with no more than the API demands. */
async function isRefused(operation: Operation): Promise<boolean> {
  const whole = makeValid(makeDraw(SEED), operation.input) ?? makeStructure();
  const names = operation.input?.required ?? [];
  const least = Object.assign(makeStructure(), Object.fromEntries(names.map((name) => [name, whole[name]])));
  const resources = await loadResources(operation.model.service);
  for (const input of [whole, least]) {
    const world = makeWorld();
    world.standFor(resources, operation, input);
    if (!isUnknown(await world.call(operation, input))) return false;
  }
  return true;
}

/** What the instance does with each operation of a service, by its name. */
export async function listStandings(service: string): Promise<ReadonlyMap<string, Standing>> {
  const behaves = await listEngineOperations(service);
  const { operations } = await loadModel(service);
  const standings = new Map<string, Standing>();
  for (const [name, operation] of Object.entries(operations)) {
    const isUntold = await isRefused(operation);
    standings.set(name, isUntold ? "501" : behaves.has(name) ? "behaves" : "generic");
  }
  return standings;
}

function writeNames(standings: ReadonlyMap<string, Standing>, standing: Standing): string {
  const names = [...standings].flatMap(([name, of]) => (of === standing ? [name] : []));
  return names.length === 0 ? "none" : names.join(", ");
}

/** docs/services.md. */
export async function renderServices(): Promise<string> {
  const sections: string[] = [];
  const rows: string[] = [];
  for (const service of SERVICES) {
    const standings = await listStandings(service);
    const count = (standing: Standing) => [...standings.values()].filter((of) => of === standing).length;
    rows.push(`| [${service}](#${service}) | ${count("behaves")} | ${count("generic")} | ${count("501")} |`);
    sections.push(
      `## ${service}`,
      "",
      `- **behaves**: ${writeNames(standings, "behaves")}`,
      `- **generic**: ${writeNames(standings, "generic")}`,
      `- **501**: ${writeNames(standings, "501")}`,
      "",
    );
  }
  return [
    "# What the instance does, by operation",
    "",
    "<!-- made by npm run docs; test/scripts/services.test.ts -->",
    "",
    "Of the services that integration tests call. **behaves**: an engine answers as AWS does, with its checks and errors.",
    "**generic**: what the API models and the resource table say of it is done, as for every other service",
    "([instance.md](instance.md)). **501**: nothing is known of what it does, and nothing is pretended.",
    "",
    "| service | behaves | generic | 501 |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    ...sections,
  ].join("\n");
}
