/** Says in words how a replay has ended on which something was to be built. */
import { EXIT } from "../base/errors.ts";
import type { Performed } from "../run/perform-replay.ts";

/** Why nothing follows a replay that has not ended well. */
export function explainEnd({ exitCode, result }: Performed, failOnError: boolean): string {
  const { errors, verification } = result;
  const [first, ...more] = errors;
  if (exitCode === EXIT.interrupted) return "interrupted";
  if (failOnError && first) {
    const others = more.length > 0 ? `, and ${more.length} more` : "";
    return `${first.service}.${first.event_name} failed (${first.error})${others}`;
  }
  const counts = verification && `: ${verification.missing} missing, ${verification.different} different`;
  return `what stands in the target is not what the log says${counts ?? ""}`;
}
