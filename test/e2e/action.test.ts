/** The GitHub action and the workflows that use it, step by step as a runner would take them. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ACTION, type ActionProject, bun, makeActionProject, PATH } from "./support/action-project.ts";
import { ALONE, findNoAlone } from "./support/alone.ts";
import { root } from "./support/binary.ts";
import type { Order } from "./support/run-workflow.ts";
import type { RanJob } from "./support/workflow-runner.ts";

const GUIDE = join(root, "..", "shared", "guide.txt");
/** The guide's workflow with this action's name. */
const WORKFLOW = `jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ${ACTION}

      - name: Replay production state
        run: cloudmock cloudtrail replay --input fixtures/trail.json --output replay-result.json

      - name: Run integration tests
        run: npm test
        env:
          AWS_ENDPOINT_URL: http://localhost:4566
`;
const EXAMPLE = readFileSync(join(root, "docs", "examples", "github-workflow.yml"), "utf8");
let project: ActionProject;
beforeAll(() => {
  project = makeActionProject();
}, 300_000);
afterAll(() => project[Symbol.dispose]());

/** A namespace has its own port 4566, which both the action and the guide take for granted. */
const obstacle = findNoAlone();
if (obstacle !== undefined) test.skip(`whole workflows (${obstacle})`, () => {});

async function runWorkflow(workflow: string, emulator: number | undefined): Promise<RanJob> {
  const machine = { repository: project.repository, actions: { [ACTION]: root }, env: { PATH } };
  const order: Order = {
    workflow,
    machine,
    release: project.release,
    emulator,
    keep: ["replay-result.json"],
  };
  const program = join(root, "test", "e2e", "support", "run-workflow.ts");
  const child = Bun.spawn([...ALONE, bun, "run", program], {
    stdin: Buffer.from(JSON.stringify(order)),
    stdout: "pipe",
    stderr: "inherit",
  });
  return JSON.parse(await new Response(child.stdout).text());
}

function flatten(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

const hasGuide = existsSync(GUIDE);
const title = `the workflow is the guide's, but for the action's name${hasGuide ? "" : " (../shared is not here)"}`;
test.skipIf(!hasGuide)(title, () => {
  const guide = flatten(readFileSync(GUIDE, "utf8"));
  expect(guide).toContain(flatten(WORKFLOW).replace(ACTION, "viridian-inc/cloudmock-action@v1"));
});

/** Every step succeeded, the replay's result is there, and the project's own test found what it expects. */
function expectTopology(ran: RanJob): void {
  const log = ran.steps.map((step) => step.log).join("");
  expect({ succeeded: ran.succeeded, log }).toMatchObject({ succeeded: true });
  expect(JSON.parse(ran.kept["replay-result.json"] ?? "")).toMatchObject({ succeeded: 13, failed: 0 });
  expect(log).toContain("the topology is there");
}

describe.skipIf(obstacle !== undefined)("a whole workflow", () => {
  test.each([
    ["the guide's, where nothing runs: the action starts an instance", WORKFLOW, undefined],
    ["the guide's, where an emulator runs on port 4566", WORKFLOW, 4566],
    ["docs/examples/github-workflow.yml, which has the emulator as a service", EXAMPLE, undefined],
  ])("%s", async (_, workflow, emulator) => {
    const ran = await runWorkflow(workflow, emulator);
    expectTopology(ran);
    expect(ran.steps.map(({ name }) => name)).toEqual([
      "actions/checkout@v4",
      ACTION,
      "Replay production state",
      "Run integration tests",
    ]);
  });
});

/** The examples fetch the installer from the repository's releases; here it comes from this checkout. */
function fetchHere(script: string): string {
  const address = "https://github.com/viridian-inc/cloudmock/releases/latest/download/install.sh";
  expect(script).toContain(`curl -fsSL ${address} | sh\n`);
  return script.replace(`curl -fsSL ${address}`, `cat '${join(root, "scripts", "install.sh")}'`);
}

function makeJob(script: string, env: Readonly<Record<string, string>>): string {
  const steps = [{ uses: "actions/checkout@v4" }, { run: script, env }];
  return JSON.stringify({ jobs: { test: { "runs-on": "ubuntu-latest", steps } } });
}

describe.skipIf(obstacle !== undefined)("an example for elsewhere", () => {
  test("docs/examples/gitlab-ci.yml", async () => {
    const text = readFileSync(join(root, "docs", "examples", "gitlab-ci.yml"), "utf8");
    const { test: job } = v.parse(
      v.object({
        test: v.object({
          script: v.array(v.string()),
          variables: v.record(v.string(), v.string()),
          services: v.tuple([v.object({ name: v.string(), alias: v.literal("moto") })]),
        }),
      }),
      Bun.YAML.parse(text.replace("//moto:", "//localhost:")),
    );
    const script = fetchHere(job.script.map((line) => `${line}\n`).join(""));
    expectTopology(await runWorkflow(makeJob(script, job.variables), 5000));
  });

  test("docs/examples/shell.sh", async () => {
    const bin = join(project.folder, "bin");
    mkdirSync(bin);
    // The emulator runs already.
    writeFileSync(join(bin, "docker"), '#!/bin/sh\necho "docker $*"\n', { mode: 0o755 });
    const script = fetchHere(readFileSync(join(root, "docs", "examples", "shell.sh"), "utf8"));
    const ran = await runWorkflow(makeJob(script, { PATH: `${bin}:${PATH}` }), 4566);
    expectTopology(ran);
    expect(ran.steps.at(-1)?.log).toMatch(/docker run .* motoserver\/moto:\d[\s\S]*docker stop moto\n/);
  });
});
