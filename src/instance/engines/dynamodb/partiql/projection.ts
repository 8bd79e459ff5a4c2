/** What SELECT tells of items: the last name of a path, with what it leads to. */
import { makeItem, type TableItem } from "../attributes.ts";
import { findAt, type Path } from "../expressions/paths.ts";
import { project } from "../expressions/projection.ts";
import { refuse } from "../refusal.ts";

/** Paths that are told under one name. */
export interface ToldPath {
  readonly name: string;
  readonly paths: readonly Path[];
  /** Whether the paths begin at an element of a list, of which what they lead to is told. */
  readonly isElement: boolean;
}

function nameOf(path: Path): string {
  const at = path.findLastIndex((step) => typeof step === "string");
  const next = path[at + 1];
  return `${path[at]}${next === undefined ? "" : `[${next}]`}`;
}

/** How paths are told. Throws a refusal of two under one name. */
export function nameProjection(paths: readonly Path[]): readonly ToldPath[] {
  const told = new Map<string, ToldPath>();
  for (const path of paths) {
    const isElement = typeof path[1] === "number";
    const name = isElement ? `${path[0]}[${path[1]}]` : nameOf(path);
    const before = told.get(name);
    if (before && !(before.isElement && isElement))
      throw refuse(`Duplicate identifiers in select clause: ${name}`);
    told.set(name, { name, paths: [...(before?.paths ?? []), path], isElement });
  }
  return [...told.values()];
}

/** An item as it is told. */
export function tellProjected(item: TableItem, all: readonly ToldPath[]): TableItem {
  const told = makeItem();
  for (const { name, paths, isElement } of all) {
    const [path = []] = paths;
    const value = isElement ? project(item, paths)[path[0] ?? ""]?.L?.[0] : findAt(item, path);
    if (value) told[name] = value;
  }
  return told;
}
