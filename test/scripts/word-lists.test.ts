// What names of AWS mean is said by tables, not by words in the code: these are all that are left, each with its reason.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import known from "./words-in-code.json" with { type: "json" };

const src = join(root, "src");

/** A file's code without its comments. */
function readCode(path: string): string {
  return readFileSync(join(src, path), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
}

/** The page's texts are for people; what of them is also an operation's name means none. */
const TEXTS = join("page", "app", "texts.ts");
const files = [...new Bun.Glob("**/*.ts").scanSync({ cwd: src })].filter((file) => file !== TEXTS).sort();
/** A literal of a regular expression; strings with two slashes may look like one, and do no harm. */
const EXPRESSION = /(?<=[(,=:[?&|!]\s*|^\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+\/[a-z]*/gm;
/** Two words, either of which will do. */
const ALTERNATIVES = /[A-Za-z]{3,}[)?]*\|[(?:^]*[A-Za-z]{3,}/;

test("expressions that list words", () => {
  const found = files.flatMap((file) =>
    (readCode(file).match(EXPRESSION) ?? [])
      .filter((text) => ALTERNATIVES.test(text))
      .map((text) => ({ file, text })),
  );
  const wanted = known.filter(({ kind }) => kind === "expression").map(({ file, text }) => ({ file, text }));
  expect(found).toEqual(wanted);
});

test("operations that the code names", async () => {
  const { services } = await loadIndex();
  const operations = new Set<string>();
  for (const { service } of services)
    for (const name of Object.keys((await loadModel(service)).operations)) operations.add(name);
  const found = files.flatMap((file) => {
    const texts = [...readCode(file).matchAll(/"([A-Z][A-Za-z0-9]+)"/g)].map(([, text = ""]) => text);
    return [...new Set(texts)].filter((text) => operations.has(text)).map((text) => ({ file, text }));
  });
  const wanted = known.filter(({ kind }) => kind === "operation").map(({ file, text }) => ({ file, text }));
  expect(found).toEqual(wanted);
});
