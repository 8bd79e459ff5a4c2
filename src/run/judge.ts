/** How a run ends for a script: the exit code of the command line, which the admin API tells too. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { hasDiverged } from "../verify/report.ts";
import type { VerifyReport } from "../verify/report-schema.ts";

/** The exit code of a verification with this report. */
export function judgeVerification(report: VerifyReport, { aborted }: Pick<AbortSignal, "aborted">): ExitCode {
  if (aborted) return EXIT.interrupted;
  return hasDiverged(report) ? EXIT.diverged : EXIT.done;
}

/** The exit code of a replay with this result. */
export function judgeReplay(
  result: ReplayResult,
  { failOnError }: Pick<ReplayOptions, "failOnError">,
  signal: Pick<AbortSignal, "aborted">,
): ExitCode {
  if (result.interrupted || signal.aborted) return EXIT.interrupted;
  if (failOnError && result.failed > 0) return EXIT.diverged;
  return result.verification ? judgeVerification(result.verification, signal) : EXIT.done;
}
