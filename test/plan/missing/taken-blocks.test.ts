import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Block, containsBlock, countAddresses, cutBlock } from "../../../src/plan/missing/networks.ts";
import { TakenBlocks } from "../../../src/plan/missing/taken-blocks.ts";

const NETWORK: Block = { base: 10 * 2 ** 24, prefix: 20 };

function overlaps(one: Block, other: Block): boolean {
  return containsBlock(one, other) || containsBlock(other, one);
}

/** Blocks in and around the network. */
const blocks = fc
  .tuple(fc.integer({ min: -1, max: 2 ** 12 }), fc.integer({ min: 18, max: 32 }))
  .map(([offset, prefix]) => cutBlock(NETWORK.base + offset, prefix));

/** What findLast finds, by trying all from the end. */
function tryAll(taken: readonly Block[], network: Block, prefix: number): Block | undefined {
  const size = countAddresses(prefix);
  const end = network.base + countAddresses(network.prefix);
  for (let base = end - size; base >= network.base; base -= size)
    if (!taken.some((other) => overlaps(other, { base, prefix }))) return { base, prefix };
  return undefined;
}

test("free is what overlaps nothing that is taken, and the last free block is found", () => {
  fc.assert(
    fc.property(
      fc.array(blocks, { maxLength: 40 }),
      blocks,
      fc.integer({ min: 18, max: 32 }),
      (taken, asked, prefix) => {
        const tree = new TakenBlocks();
        for (const block of taken) tree.add(block);
        expect(tree.isFree(asked)).toBe(!taken.some((other) => overlaps(other, asked)));
        expect(tree.findLast(NETWORK, prefix)).toEqual(tryAll(taken, NETWORK, prefix));
      },
    ),
  );
});

test("a network fills up from its end", () => {
  const tree = new TakenBlocks();
  const found: (Block | undefined)[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const block = tree.findLast({ base: 0, prefix: 22 }, 24);
    found.push(block);
    if (block) tree.add(block);
  }
  expect(found.map((block) => block?.base)).toEqual([768, 512, 256, 0, undefined]);
});
