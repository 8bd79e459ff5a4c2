// A file has one job, and is as long as can be kept in mind: what is longer is split by its jobs.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";

const LONGEST = 300;
/** Who translates the page wants all its texts in one file. */
const TEXTS = "src/page/app/texts.ts";

/** Every file that people write: what is made has another ending. */
function listFiles(): string[] {
  return ["src", "scripts", "test"].flatMap((folder) =>
    [...new Bun.Glob(`${folder}/**/*.{ts,tsx,mjs,py,sh}`).scanSync({ cwd: root })].filter(
      (path) => !path.includes("__pycache__") && path !== TEXTS,
    ),
  );
}

test(`no file of src, scripts or test is longer than ${LONGEST} lines`, () => {
  const files = listFiles();
  expect(files.length).toBeGreaterThan(600);
  const lengths = files.map((path) => ({
    path,
    lines: readFileSync(join(root, path), "utf8").trimEnd().split("\n").length,
  }));
  expect(lengths.filter(({ lines }) => lines > LONGEST)).toEqual([]);
});
