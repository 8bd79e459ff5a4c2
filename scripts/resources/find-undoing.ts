/** Tells what undoes what: the operation that takes back what another one did, and from where it is filled. */
import type { PackedOperation } from "../../src/aws/model/types.ts";
import type { Undoing } from "../../src/aws/resources/readings.ts";
import type { OperationMeaning } from "../../src/aws/resources/types.ts";
import { fillInput } from "./fill-input.ts";
import type { ServiceReads } from "./find-readings.ts";
import { foldNoun, listInverses, readVerb, readWords } from "./read-words.ts";

const NONE: ReadonlySet<string> = new Set();

/** How near an operation comes to undoing another, 0 the nearest; undefined where it does something else. */
function rankInverse(
  operation: PackedOperation,
  meaning: OperationMeaning,
  other: PackedOperation,
  inverse: OperationMeaning | undefined,
): number | undefined {
  if (!inverse) return undefined;
  const verb = listInverses({ verb: readVerb(operation.name) }).indexOf(readVerb(other.name));
  if (verb < 0) return undefined;
  const isSameType = meaning.type !== undefined && inverse.type === meaning.type;
  // What a thing is made from is called as the call is: RestoreFromClusterSnapshot makes a cluster, and no snapshot.
  const isOfAnother = meaning.deed === "create" && readWords(operation.name).scope.length > 0 && !isSameType;
  if (foldNoun(other.name) === foldNoun(operation.name) && !isOfAnother) return verb;
  return isSameType && meaning.deed !== "attach" && inverse.deed === "delete" ? 10 + verb : undefined;
}

/** The operation that undoes `operation`, where its name says so and all that it requires is known after the call. */
export function findUndoing(
  { model, meanings, rows }: ServiceReads,
  operation: PackedOperation,
): Undoing | undefined {
  const meaning = meanings[operation.name];
  if (!meaning) return undefined;
  const row = rows.findUndo(operation.name);
  const rated = Object.values(model.operations).flatMap((other) => {
    const inverse = meanings[other.name];
    const isTold = row !== undefined && row.undo === other.name;
    const rank = row ? (isTold ? 0 : undefined) : rankInverse(operation, meaning, other, inverse);
    if (rank === undefined || !inverse) return [];
    const filled = fillInput({
      model,
      before: { operation, meaning },
      next: { operation: other, meaning: inverse },
      naming: NONE,
      given: row?.given ?? {},
      isInverse: true,
    });
    // What an account has once is named by no member: only a row tells that.
    if (!filled || (!isTold && Object.keys(filled.fill).length === 0)) return [];
    return [{ operation: other.name, fill: filled.fill, rank: rank + other.name.length / 100 }];
  });
  const [first] = rated.toSorted((a, b) => a.rank - b.rank);
  return first && { operation: first.operation, fill: first.fill };
}
