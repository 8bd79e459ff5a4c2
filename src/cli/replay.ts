/** Runs `cloudtrail replay`: the shared replay, with its words on standard output and its result where it is wanted. */
import { renderIdMap } from "../identities/id-map.ts";
import { renderDivergence } from "../report/divergence.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { renderHeader, renderResult } from "../report/text.ts";
import { dryRunSession } from "../session/dry-run.ts";
import { EXIT, type ExitCode } from "../session/exit-codes.ts";
import { judgeReplay } from "../session/judge.ts";
import { openSession, type Session } from "../session/open-session.ts";
import type { ReplayOptions } from "../session/options.ts";
import { listIdentities, type Replayed, replaySession } from "../session/replay-session.ts";
import { verifyReplayed } from "../session/verify-session.ts";
import { keepText } from "../session/write-file.ts";
import { renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";

async function dryRun(session: Session, { stdout, log }: Invocation): Promise<ExitCode> {
  log.info(await dryRunSession(session, (line) => stdout.write(`${line}\n`)));
  return EXIT.done;
}

/** Reads back what the replay made, and tells it on standard error: standard output belongs to the result. */
async function addVerification(
  session: Session,
  replayed: Replayed,
  options: ReplayOptions,
  { log, signal }: Invocation,
): Promise<ReplayResult> {
  if (!options.verify || replayed.run.interrupted) return replayed.result;
  const verification = await verifyReplayed(session, replayed, options, signal);
  log.log(renderVerifyReport(verification).trimEnd());
  return { ...replayed.result, verification };
}

/** Replays and reports. Throws UsageError, InputError and EndpointError; no call of the log has been sent when it does. */
export async function replay(options: ReplayOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, log, signal } = invocation;
  const around = { remarks: log, signal };
  const session = await openSession(options, around);
  if (options.dryRun) return dryRun(session, invocation);

  const isText = options.format === "text";
  if (isText) await stdout.write(renderHeader(session.selection.total, session.endpoint));
  const replayed = await replaySession(session, options, around);
  if (isText) {
    await stdout.write(renderResult(replayed.result));
    if (replayed.divergences.length > 0) log.log(renderDivergence(replayed.divergences).trimEnd());
  }
  const result = await addVerification(session, replayed, options, invocation);
  const json = `${JSON.stringify(result, null, 2)}\n`;
  if (!isText) await stdout.write(json);
  if (options.output !== undefined) {
    await keepText("output", options.output, json).catch((error: unknown) => {
      // The calls are made: what became of them must not be lost with the file.
      if (isText) log.log(json);
      throw error;
    });
  }
  if (options.idMap !== undefined) {
    await keepText("id-map", options.idMap, renderIdMap(listIdentities(session, replayed)));
  }
  return judgeReplay(result, options);
}
