// Many texts are found in one pass, whatever they look like.
import { expect, test } from "bun:test";
import { TextTree } from "../../../src/aws/secrets/text-tree.ts";
import { expectLinear } from "../../support/count-steps.ts";

function makeTree(texts: readonly string[]): TextTree {
  const tree = new TextTree();
  for (const text of texts) tree.add(text);
  return tree;
}

function mark(texts: readonly string[], text: string): string {
  const shown = [...text];
  for (const { start, end } of makeTree(texts).findAll(text)) shown.fill("*", start, end);
  return shown.join("");
}

test.each([
  [["abcd"], "xabcdxabcd", "x****x****"],
  [["abcd", "abcdef"], "abcdef abcde", "****** ****e"],
  [["abcd", "cdefg"], "abcdefg", "*******"],
  [["aaaa"], "aaaaaa", "******"],
  [["abcd", "abce"], "abcf", "abcf"],
  [["abc"], "abc xabc abcx 'abc'", "*** xabc abcx '***'"],
  [["abc"], "éabc abcé", "éabc abcé"],
  [["é"], "é éa", "* éa"],
  [[""], "abcd", "abcd"],
  [[], "abcd", "abcd"],
])("%j in %j", (texts, text, shown) => {
  expect(mark(texts, text)).toBe(shown);
});

test("every character of every text that stands there is found, for all short texts of two signs", () => {
  const all = (length: number) =>
    Array.from({ length: 2 ** length }, (_, code) => code.toString(2).padStart(length, "0"));
  const secrets = [...all(4), ...all(5)].filter((_, place) => place % 3 === 0);
  for (const text of all(9)) {
    const wanted = [...text];
    for (const secret of secrets)
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
        wanted.fill("*", at, at + secret.length);
    expect(mark(secrets, text)).toBe(wanted.join(""));
  }
});

test("a long text, by its parts where it was cut", () => {
  const long = Array.from({ length: 50 }, (_, place) => String(place).padStart(3, "x")).join("");
  expect(makeTree([long]).findAll(`a ${long} b`)).toEqual([{ start: 2, end: 2 + long.length }]);
  expect(makeTree([long]).findAll(`a ${long.slice(0, 100)} b`)).toEqual([{ start: 2, end: 66 }]);
  expect(makeTree([long]).findAll(long.slice(-64))).toEqual([{ start: 0, end: 64 }]);
});

test("one letter, over and over, in the texts as in what is looked through", () => {
  expectLinear((size) => {
    makeTree(["a".repeat(size), `${"a".repeat(size)}b`]).findAll("a".repeat(size));
  });
});

test("so many texts, all with the same beginning, in a text that has them all", () => {
  expectLinear((size) => {
    const texts = Array.from({ length: size }, (_, place) => `password-${String(place).padStart(6, "0")}`);
    expect(makeTree(texts).findAll(texts.join(" "))).toHaveLength(size);
  });
});
