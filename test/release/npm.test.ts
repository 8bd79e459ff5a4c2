// The npm packages, installed by npm from a registry on loopback: with Node alone, an empty home and no Bun.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { TARGETS } from "../../scripts/lib/targets.ts";
import { binary, root } from "../e2e/support/binary.ts";
import { startRecordingServer } from "../e2e/support/recording-server.ts";
import { makeFolder, type TestFolder } from "../e2e/support/trails.ts";
import { type Registry, startRegistry } from "./support/registry.ts";

const LIMIT_MS = 300_000;
const target = TARGETS.find(({ os, cpu }) => os === process.platform && cpu === process.arch);
if (!target) throw new Error("there is no package for this machine");
const packageName = `@cloudmock/${target.name}`;

let folder: TestFolder;
let registry: Registry;
let shim: string;

function makeEnvironment(): Record<string, string> {
  return {
    HOME: join(folder.path, "home"),
    PATH: join(folder.path, "bin"),
    npm_config_registry: registry.url,
    npm_config_update_notifier: "false",
    NO_PROXY: "127.0.0.1",
  };
}

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: readonly string[], stdin = "", more: Record<string, string> = {}): Promise<Ran> {
  const child = Bun.spawn([...command], {
    cwd: join(folder.path, "project"),
    env: { ...makeEnvironment(), ...more },
    stdin: Buffer.from(stdin),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}

/** Runs the program of the installed package with Node, after `before` has changed the process. */
function runShim(before: string, ...args: readonly string[]): Promise<Ran> {
  const prelude = folder.write("prelude.cjs", before);
  return run([join(folder.path, "bin", "node"), "--require", prelude, shim, ...args]);
}

beforeAll(() => {
  folder = makeFolder();
  registry = startRegistry(target, binary);
  for (const name of ["home", "bin", "project"]) mkdirSync(join(folder.path, name));
  for (const program of ["node", "npm", "npx", "sh"]) {
    symlinkSync(Bun.which(program) ?? program, join(folder.path, "bin", program));
  }
  shim = join(folder.path, "project", "node_modules", ".bin", "cloudmock");
}, LIMIT_MS);
afterAll(() => {
  registry[Symbol.dispose]();
  folder[Symbol.dispose]();
});

test(
  "npx --yes cloudmock runs the binary of this machine, and downloads no other",
  async () => {
    const { exitCode, stdout, stderr } = await run(["npx", "--yes", "cloudmock", "--version"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^cloudmock \d+\.\d+\.\d+ \(models: botocore /);
    expect(exitCode).toBe(0);
    expect(registry.downloaded.toSorted()).toEqual([packageName, "cloudmock"]);
  },
  LIMIT_MS,
);

test(
  "npm install puts the program and one binary into a project",
  async () => {
    const { exitCode, stderr } = await run(["npm", "install", "--no-audit", "--no-fund", "cloudmock"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const modules = join(folder.path, "project", "node_modules");
    expect(readdirSync(join(modules, "@cloudmock"))).toEqual([target.name]);
    for (const name of ["cloudmock", packageName]) {
      for (const file of ["LICENSE", "NOTICE"]) {
        expect(readFileSync(join(modules, name, file), "utf8")).toBe(readFileSync(join(root, file), "utf8"));
      }
      expect(readFileSync(join(modules, name, "README.md"), "utf8")).toContain("cloudmock");
      expect(JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"))).not.toHaveProperty(
        "private",
      );
    }
  },
  LIMIT_MS,
);

test("passes arguments, streams and the exit code on", async () => {
  const trail = readFileSync(join(root, "fixtures", "demo", "trail.json"), "utf8");
  const dry = await run([shim, "cloudtrail", "replay", "--dry-run", "--input", "-"], trail);
  expect(dry.exitCode).toBe(0);
  expect(dry.stdout.trim().split("\n").length).toBeGreaterThan(5);
  const wrong = await run([shim, "cloudtrail", "replay", "--spede", "0"]);
  expect(wrong.stderr).toContain("--spede");
  expect([wrong.exitCode, wrong.stdout]).toEqual([2, ""]);
});

test.each(["SIGINT", "SIGTERM"] as const)("passes %s on, once, and waits for the end", async (signal) => {
  const reached = Promise.withResolvers<void>();
  using server = startRecordingServer(() => {
    reached.resolve();
    return new Promise<Response>(() => {}); // never answers
  });
  const args = [
    "--input",
    join("fixtures", "demo", "trail.json"),
    "--endpoint",
    server.endpoint,
    "--format",
    "json",
  ];
  const child = Bun.spawn([shim, "cloudtrail", "replay", ...args], {
    cwd: root,
    env: makeEnvironment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  await reached.promise;
  child.kill(signal);
  // A second signal would have ended it without its result.
  expect(JSON.parse(await new Response(child.stdout).text())).toHaveProperty("skipped_by_reason.interrupted");
  expect(await child.exited).toBe(130);
});

test("takes musl's binary where Node itself runs on musl", async () => {
  const musl = "process.report.getReport = () => ({ header: {} });";
  const { exitCode, stderr } = await runShim(musl, "--version");
  expect(stderr).toContain(
    `the package ${packageName}-musl, which holds the binary for this machine, is not installed`,
  );
  expect(exitCode).toBe(1);
});

test("names a machine that there is no binary for", async () => {
  const { exitCode, stderr } = await runShim(`Object.defineProperty(process, "platform", { value: "aix" });`);
  expect(stderr).toStartWith(`cloudmock: there is no binary for aix-${process.arch}, only for linux-x64, `);
  expect(exitCode).toBe(1);
});

test("says what to do when npm left the binary out", async () => {
  rmSync(join(folder.path, "project", "node_modules", "@cloudmock"), { recursive: true });
  const { exitCode, stderr, stdout } = await run([shim, "--version"]);
  expect(stderr).toStartWith(`cloudmock: the package ${packageName}, which holds`);
  expect(stderr).toContain("install again without --omit=optional");
  expect([exitCode, stdout]).toEqual([1, ""]);
});
