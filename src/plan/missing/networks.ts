/** Arithmetic of IPv4 networks: blocks as a first address and a prefix length. */

export interface Block {
  /** The first address as a number. */
  readonly base: number;
  readonly prefix: number;
}

const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** How many addresses a block has. */
export function countAddresses(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** The block of this prefix length that `address` lies in. */
export function cutBlock(address: number, prefix: number): Block {
  const size = countAddresses(prefix);
  return { base: Math.floor(address / size) * size, prefix };
}

/** A network in CIDR notation, or one address as a block of its own. */
export function parseBlock(text: string): Block | undefined {
  const [, ...groups] = BLOCK.exec(text) ?? [];
  if (groups.length === 0) return undefined;
  const bytes = groups.slice(0, 4).map(Number);
  const prefix = groups[4] === undefined ? 32 : Number(groups[4]);
  if (bytes.some((byte) => byte > 255) || prefix > 32) return undefined;
  return cutBlock(
    bytes.reduce((sum, byte) => sum * 256 + byte, 0),
    prefix,
  );
}

/** A block in CIDR notation. */
export function printBlock({ base, prefix }: Block): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${bytes.join(".")}/${prefix}`;
}

/** Whether `outer` holds all of `inner`. */
export function containsBlock(outer: Block, inner: Block): boolean {
  return inner.prefix >= outer.prefix && cutBlock(inner.base, outer.prefix).base === outer.base;
}

/** The smallest block with all of `blocks`, at most `longest` in prefix; undefined for none. */
export function coverBlocks(blocks: readonly Block[], longest: number): Block | undefined {
  const [first] = blocks;
  if (!first) return undefined;
  for (let prefix = Math.min(longest, first.prefix); prefix >= 0; prefix--) {
    const block = cutBlock(first.base, prefix);
    if (blocks.every((inner) => containsBlock(block, inner))) return block;
  }
  return undefined;
}

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].flatMap(
  (text) => parseBlock(text) ?? [],
);

/** Whether a block lies in the ranges that networks of one's own are made in. */
export function isPrivate(block: Block): boolean {
  return PRIVATE.some((range) => containsBlock(range, block));
}
