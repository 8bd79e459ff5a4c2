/** The pairs of a form as a tree of their names' parts: `Tags.member.1.Key=a` is the text a under Tags, member, 1, Key. */
import { compileLightly } from "../../base/compiling.ts";
import { MAX_DEPTH } from "./limits.ts";

export interface FormNode {
  /** What stands at this very name. */
  text?: string;
  readonly children: Map<string, FormNode>;
}

type Pairs = readonly (readonly [name: string, value: string | undefined])[];

/** The tree; undefined where a name has more parts than any shape has levels. Of a name given twice the last counts. */
export function growFormTree(pairs: Pairs): FormNode | undefined {
  const root: FormNode = { children: new Map() };
  for (const [name, value] of pairs) {
    const parts = name.split(".");
    if (parts.length > MAX_DEPTH) return undefined;
    let node = root;
    for (const part of parts) node = node.children.getOrInsertComputed(part, () => ({ children: new Map() }));
    node.text = value ?? "";
  }
  return root;
}

const NUMBER = /^\d{1,9}$/;

/** The children that are numbered, in the order of their numbers. */
export function listNumbered(node: FormNode): FormNode[] {
  return [...node.children]
    .filter(([part]) => NUMBER.test(part))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

compileLightly(growFormTree);
