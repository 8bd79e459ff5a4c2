// `cloudtrail export`: where it writes, and what it refuses.
import { expect, test } from "bun:test";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { runHere } from "../support/run-argv.ts";

const DEMO = join(root, "fixtures", "demo", "trail.json");

function runExport(...flags: readonly string[]) {
  return runHere(["cloudtrail", "export", "--input", DEMO, ...flags]);
}

test("it writes to standard output, to a file that can be run, or into a folder", async () => {
  using folder = makeFolder();
  const told = await runExport("--as", "aws-cli");
  expect(told.stdout).toStartWith("#!/usr/bin/env bash\n");
  const file = join(folder.path, "made.sh");
  expect(await runExport("--as", "aws-cli", "--output", file)).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await Bun.file(file).text()).toBe(told.stdout);
  expect(statSync(file).mode & 0o100).not.toBe(0);
  expect(await runExport("--as", "aws-cli", "--output", folder.path)).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(folder.path, "create.sh"))).toBe(true);
  expect(await runExport("--as", "aws-cli", "--output", `${folder.path}/a/b/`)).toMatchObject({
    exitCode: 0,
  });
  expect(existsSync(join(folder.path, "a", "b", "create.sh"))).toBe(true);
});

test("what it cannot do ends with the exit code for it", async () => {
  using folder = makeFolder();
  expect(await runExport()).toMatchObject({ exitCode: 2, stdout: "" });
  expect(await runExport("--as", "bash")).toMatchObject({ exitCode: 2 });
  const nowhere = join(folder.path, "none", "made.sh");
  expect(await runExport("--as", "aws-cli", "--output", nowhere)).toMatchObject({ exitCode: 2 });
  expect(existsSync(join(folder.path, "none"))).toBe(false);
  writeFileSync(join(folder.path, "file"), "");
  const below = `${join(folder.path, "file")}/`;
  expect(await runExport("--as", "aws-cli", "--output", below)).toMatchObject({ exitCode: 2 });
  const missing = ["cloudtrail", "export", "--input", join(folder.path, "no.json"), "--as", "aws-cli"];
  expect(await runHere(missing)).toMatchObject({ exitCode: 3 });
});

test("the same log gives the same script", async () => {
  expect((await runExport("--as", "aws-cli")).stdout).toBe((await runExport("--as", "aws-cli")).stdout);
});

test("filters and other regions count", async () => {
  const { stdout } = await runExport(
    "--as",
    "aws-cli",
    "--services",
    "sqs",
    "--region-map",
    "eu-west-1=us-east-2",
  );
  expect(stdout.match(/^aws (?!sts).*/gm)).toEqual(["aws sqs create-queue --region us-east-2 \\"]);
});
