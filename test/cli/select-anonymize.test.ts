// `cloudtrail select --anonymize`: the same names under the same key, others under another, and nothing printed without it.
import { expect, test } from "bun:test";
import { root } from "../../scripts/lib/python.ts";
import { makeFolder } from "../e2e/support/trails.ts";
import { runHere } from "../support/run-argv.ts";

const INPUT = ["cloudtrail", "select", "--input", `${root}/fixtures/demo/trail.json`];

test("the same key gives the same records, and another one, or none, others", async () => {
  using folder = makeFolder();
  const [one, other] = ["one", "other"].map((name) => folder.write(name, `a key of the tests: ${name}`));
  const run = async (...flags: string[]) => {
    const { exitCode, stdout } = await runHere([...INPUT, "--anonymize", ...flags]);
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/orchard|dana|123456789012/);
    return stdout;
  };
  const first = await run("--key", String(one));
  expect(await run("--key", String(one))).toBe(first);
  expect(await run("--key", String(other))).not.toBe(first);
  expect(await run()).not.toBe(await run());
  expect(await run("--keep", "regions,services", "--key", String(one))).toContain('"awsRegion":"eu-west-1"');
});

test("a random key is said to be gone", async () => {
  expect((await runHere([...INPUT, "--anonymize"])).stderr).toContain("thrown away");
});

test.each([
  [["--keep", "regions"], "--anonymize, which is missing"],
  [["--key", `${root}/package.json`], "--anonymize, which is missing"],
  [["--anonymize", "--keep", "names"], "is not one of regions and services"],
  [["--anonymize", "--key", "/nowhere/key"], "cannot be read"],
  [["--anonymize", "--key", "/dev/null"], "has 0 bytes"],
])("%p is refused, and nothing is printed", async (flags, said) => {
  const { exitCode, stdout, stderr } = await runHere([...INPUT, ...flags]);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(said);
});
