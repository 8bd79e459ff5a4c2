/** Runs `cloudtrail verify`: derives what should exist from the log, reads it from the emulator, says what is not so. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import { printJson } from "../report/unprintable.ts";
import { openSession } from "../run/open-session.ts";
import { verifySession } from "../run/verify-session.ts";
import { writeOutput } from "../run/write-file.ts";
import { hasDiverged, renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";
import { Watch } from "./watch.ts";

/** Verifies and reports. Throws UsageError, InputError and EndpointError; nothing but reads is sent. */
export async function verify(options: ReplayOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal } = invocation;
  using watch = new Watch(invocation);
  const around = { remarks: watch.log, signal, observer: watch };
  const session = await openSession(options, around);
  const report = await verifySession(session, options, around);
  watch.stop();
  const json = `${printJson(report, 2)}\n`;
  await stdout.write(options.format === "json" ? json : renderVerifyReport(report));
  if (options.output !== undefined) await writeOutput("output", options.output, json);
  if (signal.aborted) return EXIT.interrupted;
  return hasDiverged(report) ? EXIT.diverged : EXIT.done;
}
