// One meaning a word: no two types that others may use have one name.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";

const src = join(root, "src");

test("no two exported types of src have one name", () => {
  const places = new Map<string, string[]>();
  for (const file of [...new Bun.Glob("**/*.{ts,tsx}").scanSync({ cwd: src })].sort())
    for (const [, name = ""] of readFileSync(join(src, file), "utf8").matchAll(
      /^export (?:interface|type|class) (\w+)/gm,
    ))
      places.set(name, [...(places.get(name) ?? []), file]);
  expect(places.size).toBeGreaterThan(200);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
