// The tables of what stays: their rows are right, and the made one is made of what the project has now.
import { expect, test } from "bun:test";
import { makeWords } from "../../scripts/anonymize-words.ts";
import words from "../../src/anonymize/words.json" with { type: "json" };

test("words.json is what scripts/anonymize-words.ts makes", async () => {
  expect(words).toEqual((await makeWords()) as typeof words);
});
