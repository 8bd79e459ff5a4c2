/** Which calls go round in circles by their links. */
import { Barrier, type Links, listBefore, type Node } from "./links.ts";

/** A node on the way, with its place in the order of finding and the earliest place that it leads back to. */
interface Visit<Call extends object> {
  readonly node: Node<Call>;
  readonly links: readonly Node<Call>[];
  readonly place: number;
  earliest: number;
  next: number;
}

/**
 * The calls in groups, each after those that go before it: all of a group lead to each other, so that one alone is in no circle.
 * Links to other calls count for nothing. Groups are in the order of `calls` as far as links let them, and so is each group.
 * (Tarjan's strongly connected components.)
 */
export function groupCircles<Call extends object>(
  calls: readonly Call[],
  before: Links<Call>,
): readonly (readonly Call[])[] {
  const order = new Map(calls.map((call, place) => [call, place]));
  const counts = (node: Node<Call>) => node instanceof Barrier || order.has(node);
  const visits = new Map<Node<Call>, Visit<Call>>();
  const settled = new Set<Node<Call>>();
  const open: Node<Call>[] = [];
  const groups: (readonly Call[])[] = [];
  const visit = (node: Node<Call>): Visit<Call> => {
    const place = visits.size;
    const one = { node, links: listBefore(node, before).filter(counts), place, earliest: place, next: 0 };
    visits.set(node, one);
    open.push(node);
    return one;
  };
  for (const first of calls) {
    if (visits.has(first)) continue;
    // A stack of our own: a chain of calls can be longer than the engine's stack is deep.
    const stack = [visit(first)];
    for (let one = stack.at(-1); one; one = stack.at(-1)) {
      const link = one.links[one.next++];
      if (link !== undefined) {
        const met = visits.get(link);
        if (!met) stack.push(visit(link));
        else if (!settled.has(link)) one.earliest = Math.min(one.earliest, met.place);
        continue;
      }
      stack.pop();
      const from = stack.at(-1);
      if (from) from.earliest = Math.min(from.earliest, one.earliest);
      if (one.earliest < one.place) continue;
      const members = open.splice(open.lastIndexOf(one.node));
      for (const member of members) settled.add(member);
      const group = members.filter((member) => !(member instanceof Barrier)) as Call[];
      if (group.length > 0) groups.push(group.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
    }
  }
  return groups;
}
