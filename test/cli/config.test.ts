import { describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { EndpointError, UsageError } from "../../src/base/errors.ts";
import { nameFlag, say } from "../../src/base/message.ts";
import { blameFile, type Config, resolveFlags } from "../../src/cli/config.ts";
import { checkConfig } from "../../src/cli/config-schema.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { outlineCommands } from "../../src/cli/outline.ts";
import { renderConfig } from "../../src/cli/print-config.ts";
import { replayCommand } from "../../src/cli/replay-command.ts";
import { selectCommand } from "../../src/cli/select-command.ts";
import { verifyCommand } from "../../src/cli/verify-command.ts";
import type { Flags } from "../../src/options/flags.ts";
import { makeFolder, type TestFolder } from "../e2e/support/trails.ts";

const PATH = "/project/cloudmock.json";

function check(content: unknown) {
  return checkConfig({ path: PATH, content }, mainCommand);
}

function problemOf(content: unknown): string {
  try {
    check(content);
    return "none";
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe("a file is checked:", () => {
  test("every flag that it may set has a value that it takes", () => {
    const flags = outlineCommands(mainCommand).flatMap(({ command }) => Object.entries(command.args ?? {}));
    const taken = flags.filter(
      ([name, { type }]) => type !== "positional" && problemOf({ [name]: 0 }).includes(": give "),
    );
    expect(taken.length).toBeGreaterThan(5);
    for (const [name, arg] of flags) {
      if (arg.type === "positional" || problemOf({ [name]: 0 }).includes("cannot be set in a file")) continue;
      const value = arg.type === "boolean" ? true : (arg.choices?.[0] ?? "text");
      expect(check({ $schema: "x", [name]: value })).toEqual({ [name]: value });
      expect([name, problemOf({ [name]: null })]).toEqual([
        name,
        expect.stringContaining(`${PATH}: "${name}": `),
      ]);
    }
  });

  test.each<[unknown, string]>([
    [{ spede: 1 }, '"spede" is no option; did you mean "speed"?'],
    [{ "--speed": 1 }, '"--speed" is no option; did you mean "speed"?'],
    [{ dryRun: true }, '"dryRun" is no option; did you mean "dry-run"?'],
    [{ releases: "https://example.com" }, '"releases" is no option'],
    [{ service: "dynamodb" }, '"service" is no option; did you mean "services"?'],
    [{ strict: "yes" }, '"strict": give true or false'],
    [{ speed: true }, '"speed": give a text or a number'],
    [{ speed: [1] }, '"speed": give a text or a number'],
    [{ services: [] }, '"services": an empty list says nothing; leave the key out'],
    [{ services: [["s3"]] }, '"services": give a text, a number, or a list of them'],
    [{ endpoint: "" }, '"endpoint": an empty text says nothing; leave the key out'],
    [{ format: "jsn" }, '"format": "jsn" is not one of text, json and jsonl; did you mean json?'],
    [[], 'give an object, as in {"endpoint": "http://localhost:4566"}'],
    ["speed", 'give an object, as in {"endpoint": "http://localhost:4566"}'],
    [null, 'give an object, as in {"endpoint": "http://localhost:4566"}'],
    [JSON.parse('{"__proto__": {"speed": 1}}'), '"__proto__" is no option'],
    [{ constructor: 1 }, '"constructor" is no option'],
  ])("%j", (content, problem) => {
    expect(problemOf(content)).toBe(`${PATH}: ${problem}`);
  });

  test.each([
    "allow-remote",
    "allow-endpoint",
    "allow-origin",
    "admin-token",
    "host",
    "files",
    "output",
    "id-map",
  ])("%s is refused with the reason", (name) => {
    expect(problemOf({ [name]: true })).toMatch(`${PATH}: "${name}" cannot be set in a file: `);
  });
});

function resolve(content: unknown, given: Flags = {}, env: Record<string, string> = {}, cwd = "/project") {
  const config: Config = { path: PATH, values: check(content) };
  return resolveFlags(replayCommand, given, { env, cwd, config });
}

describe("what counts is", () => {
  test("the command line, then the environment, then the file", () => {
    const file = { endpoint: "http://localhost:1", speed: 2, strict: true };
    const { flags, fromFile } = resolve(file);
    expect(flags).toEqual({ endpoint: ["http://localhost:1"], speed: ["2"], strict: true });
    expect([...fromFile].sort()).toEqual(["endpoint", "speed", "strict"]);
    const env = { AWS_ENDPOINT_URL: "http://localhost:2" };
    expect(resolve(file, {}, env).flags).toEqual({ speed: ["2"], strict: true });
    expect(resolve(file, {}, { AWS_ENDPOINT_URL: "" }).flags).toEqual(flags);
    const given = { endpoint: ["http://localhost:3"], strict: false };
    expect(resolve(file, given, env).flags).toEqual({ ...given, speed: ["2"] });
  });

  test("only what the command has", () => {
    const config: Config = { path: PATH, values: check({ speed: 2, timeout: "5s", format: "json" }) };
    expect(resolveFlags(verifyCommand, {}, { env: {}, cwd: "/project", config }).flags).toEqual({
      format: ["json"],
    });
    expect(resolveFlags(verifyCommand, {}, { env: {}, cwd: "/project", config: undefined }).flags).toEqual(
      {},
    );
  });

  test("only choices that the command has, too", () => {
    const resolveFor = (format: string) => {
      const config: Config = { path: PATH, values: check({ format }) };
      return resolveFlags(selectCommand, {}, { env: {}, cwd: "/project", config }).flags;
    };
    expect(resolveFor("text")).toEqual({});
    expect(resolveFor("jsonl")).toEqual({ format: ["jsonl"] });
  });

  test("not what contradicts the command line", () => {
    expect(resolve({ format: "json", verify: true }, { "dry-run": true }).flags).toEqual({ "dry-run": true });
    expect(resolve({ "no-create-missing": true }, { "create-missing": true }).flags).toEqual({
      "create-missing": true,
    });
    expect(resolve({ "keep-accounts": true }, { "main-account": ["111122223333"] }).flags).toEqual({
      "main-account": ["111122223333"],
    });
  });

  test("a dry run of the file, whatever else is asked for", () => {
    expect(resolve({ "dry-run": true }, { output: ["r.json"] }).flags["dry-run"]).toBe(true);
    expect(resolve({ "dry-run": true }, { "dry-run": false }).flags["dry-run"]).toBe(false);
  });
});

describe("a path of the file is meant from its folder:", () => {
  test("wherever the command is run", () => {
    const file = {
      input: ["logs/*.json", "/var/log/trail.json", "-"],
      "body-dir": "bodies",
      services: "a/b",
    };
    expect(resolve(file, {}, {}, "/project/a/b").flags).toEqual({
      input: ["../../logs/*.json", "/var/log/trail.json", "-"],
      "body-dir": ["../../bodies"],
      services: ["a/b"],
    });
    expect(resolve(file).flags["input"]).toEqual(["logs/*.json", "/var/log/trail.json", "-"]);
    expect(resolve({ "body-dir": "." }).flags["body-dir"]).toEqual(["."]);
  });

  test("each of several, separated by commas, but for a comma of a name or of a glob's braces", () => {
    using folder = makeFolder();
    const path = folder.write("cloudmock.json", "{}");
    folder.write("one,two.json", "");
    const input = (text: string) =>
      resolveFlags(
        replayCommand,
        {},
        { env: {}, cwd: `${folder.path}/sub`, config: { path, values: { input: text } } },
      ).flags["input"];
    expect(input("a.json, b/{c,d}.json")).toEqual(["../a.json,../b/{c,d}.json"]);
    expect(input("one,two.json")).toEqual(["../one,two.json"]);
  });
});

describe("a folder of bodies, whose files are sent,", () => {
  const resolveIn = (folder: TestFolder, path: string) => {
    const config = { path: folder.write("cloudmock.json", "{}"), values: { "body-dir": path } };
    return resolveFlags(replayCommand, {}, { env: {}, cwd: folder.path, config }).flags["body-dir"];
  };

  test.each(["/", "..", "bodies/../..", "link", " link", "link/x"])("may not be %p", (path) => {
    using outside = makeFolder();
    outside.write("x/key", "");
    using folder = makeFolder();
    folder.write("bodies/key", "");
    symlinkSync(outside.path, join(folder.path, "link"));
    expect(() => resolveIn(folder, path)).toThrow(
      `${join(folder.path, "cloudmock.json")}: "body-dir": a file may only name a folder below its own`,
    );
  });

  test.each([".", "bodies", "missing"])("may be %p", (path) => {
    using folder = makeFolder();
    folder.write("bodies/key", "");
    expect(resolveIn(folder, path)).toEqual([path]);
  });
});

describe("an error that a value of the file causes", () => {
  const config: Config = { path: PATH, values: {} };
  const blame = (error: unknown, ...names: string[]) => blameFile(error, config, new Set(names));

  test("names the file and the key", () => {
    expect(String(blame(new UsageError('"fast" is not a speed', "speed"), "speed"))).toBe(
      `UsageError: ${PATH}: "speed": "fast" is not a speed`,
    );
    const [from, to] = [nameFlag("from"), nameFlag("to")];
    const opposed = new UsageError(say`${from} and ${to} contradict each other; see ${to}`);
    expect(String(blame(opposed, "to", "from"))).toBe(
      `UsageError: --from and --to contradict each other; see --to ("from" and "to" are set in ${PATH})`,
    );
    const before = new UsageError(say`is not before ${to}, "--speed"`, "from");
    expect(String(blame(before, "to", "speed"))).toBe(
      `UsageError: --from: is not before --to, "--speed" ("to" is set in ${PATH})`,
    );
  });

  test("is left as it is where the file has no part in it", () => {
    const usage = new UsageError('"fast" is not a speed', "speed");
    expect(blame(usage, "format")).toBe(usage);
    const endpoint = new EndpointError("x", "speed");
    expect(blame(endpoint, "speed")).toBe(endpoint);
    expect(blameFile(usage, undefined, new Set(["speed"]))).toBe(usage);
  });
});

test("what is printed says where each option comes from, and hides secrets", () => {
  const command = {
    ...replayCommand,
    args: {
      ...replayCommand.args,
      "admin-token": { type: "string", env: ["CLOUDMOCK_ADMIN_TOKEN"] },
    },
  } as typeof replayCommand;
  const config: Config = {
    path: PATH,
    values: check({ services: ["s3"], speed: 2, endpoint: "http://u:p@ss@localhost:1" }),
  };
  const print = (given: Flags, env: Record<string, string>) => {
    const resolved = resolveFlags(command, given, { env, cwd: "/project", config });
    return JSON.parse(renderConfig({ name: "cloudmock x", command }, resolved, { env, config }));
  };
  const {
    command: name,
    file,
    options,
  } = print({ strict: true, speed: ["1", "3"] }, { CLOUDMOCK_ADMIN_TOKEN: "hidden" });
  expect([name, file]).toEqual(["cloudmock x", PATH]);
  expect(Object.keys(options)).toEqual(Object.keys(command.args ?? {}));
  expect(options).toMatchObject({
    strict: { value: true, from: "flag" },
    speed: { value: ["1", "3"], from: "flag" },
    services: { value: ["s3"], from: "file" },
    endpoint: { value: "http://***@localhost:1", from: "file" },
    "admin-token": { value: "***", from: "environment", variable: "CLOUDMOCK_ADMIN_TOKEN" },
    format: { value: "text", from: "default" },
    verify: { value: false, from: "default" },
    output: { value: null, from: "default" },
    // On, but for a dry run.
    "create-missing": { value: null, from: "default" },
    "no-create-missing": { value: false, from: "default" },
  });
  expect(print({ "admin-token": ["hidden"] }, {}).options["admin-token"]).toEqual({
    value: "***",
    from: "flag",
  });
});
