/** Where in an item a path leads. */
import type { AttributeValue, TableItem } from "../attributes.ts";

/** A step of a path: the name of an attribute, or the index of an element. */
export type PathPart = string | number;

/** The way to a value in an item; the first step is a name. */
export type Path = readonly PathPart[];

/** The value at a path; undefined where there is none. */
export function findAt(item: TableItem, path: Path): AttributeValue | undefined {
  let found: AttributeValue | undefined = item[path[0] ?? ""];
  for (let at = 1; at < path.length && found; at++) {
    const step = path[at] ?? "";
    found = typeof step === "number" ? found.L?.[step] : found.M?.[step];
  }
  return found;
}

/** A path as messages have it: `[a, [0], b]`. */
export function describePath(path: Path): string {
  return `[${path.map((step) => (typeof step === "number" ? `[${step}]` : step)).join(", ")}]`;
}

/** Whether two paths are the same. */
export function isSamePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, at) => step === other[at]);
}

/** Paths by their steps, to find what stands in another's way. */
interface Branch {
  readonly steps: Map<PathPart, Branch>;
  /** The path that ends here. */
  end?: Path;
  /** A path that goes on from here. */
  through?: Path;
}

/** What is wrong with two of these paths; undefined where each leads elsewhere. That paths overlap is told before that they conflict. */
export function describeClash(paths: readonly Path[]): string | undefined {
  const root: Branch = { steps: new Map() };
  let conflict: string | undefined;
  for (const path of paths) {
    let branch = root;
    for (const [at, step] of path.entries()) {
      const [other] = branch.steps.keys();
      if (other !== undefined && typeof other !== typeof step)
        conflict ??= tellClash("conflict", branch.through, path);
      branch.through = path;
      branch = branch.steps.getOrInsertComputed(step, () => ({ steps: new Map() }));
      if (branch.end) return tellClash("overlap", branch.end, path);
      if (at === path.length - 1 && branch.through) return tellClash("overlap", branch.through, path);
    }
    branch.end = path;
  }
  return conflict;
}

function tellClash(how: "overlap" | "conflict", one: Path | undefined, two: Path): string {
  return `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: ${describePath(one ?? [])}, path two: ${describePath(two)}`;
}
