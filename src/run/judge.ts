/** How a run ends for a script: the exit code of the command line, which the admin API tells too. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { hasDiverged } from "../verify/report.ts";
import type { ReadBack } from "./verify-session.ts";

/** The exit code of a verification with this report. What got no answer is not known to stand. */
export function judgeVerification(
  { report, unanswered }: ReadBack,
  { aborted }: Pick<AbortSignal, "aborted">,
): ExitCode {
  if (aborted) return EXIT.interrupted;
  if (hasDiverged(report)) return EXIT.diverged;
  return unanswered > 0 ? EXIT.endpoint : EXIT.done;
}

/** The exit code of a replay with this result, and so many reads of its verification without an answer. */
export function judgeReplay(
  { result, unanswered }: Pick<ReadBack, "unanswered"> & { readonly result: ReplayResult },
  { failOnError }: Pick<ReplayOptions, "failOnError">,
  signal: Pick<AbortSignal, "aborted">,
): ExitCode {
  if (result.interrupted || signal.aborted) return EXIT.interrupted;
  if (failOnError && result.failed > 0) return EXIT.diverged;
  const { verification: report } = result;
  return report ? judgeVerification({ report, unanswered }, signal) : EXIT.done;
}
