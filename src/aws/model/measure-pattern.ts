/** How long the texts are that a pattern takes, by its parts alone. */
import type { PatternNode } from "./text-pattern.ts";

/** The least and the most characters. */
export type Lengths = readonly [least: number, most: number];

const measured = new WeakMap<PatternNode, Lengths>();

function measure(node: PatternNode): Lengths {
  switch (node.kind) {
    case "character":
      return [1, 1];
    case "sequence":
      return node.nodes
        .map(measurePattern)
        .reduce<Lengths>((sum, one) => [sum[0] + one[0], sum[1] + one[1]], [0, 0]);
    case "choice": {
      const all = node.nodes.map(measurePattern);
      return [Math.min(...all.map(([least]) => least)), Math.max(...all.map(([, most]) => most))];
    }
    case "repeat": {
      const [least, most] = measurePattern(node.node);
      return [least * node.least, most === 0 || node.most === 0 ? 0 : most * node.most];
    }
    default:
      return [0, 0];
  }
}

/** The lengths that a part can have; what it looks at or stands beside has none. */
export function measurePattern(node: PatternNode): Lengths {
  return measured.getOrInsertComputed(node, measure);
}
