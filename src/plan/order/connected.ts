/** Which nodes hang together by links, in whatever direction. */

/** The nodes in groups that no link leaves, each in the order of `nodes`; those that `listLinks` leads to count as links only. */
export function groupConnected<Node extends object, First extends Node>(
  nodes: readonly First[],
  listLinks: (node: Node) => readonly Node[],
): readonly (readonly First[])[] {
  const roots = new Map<Node, Node>();
  const findRoot = (node: Node): Node => {
    let root = node;
    for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root)) root = next;
    for (let at = node; at !== root; ) {
      const next = roots.get(at) ?? root;
      roots.set(at, root);
      at = next;
    }
    return root;
  };
  const met = new Set<Node>(nodes);
  for (const node of met) {
    for (const other of listLinks(node)) {
      met.add(other);
      roots.set(findRoot(node), findRoot(other));
    }
  }
  return [...Map.groupBy(nodes, findRoot).values()];
}
