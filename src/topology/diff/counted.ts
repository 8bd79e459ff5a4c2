/** Versions that services count: where each of two environments has one of a thing alone, that is the same, whatever its number. */
import { findModel } from "../../aws/model/table.ts";
import type { Resource } from "../topology.ts";

/** What a version is one of, and its number. */
export interface CountedName {
  readonly of: string;
  readonly number: string;
}

/** A number at the end of an ARN: `layer:main:2`, `task-definition/web:7`. */
const COUNTED = /^(.+)[:/](\d{1,9})$/;

/** Whether somebody chose the number: who made the thing can say it, and no service told it. */
function isChosen(
  { service, name, madeBy, answered = [], configuration }: Resource,
  number: string,
): boolean {
  const { members = {} } = findModel(service)?.operations[madeBy?.operation ?? ""]?.input ?? {};
  const told = new Set(answered);
  return Object.entries(configuration).some(
    ([path, value]) =>
      (String(value) === number || value === name) && !told.has(path) && members[path] !== undefined,
  );
}

/** The name without the number that a service counted on; undefined of what is called otherwise, or by a number that somebody chose. */
export function readCounted(resource: Resource): CountedName | undefined {
  const [, of, number] = COUNTED.exec(resource.arn ?? "") ?? [];
  if (of === undefined || number === undefined || !resource.name.endsWith(number)) return undefined;
  return isChosen(resource, number) ? undefined : { of, number };
}

/** The resources of one side of which services count versions, by what these are versions of, the oldest first. */
export function groupCounted(resources: readonly Resource[]): Map<string, readonly Resource[]> {
  const counted = resources.flatMap((resource) => {
    const found = readCounted(resource);
    return found ? [{ resource, ...found }] : [];
  });
  counted.sort((one, other) => Number(one.number) - Number(other.number));
  return new Map(
    [...Map.groupBy(counted, ({ of }) => of)].map(([of, all]) => [of, all.map(({ resource }) => resource)]),
  );
}
