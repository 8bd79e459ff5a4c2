/** What a call does to its thing: mostly what its operation does, but a deletion of one version leaves the others. */

import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { Deed, OperationMeaning } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";

const compiled = new WeakMap<readonly string[], readonly (readonly PathStep[])[]>();

/** What a call of that meaning does: who removes a part of a thing changes it. */
export function tellDeed({ deed, parts }: OperationMeaning, { input }: Pick<Step, "input">): Deed {
  if (parts === undefined) return deed;
  const paths = compiled.getOrInsertComputed(parts, (texts) => texts.map(parsePath));
  return paths.some((path) => readTexts(path, input).length > 0) ? "act" : deed;
}

compileLightly(tellDeed);
