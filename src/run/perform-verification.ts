/** A whole verification: from the options to an exit code and files. */
import type { ExitCode, OutputError } from "../base/errors.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { printJson } from "../report/unprintable.ts";
import type { VerifyReport } from "../verify/report-schema.ts";
import { drawPicture } from "./draw-picture.ts";
import { makeTopologyFinder } from "./find-topology.ts";
import { judgeVerification } from "./judge.ts";
import { openSession } from "./open-session.ts";
import { verifySession } from "./verify-session.ts";
import { writeOutput } from "./write-file.ts";
import { writeReports } from "./write-reports.ts";

/** A verification that has ended. */
export interface Verified {
  readonly exitCode: ExitCode;
  readonly report: VerifyReport;
  /** The report as --output has it, with a line break at its end. */
  readonly json: string;
  /** The files that could not be written. */
  readonly unwritten: readonly OutputError[];
}

/**
 * Compares what stands in the target with what the log says. Throws UsageError, InputError and EndpointError; nothing
 * but reads is sent.
 */
export async function performVerification(options: ReplayOptions, around: Surroundings): Promise<Verified> {
  const session = await openSession({ ...options, reads: "passed over" }, around);
  const readBack = await verifySession(session, options, around);
  const { report } = readBack;
  const json = `${printJson(report, 2)}\n`;
  const fault = options.output === undefined ? undefined : await writeOutput("output", options.output, json);
  const findTopology = makeTopologyFinder(options, around);
  const shown = {
    renderPage: async () => (await import("./page-report.ts")).renderVerifyPage(report, findTopology),
    drawPicture: () => drawPicture("What stands, as verified", report, findTopology),
  };
  const gather = () => ({ at: new Date(), replay: undefined, verification: report, ...shown });
  const unwritten = [...(fault ? [fault] : []), ...(await writeReports(options.reports, gather))];
  return { exitCode: judgeVerification(readBack, around.signal), report, json, unwritten };
}
