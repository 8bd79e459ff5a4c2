// The whole replay that the command line and the API share: what it gives, writes and judges.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { EndpointError } from "../../src/base/errors.ts";
import type { Flags } from "../../src/options/flags.ts";
import { parseReplayOptions, type ReplayOptions } from "../../src/options/options.ts";
import { judgeReplay, judgeVerification } from "../../src/run/judge.ts";
import { performReplay, type Telling } from "../../src/run/perform-replay.ts";
import { performVerification } from "../../src/run/perform-verification.ts";
import { findDeadEndpoint, startRecordingServer } from "../e2e/support/recording-server.ts";
import { formatTrail, makeFolder, makeRecord } from "../e2e/support/trails.ts";
import { checkForm, parseReport } from "../report/junit-form.ts";

function makeAround() {
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const interruption = new AbortController();
  const around = { remarks: { warn: tell, info: tell }, signal: interruption.signal };
  return { told, interruption, around };
}

function makeOptions(path: string, endpoint: string, flags: Flags = {}): ReplayOptions {
  return parseReplayOptions({ input: [path], endpoint: [endpoint], target: ["moto"], ...flags }, {}, 0);
}

const QUIET: Telling = { onLines: async () => true };

test("a file that cannot be written keeps neither the result nor another file from being there", async () => {
  using folder = makeFolder();
  using server = startRecordingServer();
  const trail = folder.write("trail.json", formatTrail(makeRecord()));
  const output = `${folder.path}/gone.json`;
  const options = makeOptions(trail, server.endpoint, { "id-map": [`${folder.path}/ids.json`] });
  // As where the folder goes while the calls are made.
  const moved = { ...options, output: output.replace("gone", "gone/result") };
  const ended = await performReplay(moved, makeAround().around, QUIET);
  if (ended.kind !== "performed") throw new Error(ended.kind);
  expect(ended.unwritten.map(({ flag }) => flag)).toEqual(["output"]);
  expect(JSON.parse(ended.json)).toEqual(ended.result);
  expect(ended.exitCode).toBe(0);
  expect(JSON.parse(readFileSync(`${folder.path}/ids.json`, "utf8"))).toMatchObject({
    endpoint: server.endpoint,
  });
});

test("reports are written by their endings, of a replay and of a verification; none that fails hides the result", async () => {
  using folder = makeFolder();
  using server = startRecordingServer();
  const trail = folder.write("trail.json", formatTrail(makeRecord()));
  const [xml, md] = [`${folder.path}/r.XML`, `${folder.path}/r, 2.md`];
  const options = makeOptions(trail, server.endpoint, { report: [xml, md] });
  const lost = {
    ...options,
    reports: [{ kind: "xml", path: `${folder.path}/gone/r.xml` } as const, ...options.reports],
  };
  const ended = await performReplay(lost, makeAround().around, QUIET);
  if (ended.kind !== "performed") throw new Error(ended.kind);
  expect(ended.unwritten.map(({ flag, exitCode }) => [flag, exitCode])).toEqual([["report", 2]]);
  expect([ended.exitCode, ended.result.succeeded]).toEqual([0, 1]);
  const root = parseReport(readFileSync(xml, "utf8"));
  checkForm(root);
  expect(root.attributes).toMatchObject({ tests: "1", failures: "0" });
  expect(readFileSync(md, "utf8")).toStartWith("### CloudTrail replay\n");
  const verified = await performVerification(options, makeAround().around);
  expect(verified.unwritten).toEqual([]);
  checkForm(parseReport(readFileSync(xml, "utf8")));
  expect(readFileSync(md, "utf8")).toStartWith("### CloudTrail verification\n");
});

test("a report's file says by its ending what it is", () => {
  for (const path of ["r.pdf", "r", ".md", "no/such/r.md"])
    expect(() => makeOptions("trail.json", "http://localhost:1", { report: [path] })).toThrow(/^--report: /);
  expect(() => makeOptions("t.json", "http://localhost:1", { report: ["r.md"], "dry-run": true })).toThrow(
    "a dry run sends nothing",
  );
});

