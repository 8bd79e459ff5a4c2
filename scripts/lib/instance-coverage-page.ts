/** The page of docs that tells, by service, what the instance does not do as it should: measured with random inputs of one seed. */
import { loadIndex } from "../../src/aws/model/table.ts";
import { adoptService } from "../../test/instance/support/adopted.ts";
import { STEPS, type StepName, tryService } from "../../test/instance/support/measure.ts";

const SEED = 1;

/** What each step shows, for people. */
const MEANINGS: Readonly<Record<StepName, string>> = {
  made: "is made with random valid input",
  read: "is read back with every member that the read shares with the making, at every depth",
  listed: "is in a list of its type",
  changed: "is changed, and its read tells the change",
  tagged: "is tagged",
  ended: "is deleted by the operation that takes it back",
  gone: "is then refused to the read with an error of the service's own, or in its list no more",
};
const ADOPTED = "adopted";

interface Count {
  tried: number;
  done: number;
}

function add(count: Count, isDone: boolean): void {
  count.tried++;
  if (isDone) count.done++;
}

function writeShare({ tried, done }: Count): string {
  return `${done.toLocaleString("en")} of ${tried.toLocaleString("en")} | ${((100 * done) / tried).toFixed(1)} %`;
}

/** docs/instance-coverage.md. */
export async function renderInstanceCoverage(): Promise<string> {
  const counts = new Map<string, Count>([...STEPS, ADOPTED].map((step) => [step, { tried: 0, done: 0 }]));
  const misses: string[] = [];
  const { services } = await loadIndex();
  for (const { service } of services) {
    const missed = new Map<string, string[]>();
    const note = (step: string, name: string, isDone: boolean) => {
      const count = counts.get(step);
      if (count) add(count, isDone);
      if (!isDone) missed.getOrInsertComputed(step, () => []).push(name);
    };
    for (const [name, trial] of await tryService(service, SEED))
      for (const step of STEPS) if (trial[step] !== undefined) note(step, name, trial[step] === true);
    for (const [name, isWhole] of await adoptService(service, SEED)) note(ADOPTED, name, isWhole);
    for (const [step, names] of missed) misses.push(`| ${service} | ${step} | ${names.join(", ")} |`);
  }
  const rows = [...counts].map(([step, count]) => {
    const meaning =
      step === ADOPTED
        ? "production's recorded answer, a random one, is told whole by the read"
        : MEANINGS[step as StepName];
    return `| ${step} | ${meaning} | ${writeShare(count)} |`;
  });
  return [
    "# What the instance does, measured",
    "",
    "<!-- made by npm run docs; test/scripts/instance-coverage.long.ts -->",
    "",
    `Every creation of all ${services.length} services that something reads is tried in an empty instance, with random valid input; what it`,
    "refers to stands. A step that cannot be tried with a thing, such as a change where the API has none, does not count.",
    "",
    "| step | what is made | things | |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "## What does not, by service",
    "",
    "What is not made is answered with 501, as nothing tells what it leaves behind, or is refused by an engine, which asks for more",
    "than random input that fits the model.",
    "",
    "| service | step | operations |",
    "| --- | --- | --- |",
    ...misses,
    "",
  ].join("\n");
}
