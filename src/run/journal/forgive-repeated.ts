/** What an answer says of a call that may have been made before: that it was, which is what was to be. */
import { findMeaning } from "../../aws/resources/table.ts";
import type { Step } from "../../plan/steps.ts";
import { findCause } from "../../replay/causes.ts";
import type { ReadOutcome } from "../../replay/run.ts";

const TAKING: ReadonlySet<string> = new Set(["delete", "detach", "untag"]);

/** A success where an answer refuses a call since what it makes is there, or what it takes away is not. */
export function forgiveRepeated(step: Step, status: number, read: ReadOutcome): ReadOutcome {
  if (read.ok) return read;
  const { deed } = findMeaning(step.service, step.operation.name);
  const { code, message } = read;
  const cause = findCause({ status, code, message, deed, region: step.region });
  const isDone = TAKING.has(deed) ? cause.absent === true : cause.category === "already_exists";
  if (!isDone) return read;
  return {
    ok: true,
    note: `the replay was cut off while this call was under way; sent again, it was answered that it was made (${code})`,
  };
}
