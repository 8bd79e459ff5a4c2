/** Which parts of a network are taken: as a tree of halves, so that neither asking nor finding a free part grows with their number. */
import { compileLightly } from "../../base/compiling.ts";
import { type Block, countAddresses } from "./networks.ts";

/** A block in which something is taken: all of it, or some of its halves. A half that is not there is free. */
interface Half {
  lower: Half | undefined;
  upper: Half | undefined;
  /** The shortest prefix of a block in it that is free; beyond the longest where there is none. */
  widest: number;
}

const LONGEST = 32;
const FULL: Half = { lower: undefined, upper: undefined, widest: LONGEST + 1 };

/** Whether a block of some depth lies in the upper half of what it stands in. */
function isUpper(base: number, depth: number): boolean {
  return Math.floor(base / countAddresses(depth)) % 2 === 1;
}

function addTo(half: Half | undefined, block: Block, depth: number): Half {
  if (half === FULL || depth === block.prefix) return FULL;
  const inner = half ?? { lower: undefined, upper: undefined, widest: depth };
  const next = depth + 1;
  if (isUpper(block.base, next)) inner.upper = addTo(inner.upper, block, next);
  else inner.lower = addTo(inner.lower, block, next);
  inner.widest = Math.min(inner.lower?.widest ?? next, inner.upper?.widest ?? next);
  return inner;
}

/** Blocks that are taken, each as often as one likes. */
export class TakenBlocks {
  #root: Half | undefined;

  add(block: Block): void {
    this.#root = addTo(this.#root, block, 0);
  }

  /** The half that a block is, or that it is in, where all of that is taken; undefined where nothing in it is. */
  #find({ base, prefix }: Block): Half | undefined {
    let half = this.#root;
    for (let depth = 1; depth <= prefix && half !== undefined && half !== FULL; depth++)
      half = isUpper(base, depth) ? half.upper : half.lower;
    return half;
  }

  /** Whether a block has no addresses in common with those that are taken. */
  isFree(block: Block): boolean {
    return this.#find(block) === undefined;
  }

  /** The last block of a prefix in `network` that is free; undefined where there is none. */
  findLast(network: Block, prefix: number): Block | undefined {
    if (prefix < network.prefix) return undefined;
    let half = this.#find(network);
    let { base } = network;
    if (half && half.widest > prefix) return undefined;
    for (let depth = network.prefix + 1; depth <= prefix; depth++) {
      const isLast = (half?.upper?.widest ?? 0) <= prefix;
      if (isLast) base += countAddresses(depth);
      half = isLast ? half?.upper : half?.lower;
    }
    return { base, prefix };
  }
}

compileLightly(addTo);
