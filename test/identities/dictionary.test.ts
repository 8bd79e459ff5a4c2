// That looking up and replacing stays linear, whatever a log's identifiers and texts look like.
import { expect, test } from "bun:test";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { countSteps, expectLinear } from "../support/count-steps.ts";

function fill(texts: Iterable<string>): Dictionary {
  const dictionary = new Dictionary();
  for (const text of texts) dictionary.set(text, `live-${text}`);
  return dictionary;
}

function number(size: number): number[] {
  return Array.from({ length: size }, (_, place) => place);
}

test("adding texts that all end with the same word", () => {
  expectLinear((size) => {
    fill(number(size).map((place) => `arn:aws:apigateway:eu-west-1::/restapis/api${place}/stages/prod`));
  });
});

test("a text with an identifier in each word, all of which end with the same word", () => {
  expectLinear((size) => {
    const texts = number(size).map((place) => `api${place}/stages/prod`);
    expect(fill(texts).replaceWithin(texts.join(" "))).toStartWith("live-api0/stages/prod live-");
  });
});

test("a word that is repeated, and identifiers that repeat it", () => {
  expectLinear((size) => {
    const dictionary = fill(["a/a", "a/a/a", `${"a/".repeat(500)}a`]);
    dictionary.replaceWithin("a/".repeat(size));
  });
});

test("texts without an end: one word, one sign, a word before signs", () => {
  for (const text of ["a".repeat(1_000_000), ":".repeat(1_000_000), `a${":".repeat(1_000_000)}`]) {
    const dictionary = fill([text, "b"]);
    const steps = countSteps(() => dictionary.replaceWithin(text));
    expect(steps).toBeLessThan(10_000);
  }
  expect(countSteps(() => fill([`a${":".repeat(1_000_000)}`]))).toBeLessThan(1_100_000);
});

/** What replaceWithin is to give, the slow way: of all places where a recorded text stands, the longest first. */
function replaceSlowly(pairs: ReadonlyMap<string, string>, text: string): string {
  const isWord = (at: number) => /[A-Za-z0-9_-]/.test(text[at] ?? "");
  const places: { start: number; end: number; live: string }[] = [];
  for (let end = 1; end <= text.length; end++) {
    if (!isWord(end - 1) || isWord(end)) continue;
    const fitting = [...pairs.keys()].filter((recorded) => {
      const start = end - recorded.length;
      return start >= 0 && text.slice(start, end) === recorded && !(isWord(start - 1) && isWord(start));
    });
    const longest = fitting.sort((a, b) => b.length - a.length)[0];
    if (longest !== undefined)
      places.push({ start: end - longest.length, end, live: pairs.get(longest) ?? "" });
  }
  const chosen: typeof places = [];
  for (const one of places.sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (chosen.every(({ start, end }) => one.end <= start || one.start >= end)) chosen.push(one);
  return chosen
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, live }) => result.slice(0, start) + live + result.slice(end), text);
}

test("the same as replacing the slow way, for every short text and dictionary of two signs", () => {
  const texts = number(6).flatMap((length) =>
    number(3 ** length).map((code) =>
      number(length)
        .map((place) => "ab/"[Math.floor(code / 3 ** place) % 3])
        .join(""),
    ),
  );
  const recorded = texts.filter((text) => /[ab]/.test(text) && text.length <= 4);
  for (const step of [1, 2, 3, 5, 7, 11]) {
    const some = recorded.filter((_, place) => place % step === 0);
    const dictionary = new Dictionary();
    for (const text of some) dictionary.set(text, `<${text}>`);
    const pairs = new Map(some.map((text) => [text, `<${text}>`]));
    for (const text of texts) expect(dictionary.replaceWithin(text)).toBe(replaceSlowly(pairs, text));
  }
});

test("the whole of a name, of which production answered with a part, stays as it is", () => {
  const dictionary = new Dictionary();
  dictionary.set("maker.model-v1", "maker.model-v1:0");
  expect(dictionary.replaceWithin("maker.model-v1")).toBe("maker.model-v1:0");
  for (const text of ["maker.model-v1:0", "arn:aws:bedrock:eu-west-1::foundation-model/maker.model-v1:0"])
    expect(dictionary.replaceWithin(text)).toBe(text);
});
