/** Runs `cloudtrail verify`: the shared verification, with its report where it is wanted. */

import type { ExitCode } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import { performVerification } from "../run/perform-verification.ts";
import { renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";
import { Watch } from "./watch.ts";

/** Verifies and reports. Throws UsageError, InputError, EndpointError and OutputError; nothing but reads is sent. */
export async function verify(options: ReplayOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal } = invocation;
  using watch = new Watch(invocation);
  const verified = await performVerification(options, { remarks: watch.log, signal, observer: watch });
  watch.stop();
  await stdout.write(options.format === "json" ? verified.json : renderVerifyReport(verified.report));
  const [fault] = verified.unwritten;
  if (fault) throw fault;
  return verified.exitCode;
}
