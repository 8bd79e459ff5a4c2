/** Which things are of one type, and what is known of it: disjoint sets, joined as expressions are read. */

/** How sure a type is: by what an operator usually takes, by what only one type can be, by a definition. */
export const SURE = { usual: 1, only: 2, defined: 3 } as const;

/** A thing with a type: a value, or an attribute. */
export interface TypeNode {
  parent?: TypeNode;
  type?: string;
  sure: number;
}

/** A thing of which nothing is known. */
export function makeNode(): TypeNode {
  return { sure: 0 };
}

function findRoot(node: TypeNode): TypeNode {
  let at = node;
  while (at.parent) {
    if (at.parent.parent) at.parent = at.parent.parent;
    at = at.parent;
  }
  return at;
}

/** Says what type a thing is of. The surest word counts, of equal ones the first. */
export function hint(node: TypeNode, type: string, sure: number): void {
  const root = findRoot(node);
  if (sure <= root.sure) return;
  root.type = type;
  root.sure = sure;
}

/** Says that two things are of one type. */
export function join(one: TypeNode, other: TypeNode): void {
  const root = findRoot(one);
  const under = findRoot(other);
  if (root === under) return;
  under.parent = root;
  if (under.type !== undefined) hint(root, under.type, under.sure);
}

/** The type of a thing, where it is known. */
export function readType(node: TypeNode): string | undefined {
  return findRoot(node).type;
}
