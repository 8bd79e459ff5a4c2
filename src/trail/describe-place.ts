/** Says where in its file a record stands. */
import type { RecordPlace } from "./scan.ts";
import type { SharedPlace } from "./skim/skimmed.ts";

/** `Records[1].eventSource: problem`, `line 3: eventSource: problem`. */
export function describeProblem(
  { unit, number, list, index }: RecordPlace,
  path: string,
  problem: string,
): string {
  // The usual file is one document that holds a list: there the path says it all.
  const isOnlyList = index !== undefined && number === 1;
  const element = index === undefined ? "" : `${list ?? ""}[${index}]`;
  const full = joinPaths(element, path);
  return [...(isOnlyList ? [] : [`${unit} ${number}`]), ...(full === "" ? [] : [full]), problem].join(": ");
}

/** The way to the records of a file from its beginning: `Records[]`, `results[].@message`. */
export function describeForm({ unit, list, index }: RecordPlace, path: string): string {
  const documents = unit === "row" ? "rows" : "documents";
  const item = index === undefined ? documents : `${list ?? ""}[]`;
  return path === "" ? item : joinPaths(item, path.replace(/\[\d+\]/g, "[]"));
}

/** A way, and how it goes on: `detail`, `detail.eventName`, `list[0]`. */
export function joinPaths(first: string, second: string): string {
  return first === "" || second === "" || second.startsWith("[") ? first + second : `${first}.${second}`;
}

/** What the places of records have in common that stand beside one to which this path leads from its item. */
export function describeShared(place: RecordPlace, path: string): SharedPlace {
  const { unit, number, list } = place;
  return { unit, number, list, form: describeForm(place, path) };
}
