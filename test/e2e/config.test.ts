import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runBinary } from "./support/binary.ts";
import { formatTrail, makeFolder, makeRecord, type TestFolder } from "./support/trails.ts";

/** A project with a trail of an SQS and a DynamoDB call, and a folder inside that commands are run in. */
let project: TestFolder;
let inside: string;

beforeAll(() => {
  project = makeFolder();
  inside = join(project.path, "packages", "one");
  mkdirSync(inside, { recursive: true });
  mkdirSync(join(project.path, ".git"));
  const table = {
    eventSource: "dynamodb.amazonaws.com",
    eventName: "CreateTable",
    requestParameters: { tableName: "orders", attributeDefinitions: [], keySchema: [] },
  };
  project.write("logs/trail.json", formatTrail(makeRecord(), makeRecord(table)));
});
afterAll(() => project[Symbol.dispose]());

function configure(content: unknown): string {
  return project.write("cloudmock.json", typeof content === "string" ? content : JSON.stringify(content));
}

async function replay(args: readonly string[] = [], env: Record<string, string> = {}) {
  const ended = await runBinary(["cloudtrail", "replay", ...args], { cwd: inside, env });
  const lines = ended.stdout.split("\n").filter((line) => line !== "");
  return { ...ended, lines };
}

const DRY = { input: "logs/trail.json", "dry-run": true };

function readUrls(lines: readonly string[]): string[] {
  return lines.map((line) => new URL(JSON.parse(line).url).origin);
}

describe("a replay in a folder of the project", () => {
  test("has the file's flags, with paths from the file's folder", async () => {
    configure({ ...DRY, services: ["sqs"], endpoint: "http://localhost:5001" });
    const { exitCode, lines } = await replay();
    expect([exitCode, ...readUrls(lines)]).toEqual([0, "http://localhost:5001"]);
    expect(JSON.parse(lines[0] ?? "").operation).toBe("CreateQueue");
  });

  test("obeys the environment before the file, and the command line before both", async () => {
    configure({ ...DRY, services: "sqs", endpoint: "http://localhost:5001" });
    const env = { AWS_ENDPOINT_URL: "http://localhost:5002" };
    expect(readUrls((await replay([], env)).lines)).toEqual(["http://localhost:5002"]);
    const flags = ["--endpoint", "http://localhost:5003", "--services", "dynamodb,sqs"];
    expect(readUrls((await replay(flags, env)).lines)).toEqual([
      "http://localhost:5003",
      "http://localhost:5003",
    ]);
  });

  test("takes package.json's object too", async () => {
    using other = makeFolder();
    other.write("trail.json", formatTrail(makeRecord()));
    other.write("package.json", JSON.stringify({ name: "x", cloudmock: { ...DRY, input: "trail.json" } }));
    const { exitCode, stdout } = await runBinary(["cloudtrail", "replay"], { cwd: other.path });
    expect([exitCode, JSON.parse(stdout).operation]).toEqual([0, "CreateQueue"]);
  });

  test("lets a switch of the file be turned off", async () => {
    configure({ ...DRY, endpoint: "http://127.0.0.1:1" });
    // Not dry any more: it tries to reach what is not there.
    expect((await replay(["--dry-run=false"])).exitCode).toBe(4);
  });
});

describe("a file that is wrong ends every command that has flags with 2:", () => {
  test.each<[unknown, string]>([
    [{ spede: 0 }, ': "spede" is no option; did you mean "speed"?'],
    [
      { ...DRY, speed: "fast" },
      ': "speed": "fast" is not a speed; give a number of 0 or more: 0 (as fast as possible), 1.0 (real time), 2.0 (double), 0.5 (half)',
    ],
    [
      { ...DRY, "allow-remote": true },
      ': "allow-remote" cannot be set in a file: whether calls may leave this machine is for the person at it to say',
    ],
    ["{", " is not JSON: JSON Parse error: Expected '}'"],
  ])("%j", async (content, problem) => {
    const path = configure(content);
    expect(await replay()).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${path}${problem}\nRun 'cloudmock cloudtrail replay --help' for its flags and examples.\n`,
    });
  });

  test("help, version and commands without flags are not touched by it", async () => {
    configure("{");
    for (const args of [
      ["--version"],
      ["cloudtrail", "replay", "--help"],
      ["services", "sqs"],
      ["completions", "bash"],
    ]) {
      expect(await runBinary(args, { cwd: inside })).toMatchObject({ exitCode: 0, stderr: "" });
    }
  });
});

describe("a file cannot make a replay less safe:", () => {
  test("its endpoint is checked as any other", async () => {
    const path = configure({ input: "logs/trail.json", endpoint: "https://sqs.eu-west-1.amazonaws.com" });
    const { exitCode, stderr } = await replay();
    expect(exitCode).toBe(2);
    expect(stderr).toStartWith(`error: ${path}: "endpoint": `);
    configure({ input: "logs/trail.json", endpoint: "http://198.51.100.7" });
    expect((await replay()).exitCode).toBe(2);
  });

  test("one that every user may write to is not read, and a warning says so", async () => {
    const path = configure(DRY);
    chmodSync(path, 0o666);
    const { exitCode, stderr } = await replay();
    chmodSync(path, 0o644);
    expect(exitCode).toBe(2);
    expect(stderr).toStartWith(
      `warning: ${path} is not read: every user may write to it\nerror: --input is missing`,
    );
  });
});

describe("--print-config", () => {
  test("runs nothing, and says what would hold and why", async () => {
    const path = configure({ services: ["sqs"], speed: 2, strict: true });
    const { exitCode, stdout, stderr } = await replay(["--print-config", "--strict=false"], {
      AWS_ENDPOINT_URL: "http://someone:secret@localhost:5002",
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).not.toContain("secret");
    expect(JSON.parse(stdout)).toMatchObject({
      command: "cloudmock cloudtrail replay",
      file: path,
      options: {
        input: { value: null, from: "default" },
        services: { value: ["sqs"], from: "file" },
        speed: { value: "2", from: "file" },
        strict: { value: false, from: "flag" },
        endpoint: {
          value: "http://***@localhost:5002",
          from: "environment",
          variable: "AWS_ENDPOINT_URL",
        },
        concurrency: { value: "16", from: "default" },
      },
    });
  });

  test("belongs to every command with flags, and to no other", async () => {
    configure({ speed: 2, timeout: "5s" });
    const wait = await runBinary(["wait", "--print-config"], { cwd: inside });
    expect(JSON.parse(wait.stdout).options.timeout).toEqual({ value: "5s", from: "file" });
    expect(await runBinary(["services", "--print-config"], { cwd: inside })).toMatchObject({ exitCode: 2 });
  });

  test("a wrong command line is still wrong", async () => {
    configure({});
    const { exitCode, stderr } = await replay(["--print-config", "--spede", "1"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("has no flag --spede");
  });

  test("prints null for the file where there is none", async () => {
    using folder = makeFolder();
    mkdirSync(join(folder.path, ".git"));
    const { stdout } = await runBinary(["wait", "--print-config"], { cwd: folder.path });
    expect(JSON.parse(stdout).file).toBeNull();
  });
});
