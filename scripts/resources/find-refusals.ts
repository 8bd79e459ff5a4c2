/** Tells which deletions are refused while something hangs on the thing, by the errors that they declare. */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { OperationMeaning } from "../../src/aws/resources/types.ts";

/** DeleteConflict, ResourceInUseException, DependencyViolation, BucketNotEmpty … */
const REFUSALS = /conflict|inuse|dependen|notempty|contains|hasassoc|stillattached/i;

function isRefusable({ metadata, shapes }: PackedModel, { errors = [] }: PackedOperation): boolean {
  // EC2's model declares no errors.
  if (metadata.protocol === "ec2") return true;
  return errors.some(({ shape }) => REFUSALS.test(shape) || REFUSALS.test(shapes[shape]?.error?.code ?? ""));
}

/** The deletions of a service that can be refused so. */
export function findRefusals(
  model: PackedModel,
  meanings: Readonly<Record<string, OperationMeaning>>,
): string[] {
  return Object.values(model.operations)
    .filter((operation) => meanings[operation.name]?.deed === "delete" && isRefusable(model, operation))
    .map(({ name }) => name);
}
