// What one step with the action does: its inputs, outputs and summary.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { ACTION, type ActionProject, makeActionProject, PATH } from "./support/action-project.ts";
import { root } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { findDeadEndpoint } from "./support/recording-server.ts";
import { serveFolder } from "./support/release-folder.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";
import { type RanJob, type RanStep, readWorkflow, runJob } from "./support/workflow-runner.ts";

let project: ActionProject;
beforeAll(() => {
  project = makeActionProject();
}, 300_000);
afterAll(() => project[Symbol.dispose]());

describe("the action", () => {
  const moto = useMoto();

  /** Runs a job of one step that uses the action. */
  async function useAction(
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RanStep & { readonly env: RanJob["env"] }> {
    using server = serveFolder(project.release);
    const job = readWorkflow(
      `jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ${ACTION}\n        with: ${JSON.stringify({ endpoint: moto.endpoint, ...inputs })}\n`,
    );
    const machine = { PATH, CLOUDMOCK_BASE_URL: server.url, RUNNER_TOOL_CACHE: project.tools, ...env };
    const ran = await runJob(job, {
      repository: project.repository,
      actions: { [ACTION]: root },
      env: machine,
    });
    const [, step] = ran.steps;
    if (!step) throw new Error("the action did not run");
    return { ...step, env: ran.env };
  }

  test("without a trail installs, waits and sets the environment, no more", async () => {
    const { exitCode, log, outputs, summary, env } = await useAction({});
    expect({ exitCode, log }).toMatchObject({ exitCode: 0 });
    expect(log).toMatch(/^http:\S+ is ready after \S+: moto answers \(.*\)$/m);
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
    expect(summary).toStartWith(
      [
        "### CloudTrail replay",
        "",
        "| Total events | Replayed | Skipped | Succeeded | Failed |",
        "| ---: | ---: | ---: | ---: | ---: |",
        "| 16 | 2 | 14 | 2 | 0 |",
        "",
        "Into <code>http",
      ].join("\n"),
    );
    expect(summary).toContain("<summary>2 things left standing</summary>");
    expect(summary).not.toContain("#### What failed");
  });

  test("lists failed calls as text, and fails with them only if that is asked for", async () => {
    await moto.reset();
    const source = { eventSource: "dynamodb.amazonaws.com", eventName: "DeleteTable" };
    const record = makeRecord({ ...source, requestParameters: { tableName: "<b>`no`" } });
    writeFileSync(join(project.repository, "failing.json"), formatTrail(record));
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
      expect(summary).toContain("\n| 1 | 1 | 0 | 0 | 1 |\n");
      expect(summary).toMatch(
        /\n#### What failed\n\n\*\*<code>.*\n\nAdvice: .*\n\n\| service .*\n.*\n\| <code>dynamodb<\/code> \| <code>DeleteTable<\/code> \|/,
      );
      expect(summary).not.toContain("<b>");
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
    const pwned = join(project.folder, "pwned");
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
    const env = {
      CLOUDMOCK_BASE_URL: findDeadEndpoint(),
      RUNNER_TOOL_CACHE: join(project.folder, "no-tools"),
    };
    const { exitCode, log } = await useAction({}, env);
    expect(exitCode).not.toBe(0);
    expect(log).toContain("::error title=cloudmock::cloudmock could not be installed; why is above");
  });

  test("does not install again the version that a kept runner or a cache has", async () => {
    expect((await useAction({})).exitCode).toBe(0);
    expect(existsSync(join(project.tools, "cloudmock", version, "cloudmock"))).toBe(true);
    const again = await useAction({}, { CLOUDMOCK_BASE_URL: findDeadEndpoint() });
    expect({ exitCode: again.exitCode, log: again.log }).toMatchObject({ exitCode: 0 });
  });
});
