// What is left of real logs, where they are at hand, is held to the same as that of fixtures: it takes a minute.
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { checkCuts, checkThings } from "./support/selecting.ts";

const shared = join(root, "..", "shared");
const cases = [...new Bun.Glob("cases/*.json").scanSync({ cwd: shared, onlyFiles: true })].sort();
const trails = ["trails/invictus", "trails/plaso", "trails/stratus"].filter((name) =>
  existsSync(join(shared, name)),
);
const LIMIT_MS = 120_000;

for (const log of [...cases, ...trails])
  test(
    `what is cut out of ${log} is sent as a replay of the whole sends it`,
    () => checkCuts(join(shared, log)),
    LIMIT_MS,
  );

for (const log of trails.filter((name) => !name.endsWith("plaso")))
  test(
    `what is cut out for things of ${log} stands as after the whole log`,
    async () => {
      expect(await checkThings(join(shared, log), 40)).toBeGreaterThan(3);
    },
    LIMIT_MS,
  );
