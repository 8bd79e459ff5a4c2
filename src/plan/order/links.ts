/** Links between the calls of one second, and the order that they make. */
import { compileLightly } from "../../base/compiling.ts";

/** Stands between the calls of one rank on a thing and those of the next, so that each need not be linked to each. */
export class Barrier<Call extends object> {
  readonly before: Node<Call>[] = [];
}

export type Node<Call extends object> = Call | Barrier<Call>;

/** What goes before each call; of most calls nothing does. */
export type Links<Call extends object> = Map<Call, Node<Call>[]>;

/** Links each group of calls to the one before it, by way of barriers. */
export function linkGroups<Call extends object>(
  groups: readonly (readonly Call[])[],
  before: Links<Call>,
): void {
  let barrier: Barrier<Call> | undefined;
  for (const group of groups) {
    const next = new Barrier<Call>();
    if (barrier) next.before.push(barrier);
    for (const call of group) {
      if (barrier) before.getOrInsertComputed(call, () => []).push(barrier);
      next.before.push(call);
    }
    barrier = next;
  }
}

/** What goes right before a call or a barrier. */
export function listBefore<Call extends object>(
  node: Node<Call>,
  before: Links<Call>,
): readonly Node<Call>[] {
  return node instanceof Barrier ? node.before : (before.get(node) ?? []);
}

/** The calls, each right after what goes before it; a link that closes a circle is dropped. Where `within` is given, links to other calls count for nothing. */
export function sortByLinks<Call extends object>(
  calls: readonly Call[],
  before: Links<Call>,
  within?: ReadonlySet<Call>,
): { readonly sorted: readonly Call[]; readonly isCircular: boolean } {
  const sorted = new Set<Call>();
  const opened = new Set<Node<Call>>();
  const closed = new Set<Node<Call>>();
  const next = new Map<Node<Call>, number>();
  let isCircular = false;
  for (const first of calls) {
    if (opened.has(first)) continue;
    opened.add(first);
    // A stack of our own: a chain of calls can be longer than the engine's stack is deep.
    const stack: Node<Call>[] = [first];
    for (let node = stack.at(-1); node; node = stack.at(-1)) {
      const links = listBefore(node, before);
      const at = next.get(node) ?? 0;
      next.set(node, at + 1);
      const link = links[at];
      if (link === undefined) {
        stack.pop();
        closed.add(node);
        if (!(node instanceof Barrier)) sorted.add(node);
      } else if (within && !(link instanceof Barrier) && !within.has(link)) continue;
      else if (!opened.has(link)) {
        opened.add(link);
        stack.push(link);
      } else isCircular ||= !closed.has(link);
    }
  }
  return { sorted: [...sorted], isCircular };
}

compileLightly(linkGroups, sortByLinks);
