/** Finds structures in answers, with their shapes. */
import { listMembers } from "../../../src/aws/model/shape.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { parsePath } from "../../../src/aws/resources/read-texts.ts";
import { isStructure, type Structure, type Value } from "../../../src/aws/values.ts";

/** The structures at a path of an answer. */
export function findAll(
  shape: Shape | undefined,
  output: Structure,
  path: string,
): readonly [Shape, Structure][] {
  let [at, values]: [Shape | undefined, (Value | undefined)[]] = [shape, [output]];
  for (const step of parsePath(path)) {
    if (step === "[]") {
      at = at?.member;
      values = values.flatMap((value) => (Array.isArray(value) ? (value as Value[]) : []));
    } else {
      at = at?.members?.[step];
      values = values.map((value) => (isStructure(value) ? value[step] : undefined));
    }
  }
  return values.flatMap((value) => (at && isStructure(value) ? [[at, value] as [Shape, Structure]] : []));
}

function countShared(shape: Shape | undefined, other: Shape): number {
  return listMembers(shape).filter(([name, { type }]) => other.members?.[name]?.type === type).length;
}

/** Where an answer tells the same as a structure of another one: the output itself, or a member of it, that shares most with it. */
export function findAlike(output: Shape, other: Shape): string {
  const paths = listMembers(output).flatMap(([name, { type, member }]): [string, Shape][] => {
    const shape = output.members?.[name];
    if (type === "structure" && shape) return [[name, shape]];
    return member?.type === "structure" ? [[`${name}[]`, member]] : [];
  });
  const all: [string, Shape][] = [["", output], ...paths];
  const [best] = all.toSorted(([, a], [, b]) => countShared(b, other) - countShared(a, other));
  return best?.[0] ?? "";
}
