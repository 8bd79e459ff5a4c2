/** Takes references out where resources name each other in a circle, which CloudFormation refuses. */
import {
  Intrinsic,
  listIntrinsics,
  listNamed,
  mapLeaves,
  type TemplateObject,
  type TemplateValue,
} from "./values.ts";

/** A resource with what it names. */
export interface Linked {
  readonly logicalId: string;
  properties: TemplateObject;
}

/** The logical ids that resources name, by theirs. */
export function listLinks(all: readonly Linked[]): Map<string, Set<string>> {
  const known = new Set(all.map(({ logicalId }) => logicalId));
  return new Map(
    all.map(({ logicalId, properties }) => [
      logicalId,
      new Set([...listIntrinsics(properties)].flatMap(listNamed).filter((id) => known.has(id))),
    ]),
  );
}

/** Groups of what leads to itself through others, each by its number (Tarjan's algorithm, without recursion). */
function findCircles(links: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups = new Map<string, number>();
  let count = 0;
  for (const root of links.keys()) {
    if (order.has(root)) continue;
    const path: { id: string; left: string[] }[] = [];
    const enter = (id: string) => {
      order.set(id, count);
      low.set(id, count++);
      open.push(id);
      isOpen.add(id);
      path.push({ id, left: [...(links.get(id) ?? [])] });
    };
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { id } = top;
      const next = top.left.pop();
      if (next !== undefined) {
        if (!order.has(next)) enter(next);
        else if (isOpen.has(next)) low.set(id, Math.min(low.get(id) ?? 0, order.get(next) ?? 0));
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before) low.set(before.id, Math.min(low.get(before.id) ?? 0, low.get(id) ?? 0));
      if (low.get(id) !== order.get(id)) continue;
      for (let one = open.pop(); one !== undefined; one = open.pop()) {
        isOpen.delete(one);
        groups.set(one, order.get(id) ?? 0);
        if (one === id) break;
      }
    }
  }
  return groups;
}

/** A reference that gave way to production's name. */
export interface CutCycle {
  readonly from: string;
  readonly to: string;
}

/**
 * In each circle, what was made earlier names what was made later by its name in production: it was told that name
 * when it stood already. `all` is in the order in which it was made.
 */
export function cutCircles(all: readonly Linked[]): CutCycle[] {
  const groups = findCircles(listLinks(all));
  const order = new Map(all.map(({ logicalId }, place) => [logicalId, place]));
  const cuts: CutCycle[] = [];
  for (const one of all) {
    const { logicalId } = one;
    const isLater = (id: string) =>
      groups.has(id) &&
      groups.get(id) === groups.get(logicalId) &&
      (order.get(id) ?? 0) >= (order.get(logicalId) ?? 0);
    const cut = (leaf: Exclude<TemplateValue, TemplateObject>): TemplateValue => {
      if (!(leaf instanceof Intrinsic)) return leaf;
      const later = listNamed(leaf).filter(isLater);
      for (const to of later) cuts.push({ from: logicalId, to });
      return later.length === 0 ? leaf : leaf.instead;
    };
    const properties = mapLeaves(one.properties, cut);
    one.properties = properties as TemplateObject;
  }
  return cuts;
}

/** Whether one leads to the other. */
export function leadsTo(links: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (one === to) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    queue.push(...(links.get(one) ?? []));
  }
  return false;
}
