/** Puts the names of a thing, and of what it stands in, into an input of an operation on it. */

import type { Operation } from "../../../src/aws/model/types.ts";
import { parsePath } from "../../../src/aws/resources/read-texts.ts";
import type { NameKind, ServiceResources } from "../../../src/aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import type { Thing } from "../../../src/instance/thing.ts";

function tellName({ chain, names }: Thing, kind: NameKind): string | undefined {
  return kind === "name"
    ? chain.at(-1)
    : kind === "any"
      ? (names.arn ?? names.id ?? chain.at(-1))
      : (names[kind] ?? (kind === "id" ? chain.at(-1) : undefined));
}

/** A value with a text at a path. */
export function place(value: Value | undefined, steps: readonly string[], text: string): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return text;
  if (step === "[]")
    return [place(Array.isArray(value) ? (value as readonly Value[])[0] : undefined, rest, text)];
  const before = isStructure(value) ? value : makeStructure();
  return Object.assign(makeStructure(), before, { [step]: place(before[step], rest, text) });
}

/**
 * The input with the thing's own names and those of what it stands in, as the resource table says; undefined where it cannot be
 * named so, or something else that the operation demands is not there.
 */
export function aim(
  { operations }: ServiceResources,
  operation: Operation,
  thing: Thing,
  input: Structure,
): Structure | undefined {
  const naming = operations[operation.name]?.input ?? [];
  const held = naming.filter(({ part }) => part === "container").length;
  // What is set on a thing goes by the names of that alone.
  const isSetting = Object.keys(thing.names).length === 0 && held === thing.chain.length;
  const containers = isSetting ? [...thing.chain] : thing.chain.slice(0, -1);
  const goesById = thing.names.id !== undefined && thing.names.id === thing.chain.at(-1);
  const isNamedOtherwise = naming.some(({ part, kind }) => part === "own" && kind !== "name");
  let aimed = input;
  for (const { part, path, kind } of naming) {
    // A change that says by an id which thing it is about gives it the name that it says beside.
    if (part === "own" && kind === "name" && goesById && isNamedOtherwise) continue;
    const held = part === "container" ? containers.shift() : undefined;
    // What it was made with under the same member's name is what stands there, whatever the tables take that for.
    const given = /^\w+$/.test(path) ? thing.call.input[path] : undefined;
    const text = part === "own" ? tellName(thing, kind) : typeof given === "string" ? given : held;
    if (part === "own" && text === undefined) return undefined;
    if (text !== undefined) aimed = place(aimed, parsePath(path), text) as Structure;
  }
  return (operation.input?.required ?? []).some((name) => aimed[name] === undefined) ? undefined : aimed;
}