test("what is told comes in order: opened before anything is sent, replayed before it is read back", async () => {
  using folder = makeFolder();
  using server = startRecordingServer();
  const trail = folder.write("trail.json", formatTrail(makeRecord()));
  const seen: [string, number][] = [];
  const note = (what: string) => async () => void seen.push([what, server.requests.length]);
  const options = makeOptions(trail, server.endpoint, { verify: true });
  const telling = { ...QUIET, onOpened: note("opened"), onReplayed: note("replayed") };
  await performReplay(options, makeAround().around, telling);
  expect(seen).toEqual([
    ["opened", 0],
    ["replayed", 1],
  ]);
});

test("a dry run gives its lines, and sends nothing", async () => {
  using folder = makeFolder();
  using server = startRecordingServer();
  const trail = folder.write("trail.json", formatTrail(makeRecord()));
  const told: string[] = [];
  const ended = await performReplay(
    makeOptions(trail, server.endpoint, { "dry-run": true }),
    makeAround().around,
    { onLines: async (lines) => told.push(lines) > 0 },
  );
  expect(ended).toMatchObject({
    kind: "shown",
    exitCode: 0,
    summary: expect.stringContaining("1 of 1 events"),
  });
  const [line = "", end] = told.join("").split("\n");
  expect(JSON.parse(line)).toMatchObject({ operation: "CreateQueue" });
  expect([end, server.requests.length]).toEqual(["", 0]);
});

test("what cannot be begun throws before anything is told; an interrupt before it begins is no failure", async () => {
  using folder = makeFolder();
  const trail = folder.write("trail.json", formatTrail(makeRecord()));
  const options = makeOptions(trail, findDeadEndpoint());
  const onOpened = () => Promise.reject(new Error("opened"));
  await expect(performReplay(options, makeAround().around, { ...QUIET, onOpened })).rejects.toThrow(
    EndpointError,
  );
  await expect(performVerification(options, makeAround().around)).rejects.toThrow(EndpointError);
  const { around, interruption } = makeAround();
  interruption.abort();
  expect(await performReplay(options, around, QUIET)).toMatchObject({ exitCode: 130 });
  expect(await performVerification(options, around)).toMatchObject({ exitCode: 130 });
});

test("one place judges: interrupted before failed before different", () => {
  const running = { aborted: false };
  const stopped = { aborted: true };
  type Result = Parameters<typeof judgeReplay>[0]["result"];
  type Report = Parameters<typeof judgeVerification>[0]["report"];
  const report = (missing: number) => ({ missing, different: 0, removals: { remaining: 0 } }) as Report;
  const result = (changes: object) => ({ interrupted: false, failed: 0, ...changes }) as Result;
  const judge = (changes: object, failOnError = false, signal = running, unanswered = 0) =>
    judgeReplay({ result: result(changes), unanswered }, { failOnError }, signal);
  const judgeRead = (missing: number, signal = running, unanswered = 0) =>
    judgeVerification({ report: report(missing), unanswered }, signal);
  expect(judge({})).toBe(0);
  expect(judge({ failed: 2 })).toBe(0);
  expect(judge({ failed: 2 }, true)).toBe(1);
  expect(judge({ verification: report(0) })).toBe(0);
  expect(judge({ verification: report(1) })).toBe(1);
  expect(judge({ interrupted: true, failed: 2 }, true)).toBe(130);
  expect(judge({ verification: report(1) }, false, stopped)).toBe(130);
  expect(judge({ verification: report(0) }, false, running, 1)).toBe(4);
  expect([judgeRead(1), judgeRead(1, stopped), judgeRead(0, running, 1), judgeRead(1, running, 1)]).toEqual([
    1, 130, 4, 1,
  ]);
});
