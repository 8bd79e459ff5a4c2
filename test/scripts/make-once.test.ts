// Tests run at the same time, and several of them need the same folder of the cache.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeOnce } from "../../scripts/lib/make-once.ts";
import { root } from "../../scripts/lib/python.ts";
import { makeFolder } from "../e2e/support/trails.ts";

test("processes at the same time make a folder once, and a killed one stops nobody", async () => {
  using folder = makeFolder();
  const log = join(folder.path, "log");
  const program = folder.write(
    "make.ts",
    `import { appendFileSync } from "node:fs";
import { makeOnce } from ${JSON.stringify(join(root, "scripts", "lib", "make-once.ts"))};
const [recipe = ""] = process.argv.slice(2);
makeOnce(${JSON.stringify(join(folder.path, "made"))}, recipe, () => {
  appendFileSync(${JSON.stringify(log)}, recipe + " ");
  Bun.sleepSync(100);
  appendFileSync(${JSON.stringify(log)}, recipe + " ");
  if (recipe === "killed") process.kill(process.pid, "SIGKILL");
});
`,
  );
  const start = (recipe: string) => Bun.spawn([process.execPath, program, recipe], { stderr: "inherit" });
  await Promise.all(["made", "made", "made"].map((recipe) => start(recipe).exited));
  expect(readFileSync(log, "utf8")).toBe("made made ");
  const killed = start("killed");
  while (!readFileSync(log, "utf8").includes("killed")) await Bun.sleep(5);
  await Promise.all([killed.exited, start("again").exited]);
  expect(readFileSync(log, "utf8")).toBe("made made killed killed again again ");
});

test("what lies elsewhere is made at the same time", () => {
  using folder = makeFolder();
  const [outer, inner] = ["one", "other"].map((name) => join(folder.path, name, "made"));
  const made: string[] = [];
  makeOnce(outer ?? "", "outer", () => {
    makeOnce(inner ?? "", "inner", () => made.push("inner"));
    made.push("outer");
  });
  expect(made).toEqual(["inner", "outer"]);
});
