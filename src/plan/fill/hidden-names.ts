/**
 * Names that the log hides. What a call makes needs one of its own, or the second of two users could not be made; but where
 * other calls name such things by hidden texts too, nothing tells which one they mean, and all are given the same name.
 */
import { createHash } from "node:crypto";
import { mayFitText } from "../../aws/model/fit-text.ts";
import type { Shape } from "../../aws/model/types.ts";
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { OperationMeaning } from "../../aws/resources/types.ts";
import { isHidden } from "../../dialect/hidden.ts";
import type { Step } from "../steps.ts";
import { PLACEHOLDER } from "./text-forms.ts";

function nameType(step: Step, type: string): string {
  return `${step.service} ${type}`;
}

/** A member that names something which the call does not make. */
interface Naming {
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly type: string;
}

const namings = new WeakMap<OperationMeaning, readonly Naming[]>();

function listNamings({ deed, input }: OperationMeaning): readonly Naming[] {
  return input.flatMap(({ path, type, part }) =>
    type === undefined || (deed === "create" && part === "own")
      ? []
      : [{ path, type, steps: parsePath(path) }],
  );
}

/** The types of things that calls name by a hidden text without making them. */
export function findHiddenlyNamed(steps: readonly Step[]): ReadonlySet<string> {
  const types = new Set<string>();
  for (const step of steps) {
    const meaning = findMeaning(step.service, step.operation.name);
    const hidden = step.hidden && new Set(step.hidden.values());
    for (const { path, type, steps: inside } of namings.getOrInsertComputed(meaning, listNamings))
      if (hidden?.has(path) || readTexts(inside, step.input).some(isHidden)) types.add(nameType(step, type));
  }
  return types;
}

/**
 * The text for the hidden name of what a call makes; undefined where the member at `path` is no such name, or its shape
 * takes no such text.
 */
export function makeHiddenName(
  step: Step,
  path: string,
  shape: Shape,
  hiddenlyNamed: ReadonlySet<string>,
): string | undefined {
  const { deed, input } = findMeaning(step.service, step.operation.name);
  if (deed !== "create") return undefined;
  const type = input.find((member) => member.path === path && member.part === "own")?.type;
  if (type === undefined) return undefined;
  if (hiddenlyNamed.has(nameType(step, type))) return PLACEHOLDER;
  const unique = createHash("sha256").update(step.id).digest("hex").slice(0, 8);
  const names = [
    `${PLACEHOLDER}-${unique}`,
    `${PLACEHOLDER}${unique}`,
    `${PLACEHOLDER}-${unique}@example.com`,
  ];
  return names.find((name) => mayFitText(shape, name));
}
