/** Fills the input of an operation from what a call was asked and answered, and tells what it names. */
import { fillMember, printText, readCall, type Sides } from "../aws/resources/fill-input.ts";
import { isScalar, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Filling, PathSource } from "./knowledge.ts";
import { isName, makeTextRow, type Named } from "./named.ts";
import { printScalar } from "./same.ts";

/** What an operation was filled with, and the texts in it that name things. */
export interface Filled {
  readonly input: Structure;
  readonly used: readonly Named[];
}

function nameValues({ rows: [row] }: PathSource, values: readonly Value[]): Named[] {
  return values.flatMap((value) => {
    const text = printText(value);
    return row && text !== undefined ? [{ text, row }] : [];
  });
}

/** The texts at a path of a call. */
export function readHeld(path: PathSource, call: Sides): Named[] {
  const row = path.rows[0] ?? makeTextRow(path.steps.join("."));
  return readCall(path, call).flatMap((value) =>
    isScalar(value) ? [{ text: printScalar(value), row }] : [],
  );
}

/** The operation's input; undefined where a member that it requires has no value. */
export function fillInput({ operation, members }: Filling, call: Sides): Filled | undefined {
  const input = makeStructure();
  const used: Named[] = [];
  for (const fill of members) {
    const found = fillMember(operation, fill, call);
    if (!found && fill.isRequired) return undefined;
    if (!found) continue;
    const row = found.from?.path.rows[0];
    if (row && typeof found.value === "string" && !isName(found.value, row)) {
      if (fill.isRequired) return undefined;
      continue;
    }
    input[fill.member] = found.value;
    if (found.from) used.push(...nameValues(found.from.path, found.from.values));
  }
  return { input, used };
}
