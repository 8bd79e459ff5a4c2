/** How a replay ends for a script: the exit code of the command line, which the admin API tells too. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { hasDiverged } from "../verify/report.ts";

/** The exit code that a result stands for. */
export function judgeReplay(
  result: ReplayResult,
  { failOnError }: Pick<ReplayOptions, "failOnError">,
): ExitCode {
  if (result.interrupted) return EXIT.interrupted;
  if (failOnError && result.failed > 0) return EXIT.diverged;
  return result.verification && hasDiverged(result.verification) ? EXIT.diverged : EXIT.done;
}
