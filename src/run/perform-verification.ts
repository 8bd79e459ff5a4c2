/** A whole verification: from the options to an exit code and a file. */
import type { ExitCode, OutputError } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { printJson } from "../report/unprintable.ts";
import type { VerifyReport } from "../verify/report-schema.ts";
import { judgeVerification } from "./judge.ts";
import { openSession } from "./open-session.ts";
import { verifySession } from "./verify-session.ts";
import { writeOutput } from "./write-file.ts";

/** A verification that has ended. */
export interface Verified {
  readonly exitCode: ExitCode;
  readonly report: VerifyReport;
  /** The report as --output has it, with a line break at its end. */
  readonly json: string;
  /** Why the file that was asked for could not be written. */
  readonly unwritten: OutputError | undefined;
}

/**
 * Compares what stands in the target with what the log says. Throws UsageError, InputError and EndpointError; nothing
 * but reads is sent.
 */
export async function performVerification(options: ReplayOptions, around: Surroundings): Promise<Verified> {
  const session = await openSession({ ...options, reads: "passed over" }, around);
  const report = await verifySession(session, options, around);
  const json = `${printJson(report, 2)}\n`;
  const unwritten =
    options.output === undefined ? undefined : await writeOutput("output", options.output, json);
  return { exitCode: judgeVerification(report, around.signal), report, json, unwritten };
}
