import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../src/base/errors.ts";
import type { Flags } from "../../src/options/flags.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";

const NOW = Date.parse("2026-03-02T00:00:00Z");

function parse(flags: Flags, env: Record<string, string> = {}) {
  return parseReplayOptions({ input: ["trail.json"], ...flags }, env, NOW);
}

function problemOf(flags: Flags): string {
  try {
    parse(flags);
    return "none";
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
}

test("without flags but --input everything has its default", () => {
  expect(parse({})).toEqual({
    input: ["trail.json"],
    endpoint: "http://localhost:4566",
    embedded: undefined,
    save: undefined,
    filters: NO_FILTERS,
    includeReads: false,
    reads: "counted",
    shard: undefined,
    speed: 0,
    maxGapMs: Number.POSITIVE_INFINITY,
    concurrency: 16,
    dryRun: false,
    journal: undefined,
    resume: false,
    output: undefined,
    reports: [],
    format: "text",
    strict: false,
    allowRemote: false,
    failOnError: false,
    plan: {
      stacks: "children",
      bodyDir: undefined,
      createMissing: true,
      finalState: false,
    },
    choice: {
      target: undefined,
      mainAccount: undefined,
      keepAccounts: false,
      accountMap: new Map(),
      regionMap: new Map(),
    },
    idMap: undefined,
    ids: undefined,
    adminToken: undefined,
    verify: false,
  });
});

test("a dry run has no result to write", () => {
  expect(problemOf({ "dry-run": true, output: ["r.json"] })).toContain("--output: a dry run sends nothing");
  expect(problemOf({ "dry-run": true, format: ["json"] })).toContain("--format: a dry run sends nothing");
  expect(problemOf({ "dry-run": true, verbose: true })).toContain("--verbose: a dry run sends nothing");
});

test("a dry run makes what is missing only when it is asked to", () => {
  expect(parse({ "dry-run": true }).plan.createMissing).toBe(false);
  expect(parse({ "dry-run": true, "create-missing": true }).plan.createMissing).toBe(true);
  expect(parse({ "no-create-missing": true }).plan.createMissing).toBe(false);
  expect(parse({ "create-missing": false }).plan.createMissing).toBe(false);
  expect(parse({ "no-create-missing": false }).plan.createMissing).toBe(true);
  expect(parse({}).plan.createMissing).toBe(true);
});

test("flags that contradict each other are refused", () => {
  expect(problemOf({ "create-missing": true, "no-create-missing": true })).toContain("contradict each other");
  expect(problemOf({ "keep-accounts": true, "main-account": ["111122223333"] })).toContain(
    "contradict each other",
  );
});

test("--stacks template lacks the templates without --body-dir", () => {
  expect(problemOf({ stacks: ["template"] })).toBe(
    "--stacks: template needs the templates: give --body-dir DIR with DIR/cloudformation/STACK.yaml",
  );
  expect(problemOf({ stacks: ["template"], "body-dir": [import.meta.dir] })).toBe("none");
});

test("--concurrency is a whole number from 1 to 256", () => {
  expect(parse({ concurrency: ["1"] }).concurrency).toBe(1);
  for (const text of ["0", "257", "1.5", "-1", "", "many"]) {
    expect(problemOf({ concurrency: [text] })).toContain("--concurrency: ");
  }
});

test("--input is needed", () => {
  expect(() => parseReplayOptions({}, {}, NOW)).toThrow(
    new UsageError("--input is missing: name a trail file, a folder, a glob, or - for standard input"),
  );
});

test("AWS_ENDPOINT_URL is the default of --endpoint, and an empty one is none", () => {
  const env = { AWS_ENDPOINT_URL: "http://localhost:5000" };
  expect(parse({}, env).endpoint).toBe("http://localhost:5000");
  expect(parse({ endpoint: ["http://[::1]:1"] }, env).endpoint).toBe("http://[::1]:1");
  expect(parse({}, { AWS_ENDPOINT_URL: "" }).endpoint).toBe("http://localhost:4566");
});

test("lists are repeated, separated by commas, or both", () => {
  expect(parse({ services: ["s3, sqs", "dynamodb,"] }).filters.services).toEqual(["s3", "sqs", "dynamodb"]);
  expect(parse({ events: ["Create*,!CreateTags"] }).filters.events).toEqual(["create*", "!createtags"]);
  expect(parse({ accounts: ["111122223333,444455556666"] }).filters.accounts).toEqual([
    "111122223333",
    "444455556666",
  ]);
});

test("a comma in a glob's braces does not separate inputs", () => {
  expect(parse({ input: ["logs/{a,b}/*.json,x.json", "-"] }).input).toEqual([
    "logs/{a,b}/*.json",
    "x.json",
    "-",
  ]);
});

test("numbers, durations and times are read", () => {
  const options = parse({ speed: ["0.5"], "max-gap": ["30s"], from: ["-24h"], to: ["2026-03-01T12:00:00Z"] });
  expect(options).toMatchObject({
    speed: 0.5,
    maxGapMs: 30_000,
    filters: { from: new Date(NOW - 86_400_000), to: new Date("2026-03-01T12:00:00Z") },
  });
});

test("switches are what they are given as", () => {
  expect(parse({ "dry-run": true, strict: false, "fail-on-error": true })).toMatchObject({
    dryRun: true,
    strict: false,
    failOnError: true,
  });
});

describe("refused are", () => {
  test.each<[Flags, string]>([
    [{ speed: ["fast"] }, '--speed: "fast" is not a speed;'],
    [{ speed: ["-1"] }, '--speed: "-1" is not a speed;'],
    [{ speed: ["1", "2"] }, "--speed: given more than once; give it once"],
    [{ "max-gap": ["30"] }, '--max-gap: "30" is not a duration;'],
    [{ from: ["yesterday"] }, '--from: "yesterday"'],
    [{ from: ["-1h"], to: ["-2h"] }, "--from: is not before --to"],
    [{ services: [","] }, "--services: names nothing; give at least one"],
    [{ accounts: ["1234"] }, '--accounts: "1234" is not an account.'],
    [{ events: ["Create Tags"] }, '--events: "create tags" is not an event name.'],
    [{ format: ["jsn"] }, '--format: "jsn" is not one of text and json; did you mean json?'],
    [{ endpoint: ["http://a", "http://b"] }, "--endpoint: given more than once; give it once"],
  ])("%j", (flags, problem) => {
    expect(problemOf(flags)).toStartWith(problem);
  });
});

describe("--output", () => {
  test("names a file that can be written, and is not written yet", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cloudmock-options-"));
    const old = join(folder, "old.json");
    const fresh = join(folder, "new.json");
    const inner = join(folder, "inner");
    writeFileSync(old, "kept");
    mkdirSync(inner);
    try {
      expect(parse({ output: [old] }).output).toBe(old);
      expect(parse({ output: [fresh] }).output).toBe(fresh);
      expect(await Bun.file(old).text()).toBe("kept");
      expect(await Bun.file(fresh).exists()).toBe(false);
      expect(problemOf({ output: [inner] })).toBe(
        `--output: ${JSON.stringify(inner)} is a folder; name a file in it`,
      );
      const missing = join(folder, "missing");
      expect(problemOf({ output: [join(missing, "r.json")] })).toBe(
        `--output: the folder ${JSON.stringify(missing)} does not exist; make it first`,
      );
      expect(problemOf({ output: [join(old, "r.json")] })).toEndWith(
        "cannot be written; choose a place that you may write to",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("refuses a name that no file can have", () => {
    expect(problemOf({ output: ["x".repeat(5000)] })).toEndWith(
      "cannot be written; choose a place that you may write to",
    );
  });
});
