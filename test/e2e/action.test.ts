/** The GitHub action and the workflows that use it, step by step as a runner would take them. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { version } from "../../package.json";
import { makeServerEnvironment } from "../../scripts/lib/python.ts";
import { ALONE, findNoAlone } from "./support/alone.ts";
import { root } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { findDeadEndpoint } from "./support/recording-server.ts";
import { serveFolder, writeReleaseFolder } from "./support/release-folder.ts";
import type { Order } from "./support/run-workflow.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";
import { type RanJob, type RanStep, readWorkflow, runJob } from "./support/workflow-runner.ts";

const ACTION = "viridian-inc/cloudmock@v1";
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
/** The tests of a project that expects the topology of fixtures/demo. */
const PROJECT_TEST = `import assert from "node:assert/strict";
import { listTables } from "./list-tables.ts";
assert.deepEqual(await listTables(process.env.AWS_ENDPOINT_URL), ["orchard-orders"]);
for (const [name, value] of [
  ["AWS_ACCESS_KEY_ID", "test"],
  ["AWS_SECRET_ACCESS_KEY", "test"],
  ["AWS_REGION", "us-east-1"],
  ["AWS_DEFAULT_REGION", "us-east-1"],
]) {
  assert.equal(process.env[name], value, name);
}
console.log("the topology is there");
`;
const bun = process.execPath;
const folder = mkdtempSync(join(tmpdir(), "cloudmock-action-"));
const repository = join(folder, "repository");
const release = join(folder, "release");
/** Kept from one test to the next, as on a runner of one's own. */
const tools = join(folder, "tools");
const PATH = process.env["PATH"] ?? "";

beforeAll(() => {
  // There is no network where whole workflows run.
  makeServerEnvironment();
  writeReleaseFolder(release);
  mkdirSync(join(repository, "fixtures"), { recursive: true });
  copyFileSync(join(root, "fixtures", "demo", "trail.json"), join(repository, "fixtures", "trail.json"));
  copyFileSync(join(root, "test/e2e/support/list-tables.ts"), join(repository, "list-tables.ts"));
  writeFileSync(join(repository, "test.ts"), PROJECT_TEST);
  writeFileSync(join(repository, "package.json"), JSON.stringify({ scripts: { test: `'${bun}' test.ts` } }));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A namespace has its own port 4566, which both the action and the guide take for granted. */
const obstacle = findNoAlone();
if (obstacle !== undefined) test.skip(`whole workflows (${obstacle})`, () => {});

async function runWorkflow(workflow: string, emulator: number | undefined): Promise<RanJob> {
  const machine = { repository, actions: { [ACTION]: root }, env: { PATH } };
  const order: Order = { workflow, machine, release, emulator, keep: ["replay-result.json"] };
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
    const bin = join(folder, "bin");
    mkdirSync(bin);
    // The emulator runs already.
    writeFileSync(join(bin, "docker"), '#!/bin/sh\necho "docker $*"\n', { mode: 0o755 });
    const script = fetchHere(readFileSync(join(root, "docs", "examples", "shell.sh"), "utf8"));
    const ran = await runWorkflow(makeJob(script, { PATH: `${bin}:${PATH}` }), 4566);
    expectTopology(ran);
    expect(ran.steps.at(-1)?.log).toMatch(/docker run .* motoserver\/moto:\d[\s\S]*docker stop moto\n/);
  });
});

