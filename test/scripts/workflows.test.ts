// The workflows and the action: what no run on this machine would show.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";

function list(pattern: string): string[] {
  return [...new Bun.Glob(pattern).scanSync({ cwd: root, dot: true })].sort();
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

const WORKFLOWS = list(".github/workflows/*.yml");

/** Every text of a key, however deep. */
function findAll(value: unknown, key: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === "string" ? [inner] : findAll(inner, key),
  );
}

describe.each(WORKFLOWS)("%s", (path) => {
  const workflow = Bun.YAML.parse(read(path)) as { readonly permissions: unknown };

  test("may only read unless a job says more", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  test("pins each action by its major version", () => {
    const uses = findAll(workflow, "uses");
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^(actions|docker)\/[\w-]+@v\d+$/);
  });
});

test.each([...WORKFLOWS, "action.yml", "docs/examples/github-workflow.yml"])(
  "%s: no script has an expression in it, whose value could be commands",
  (path) => {
    const scripts = findAll(Bun.YAML.parse(read(path)), "run");
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).not.toContain("${{");
  },
);

test("docs/ci.md names every input and output of the action", () => {
  const { inputs, outputs } = Bun.YAML.parse(read("action.yml")) as Record<string, object>;
  const page = read("docs/ci.md");
  for (const name of [...Object.keys(inputs ?? {}), ...Object.keys(outputs ?? {})]) {
    expect(page).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\|`, "m"));
  }
});

test("docs/ci.md shows the workflow of docs/examples", () => {
  const [, jobs = "no jobs"] = /^(jobs:\n[\s\S]*)$/m.exec(read("docs/examples/github-workflow.yml")) ?? [];
  expect(read("docs/ci.md")).toContain(jobs);
});

test("the release publishes only when a version is tagged", () => {
  const { on } = Bun.YAML.parse(read(".github/workflows/release.yml")) as { readonly on: unknown };
  expect(on).toEqual({ push: { tags: ["v[0-9]+.[0-9]+.[0-9]+"] } });
});

test("every moto image that is named is the version that the tests run against", () => {
  const [, version] = /^moto\[server\]==(\S+)$/m.exec(read("scripts/python/servers.txt")) ?? [];
  const files = ["compose.yaml", "README.md", "scripts/action.sh", ...list("docs/**/*")];
  const named = files.flatMap((path) => [...read(path).matchAll(/motoserver\/moto:([\w.]+)/g)]);
  expect(named.length).toBeGreaterThan(4);
  for (const [, tag] of named) expect(tag).toBe(version);
});
