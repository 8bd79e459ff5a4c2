import { expect, test } from "bun:test";
import {
  containsBlock,
  coverBlocks,
  isPrivate,
  parseBlock,
  printBlock,
} from "../../../src/plan/missing/networks.ts";

function block(text: string) {
  const parsed = parseBlock(text);
  if (!parsed) throw new RangeError(text);
  return parsed;
}

test("a block prints as it was read, with its host bits cut", () => {
  for (const text of ["10.0.0.0/8", "172.31.16.0/20", "255.255.255.255/32", "0.0.0.0/0"])
    expect(printBlock(block(text))).toBe(text);
  expect(printBlock(block("10.1.2.3/16"))).toBe("10.1.0.0/16");
  expect(printBlock(block("10.1.2.3"))).toBe("10.1.2.3/32");
});

test.each(["", "10.0.0", "10.0.0.256", "10.0.0.0/33", "::/0", "a.b.c.d"])("%p is no block", (text) => {
  expect(parseBlock(text)).toBeUndefined();
});

test("blocks contain each other", () => {
  expect(containsBlock(block("10.0.0.0/16"), block("10.0.255.0/24"))).toBe(true);
  expect(containsBlock(block("10.0.0.0/24"), block("10.0.0.0/16"))).toBe(false);
});

test("the smallest block around others is no longer than asked", () => {
  const cover = (texts: string[], longest: number) => {
    const found = coverBlocks(texts.map(block), longest);
    return found && printBlock(found);
  };
  expect(cover(["10.0.0.5", "10.0.0.200"], 28)).toBe("10.0.0.0/24");
  expect(cover(["10.0.0.5"], 28)).toBe("10.0.0.0/28");
  expect(cover([], 28)).toBeUndefined();
});

test("private ranges", () => {
  expect(
    ["10.1.1.1", "172.16.0.1", "192.168.1.0/24", "100.64.0.1"].map((text) => isPrivate(block(text))),
  ).toEqual([true, true, true, true]);
  expect(isPrivate(block("8.8.8.8"))).toBe(false);
  expect(isPrivate(block("0.0.0.0/0"))).toBe(false);
});