describe("the action", () => {
  const moto = useMoto();

  /** Runs a job of one step that uses the action. */
  async function useAction(
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RanStep & { readonly env: RanJob["env"] }> {
    using server = serveFolder(release);
    const job = readWorkflow(
      `jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ${ACTION}\n        with: ${JSON.stringify({ endpoint: moto.endpoint, ...inputs })}\n`,
    );
    const machine = { PATH, CLOUDMOCK_BASE_URL: server.url, RUNNER_TOOL_CACHE: tools, ...env };
    const ran = await runJob(job, { repository, actions: { [ACTION]: root }, env: machine });
    const [, step] = ran.steps;
    if (!step) throw new Error("the action did not run");
    return { ...step, env: ran.env };
  }

  test("without a trail installs, waits and sets the environment, no more", async () => {
    const { exitCode, log, outputs, summary, env } = await useAction({});
    expect({ exitCode, log }).toMatchObject({ exitCode: 0 });
    expect(log).toMatch(/^http:\S+ is ready after \S+: moto answers$/m);
    expect(env).toEqual({
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
    });
    expect(summary).toBe("");
    expect(Object.values(outputs).join("")).toBe("");
  });

  test("with a trail replays it, and gives the counts and a summary", async () => {
    await moto.reset();
    const { exitCode, log, outputs, summary } = await useAction({
      trail: "fixtures/trail.json",
      args: "--services dynamodb,sqs --events 'Create*'",
      "fail-on-error": "true",
    });
    expect({ exitCode, log }).toMatchObject({ exitCode: 0 });
    expect(outputs).toEqual({
      replayed: "2",
      succeeded: "2",
      failed: "0",
      skipped: "14",
      result: expect.stringMatching(/\/temp\/cloudmock\.\w{6}\/result\.json$/),
    });
    expect(summary).toBe(
      [
        "### CloudTrail replay",
        "",
        "| Total events | Replayed | Skipped | Succeeded | Failed |",
        "| ---: | ---: | ---: | ---: | ---: |",
        "| 16 | 2 | 14 | 2 | 0 |",
        "",
      ].join("\n"),
    );
  });

  test("lists failed calls as text, and fails with them only if that is asked for", async () => {
    await moto.reset();
    const source = { eventSource: "dynamodb.amazonaws.com", eventName: "DeleteTable" };
    const record = makeRecord({ ...source, requestParameters: { tableName: "<b>`no`" } });
    writeFileSync(join(repository, "failing.json"), formatTrail(record));
    for (const [failOnError, expected] of [
      ["false", 0],
      ["true", 1],
    ] as const) {
      const { exitCode, log, outputs, summary } = await useAction({
        trail: "failing.json",
        args: "--no-create-missing",
        "fail-on-error": failOnError,
      });
      expect({ exitCode, log }).toMatchObject({ exitCode: expected });
      expect(outputs).toMatchObject({ replayed: "1", succeeded: "0", failed: "1", skipped: "0" });
      expect(summary).toMatch(/\n\| 1 \| 1 \| 0 \| 0 \| 1 \|\n\n {4}\[FAIL\] dynamodb\.DeleteTable: .*\n$/);
      // What comes from a trail is no command to the runner.
      expect(log).toMatch(/^::stop-commands::([\da-f]{32})\n[\s\S]*\[FAIL\][\s\S]*^::\1::$/m);
    }
  });

  test("tells how to add an emulator when none answers", async () => {
    const endpoint = findDeadEndpoint();
    const { exitCode, log, env } = await useAction({ endpoint, timeout: "300ms" });
    expect({ exitCode, env }).toEqual({ exitCode: 4, env: {} });
    expect(log).toContain(`::error title=cloudmock::No emulator answers at ${endpoint}.`);
    expect(log).toContain("    services:%0A      moto:%0A        image: motoserver/moto:");
  });

  test("never asks AWS", async () => {
    const { exitCode, log, env } = await useAction({ endpoint: "https://sqs.eu-west-1.amazonaws.com" });
    expect({ exitCode, env }).toEqual({ exitCode: 2, env: {} });
    expect(log).toContain("is AWS itself");
  });

  test("leaves the job's own credentials and region alone, and shows none of them", async () => {
    const own = {
      AWS_ACCESS_KEY_ID: "AKIAOWN",
      AWS_SECRET_ACCESS_KEY: "secretOwn",
      AWS_SESSION_TOKEN: "tokenOwn",
      AWS_REGION: "eu-west-1",
    };
    const { exitCode, log, env } = await useAction({}, own);
    expect({ exitCode, env }).toEqual({
      exitCode: 0,
      env: { AWS_ENDPOINT_URL: moto.endpoint, AWS_DEFAULT_REGION: "us-east-1" },
    });
    expect(log).toContain("::notice title=cloudmock::The job has AWS credentials of its own");
    for (const text of Object.values(own)) expect(log).not.toContain(text);
  });

  test("takes an empty variable for none, as a secret is in a pull request from a fork", async () => {
    const { env } = await useAction({}, { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_REGION: "" });
    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
    expect(env).toMatchObject({ AWS_REGION: "us-east-1" });
  });

  test("takes no input for a command", async () => {
    const pwned = join(folder, "pwned");
    const command = `$(touch ${pwned})\`touch ${pwned}\`;touch ${pwned}`;
    for (const name of ["version", "endpoint", "timeout", "trail", "args", "fail-on-error"]) {
      const { exitCode }: RanStep = await useAction({ trail: "fixtures/trail.json", [name]: command });
      expect({ name, failed: exitCode !== 0, pwned: existsSync(pwned) }).toEqual({
        name,
        failed: true,
        pwned: false,
      });
    }
  });

  test("takes no input but args for a flag", async () => {
    for (const name of ["version", "endpoint", "timeout", "trail", "fail-on-error"]) {
      const { exitCode }: RanStep = await useAction({ trail: "fixtures/trail.json", [name]: "--help" });
      expect({ name, failed: exitCode !== 0 }).toEqual({ name, failed: true });
    }
  });

  test("takes no line break that would set another variable", async () => {
    for (const name of ["version", "endpoint"]) {
      const { exitCode, env, log } = await useAction({ [name]: `${moto.endpoint}/\nPWNED=1` });
      expect({ exitCode, env }).toEqual({ exitCode: 2, env: {} });
      expect(log).toStartWith(`::error title=cloudmock::${name} is `);
    }
  });

  test("says so when there is nothing to install", async () => {
    const env = { CLOUDMOCK_BASE_URL: findDeadEndpoint(), RUNNER_TOOL_CACHE: join(folder, "no-tools") };
    const { exitCode, log } = await useAction({}, env);
    expect(exitCode).not.toBe(0);
    expect(log).toContain("::error title=cloudmock::cloudmock could not be installed; why is above");
  });

  test("does not install again the version that a kept runner or a cache has", async () => {
    expect((await useAction({})).exitCode).toBe(0);
    expect(existsSync(join(tools, "cloudmock", version, "cloudmock"))).toBe(true);
    const again = await useAction({}, { CLOUDMOCK_BASE_URL: findDeadEndpoint() });
    expect({ exitCode: again.exitCode, log: again.log }).toMatchObject({ exitCode: 0 });
  });
});
