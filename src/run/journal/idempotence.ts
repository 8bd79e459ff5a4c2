/** Whether a call can be made twice and leaves what it leaves when it is made once, by the resource table. */
import { findMeaning } from "../../aws/resources/table.ts";
import type { MemberMeaning, OperationMeaning } from "../../aws/resources/types.ts";
import type { Step } from "../../plan/steps.ts";

function isOwn({ type }: OperationMeaning): (row: MemberMeaning) => boolean {
  return (row) => row.part === "own" && (row.type === type || type === undefined);
}

/** Whether a service gives out an id for what the call makes: a second call makes another one. */
function mints(meaning: OperationMeaning): boolean {
  return meaning.output.some((row) => isOwn(meaning)(row) && row.kind === "id");
}

/** Whether the call itself says which thing it is about: a second call is about the same one. */
function names(meaning: OperationMeaning): boolean {
  return meaning.input.some(isOwn(meaning));
}

/**
 * Whether a second call does no more than the first. `leavesSomething`: a read tells what it left. `isKept`: what it makes has
 * production's own identifiers in the target, whoever gave them out.
 */
export function isIdempotent(
  { service, operation }: Pick<Step, "service" | "operation">,
  leavesSomething: boolean,
  isKept: boolean,
): boolean {
  const meaning = findMeaning(service, operation.name);
  const counts = (meaning.versions?.output.length ?? 0) > 0 || meaning.captures === true;
  switch (meaning.deed) {
    case "read":
    case "list":
    case "tag":
    case "untag":
    case "detach":
    case "delete":
      return true;
    case "put":
      // What has no name of its own is a setting of what it stands in.
      return !counts && (names(meaning) || (leavesSomething && (isKept || !mints(meaning))));
    case "create":
      return !counts && leavesSomething && (isKept || (names(meaning) && !mints(meaning)));
    case "attach":
      return leavesSomething && (isKept || !mints(meaning));
    // What a call sets is set; what it adds to what there is, no read tells.
    case "update":
    case "act":
      return leavesSomething && !counts;
  }
}
