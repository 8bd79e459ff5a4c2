/** Versions that services count: where each of two environments has one of a thing alone, that is the same, whatever its number. */
import type { Resource } from "../topology.ts";

/** What a version is one of, and its number. */
export interface CountedName {
  readonly of: string;
  readonly number: string;
}

/** A number at the end of an ARN: `layer:main:2`, `task-definition/web:7`. */
const COUNTED = /^(.+)[:/](\d{1,9})$/;

/** What a resource says that its service told, at the top. */
function isTold({ answered = [], configuration }: Resource, value: string): boolean {
  return answered.some((path) => String(configuration[path]) === value);
}

/** The name without the number that a service counted on; undefined of what is called otherwise, or by a number that somebody chose. */
export function readCounted(resource: Resource): CountedName | undefined {
  const [, of, number] = COUNTED.exec(resource.arn ?? "") ?? [];
  if (of === undefined || number === undefined || !resource.name.endsWith(number)) return undefined;
  return isTold(resource, number) ? { of, number } : undefined;
}
