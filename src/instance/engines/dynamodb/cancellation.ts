/** Why a transaction is cancelled, for each of its items. */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { RefusedRequest, refuseAs } from "./refusal.ts";

/** What the errors of single items are called among the reasons. */
const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  DuplicateItemException: "DuplicateItem",
  ValidationException: "ValidationError",
};

function tellReason(problem: RefusedRequest | undefined): Structure {
  if (!problem) return { Code: "None" };
  const { code, message, members } = problem.error;
  const reason: Record<string, Value> = { Code: CODES[code] ?? code, Message: message };
  const item = members?.["Item"];
  if (item !== undefined) reason["Item"] = item;
  return reason;
}

/**
 * What each step gives. Throws a refusal with the reasons of all, where one of them is refused. `stopsAtFirst`: what comes behind one
 * that is refused is not looked at.
 */
export function doAll<Step, Result>(
  steps: readonly Step[],
  doOne: (step: Step) => Result,
  stopsAtFirst = false,
): readonly Result[] {
  const results: Result[] = [];
  const problems: (RefusedRequest | undefined)[] = [];
  for (const step of steps) {
    try {
      results.push(doOne(step));
      problems.push(undefined);
    } catch (problem) {
      if (!(problem instanceof RefusedRequest) || problem.isAtOnce) throw problem;
      problems.push(problem);
      if (stopsAtFirst) break;
    }
  }
  if (problems.every((problem) => problem === undefined)) return results;
  const reasons = steps.map((_, at) => tellReason(problems[at]));
  const codes = reasons.map(({ Code }) => String(Code)).join(", ");
  throw refuseAs(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    Object.assign(makeStructure(), { CancellationReasons: reasons }),
  );
}
