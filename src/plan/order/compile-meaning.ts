/** Compiles what the resource table says of an operation. */
import { findMeaning, getResources, UNKNOWN } from "../../aws/resources/table.ts";
import type { OperationMeaning, Scope, ServiceResources } from "../../aws/resources/types.ts";
import type { Step } from "../steps.ts";
import { type CompiledMember, compileMembers } from "./members.ts";

/** What an operation means, with what reading a call of it needs. */
export interface Compiled {
  readonly resources: ServiceResources;
  readonly meaning: OperationMeaning;
  readonly containers: readonly CompiledMember[];
  readonly own: readonly CompiledMember[];
  readonly references: readonly CompiledMember[];
  readonly output: readonly CompiledMember[];
  /** Where names of the service's types are given once. */
  readonly scopes: ReadonlySet<Scope>;
}

const compiled = new WeakMap<OperationMeaning, Compiled>();

/** The meaning of a step's operation, compiled once. */
export function compileMeaning(step: Step): Compiled {
  const meaning = findMeaning(step.service, step.operation.name);
  const known = compiled.get(meaning);
  if (known) return known;
  const input = compileMembers(meaning.input);
  const resources = getResources(step.service);
  const one: Compiled = {
    resources,
    meaning,
    containers: input.filter(({ part }) => part === "container"),
    own: input.filter(({ part }) => part === "own"),
    references: input.filter(({ part }) => part === "reference"),
    output: compileMembers(meaning.output),
    scopes: new Set(Object.values(resources.types).map(({ scope }) => scope)),
  };
  if (meaning !== UNKNOWN) compiled.set(meaning, one);
  return one;
}
