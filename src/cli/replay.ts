/** Runs `cloudtrail replay`: the shared replay, with its words on standard output and its result where it is wanted. */

import { EXIT, type ExitCode, UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { renderIdMap } from "../identities/id-map.ts";
import type { ReplayOptions } from "../options/options.ts";
import { renderDivergence } from "../report/divergence.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { renderHeader, renderResult } from "../report/text.ts";
import { printJson } from "../report/unprintable.ts";
import { dryRunSession } from "../run/dry-run.ts";
import { judgeReplay } from "../run/judge.ts";
import { openSession, type Session } from "../run/open-session.ts";
import { listIdentities, replaySession } from "../run/replay-session.ts";
import { verifyReplayed } from "../run/verify-session.ts";
import { writeOutput } from "../run/write-file.ts";
import { renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";
import { makeLogOutput, type Output } from "./output.ts";
import { runCommand } from "./run-command.ts";
import { Watch } from "./watch.ts";

/** How a replay has ended. */
interface Ended {
  readonly exitCode: ExitCode;
  readonly result: ReplayResult;
}

/** Why the command is not run after a replay that has not ended well. */
function explainNotRun({ exitCode, result }: Ended, { failOnError }: ReplayOptions): string {
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

/** What a replay tells and to whom. */
interface Telling {
  /** The result. */
  readonly stdout: Output;
  readonly watch: Watch;
  readonly signal: AbortSignal;
}

async function dryRun(session: Session, { stdout, watch, signal }: Telling): Promise<ExitCode> {
  watch.stop();
  watch.log.info(await dryRunSession(session, (line) => stdout.write(`${line}\n`), signal));
  return signal.aborted ? EXIT.interrupted : EXIT.done;
}

/** Sends, and tells and keeps the result. */
async function replayAndReport(
  session: Session,
  options: ReplayOptions,
  { screen }: Invocation,
  telling: Telling,
): Promise<Ended> {
  const { stdout, watch, signal } = telling;
  const isText = options.format === "text";
  if (isText) await stdout.write(renderHeader(session.selection.total, session.endpoint));
  const around = { remarks: watch.log, signal, observer: watch };
  const replayed = await replaySession(session, options, around);
  // The calls are made: what became of them must not be lost in one place because another fails.
  let fault: unknown;
  const note = (error: unknown) => {
    fault ??= error;
  };
  const tell = (text: string) => stdout.write(text).catch(note);
  if (isText) {
    await tell(renderResult(replayed.result));
    const why = renderDivergence(replayed.divergences, options.shard !== undefined).trimEnd();
    if (why !== "") watch.log.log(why);
  }
  const result = await verifyReplayed(session, replayed, options, around);
  if (result.verification) watch.log.log(renderVerifyReport(result.verification).trimEnd());
  watch.stop();
  const json = `${printJson(result, 2)}\n`;
  if (!isText) await tell(json);
  if (options.output !== undefined) {
    await writeOutput("output", options.output, json).catch((error: unknown) => {
      if (isText || fault !== undefined) screen.write(json);
      note(error);
    });
  }
  if (options.idMap !== undefined) {
    await writeOutput("id-map", options.idMap, renderIdMap(listIdentities(session, replayed)), "owner").catch(
      note,
    );
  }
  if (fault !== undefined) throw fault;
  if (!signal.aborted) return { exitCode: judgeReplay(result, options), result };
  watch.log.info("interrupted: the result is of what was read and sent until then");
  return { exitCode: EXIT.interrupted, result };
}

/**
 * Replays and reports; then runs the command that follows `--`, whose exit code it gives, unless the replay has not ended
 * well. Throws UsageError, InputError and EndpointError; no call of the log has been sent when it does.
 */
export async function replay(options: ReplayOptions, invocation: Invocation): Promise<number> {
  const { signal, commandLine } = invocation;
  const [program] = commandLine;
  if (program !== undefined && options.dryRun)
    throw new UsageError(
      say`${nameFlag("dry-run")} makes nothing that a command could use; leave out one of them`,
    );
  using watch = new Watch(invocation);
  // Standard output belongs to the command.
  const stdout = program === undefined ? invocation.stdout : makeLogOutput(watch.log);
  const telling = { stdout, watch, signal };
  const session = await openSession(options, { remarks: watch.log, signal, observer: watch });
  if (options.dryRun) return dryRun(session, telling);
  const ended = await replayAndReport(session, options, invocation, telling);
  if (program === undefined) return ended.exitCode;
  if (ended.exitCode !== EXIT.done) {
    watch.log.error(`${program} is not run: ${explainNotRun(ended, options)}`);
    return ended.exitCode;
  }
  return runCommand(session, options, { ...invocation, log: watch.log });
}
