// Several workers read what one thread reads: records, order, counts, messages and the first error are the same.
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Hire } from "../../../src/trail/apart/hire.ts";
import { expectAlways } from "../../support/expect-always.ts";
import { type Asked, hireHere, tellReading } from "./compare.ts";
import { logFile } from "./logs.ts";

const folder = mkdtempSync(join(tmpdir(), "read-apart-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ALONE = { count: 1 };

let hired = 0;
const hire: Hire = (listener) => {
  hired++;
  return hireHere(listener);
};

const FOLDERS = [
  ...["invictus", "stratus", "plaso", "containers"].map((name) => `../shared/trails/${name}`),
  "../shared/cases",
  "../shared/vectors",
  "fixtures",
];

for (const [at, path] of FOLDERS.entries())
  test.skipIf(!existsSync(path))(
    `${path} is read alike`,
    async () => {
      const asked = { reads: at % 2 === 0 ? "sample" : "each" } as const;
      const cores = {
        count: 8,
        workers: 2 + at,
        partBytes: at % 2 === 0 ? 50_000 : 2_000,
        leastBytes: 0,
        hire,
      };
      expect(await tellReading([path], cores, asked)).toBe(await tellReading([path], ALONE, asked));
    },
    30_000,
  );

const asked: fc.Arbitrary<Asked> = fc.record({
  reads: fc.constantFrom(undefined, "each", "sample"),
  isCounted: fc.boolean(),
  includeReads: fc.boolean(),
  strict: fc.boolean(),
});

test("logs of any form are read alike, damaged ones too", async () => {
  await expectAlways(
    fc.asyncProperty(
      fc.array(logFile, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.constantFrom(2, 3, 5),
      fc.integer({ min: 50, max: 5_000 }),
      asked,
      async (files, isDirect, count, partBytes, about) => {
        const inner = mkdtempSync(join(folder, "log-"));
        for (const [at, file] of files.entries()) writeFileSync(join(inner, `${at}.json`), file);
        const paths = isDirect ? files.map((_, at) => join(inner, `${at}.json`)) : [inner];
        const cores = { count: 8, workers: count, partBytes, leastBytes: 0, hire };
        const apart = await tellReading(paths, cores, about);
        expect(apart).toBe(await tellReading(paths, ALONE, about));
        rmSync(inner, { recursive: true });
      },
    ),
    { share: 0.5 },
  );
}, 60_000);

test("all of this was read by workers", () => {
  expect(hired).toBeGreaterThan(100);
});
