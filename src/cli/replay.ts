/** Runs `cloudtrail replay`: the shared replay, with its words on standard output and its result where it is wanted. */

import { EXIT, OutputError, UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { ReplayOptions } from "../options/options.ts";
import { renderDivergence } from "../report/divergence.ts";
import { renderHeader, renderResult } from "../report/text.ts";
import { type Performed, performReplay, type Telling } from "../run/perform-replay.ts";
import { renderVerifyReport } from "../verify/report.ts";
import type { Invocation } from "./command.ts";
import { embedInstance, explainNothing, keepEmbedded } from "./embed.ts";
import { explainEnd } from "./explain-end.ts";
import { makeLogOutput, type Output } from "./output.ts";
import { runCommand, startCommandLine } from "./run-command.ts";
import { Watch } from "./watch.ts";

/** What goes to standard output, and the first thing that could not: the rest must not be lost because of it. */
class Told {
  fault: OutputError | undefined;

  constructor(readonly stdout: Output) {}

  async tell(text: string): Promise<void> {
    try {
      await this.stdout.write(text);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      this.fault ??= error;
    }
  }
}

/** Says what a replay does while it does it. */
function makeTelling(options: ReplayOptions, told: Told, watch: Watch): Telling {
  const isText = options.format === "text";
  return {
    onLines: (lines) => told.stdout.write(lines),
    async onOpened({ selection, endpoint }) {
      if (options.dryRun) watch.stop();
      else if (isText) await told.stdout.write(renderHeader(selection.total, endpoint));
    },
    async onReplayed({ result, divergences }) {
      if (!isText) return;
      await told.tell(renderResult(result));
      const why = renderDivergence(divergences, options.shard !== undefined).trimEnd();
      if (why !== "") watch.log.log(why);
    },
  };
}

/** How a replay is gone on with. */
function explainResume(journal: string): string {
  return `the same command with --resume goes on where ${journal} stopped, as long as the target has what was made`;
}

/** Tells the rest of a replay that has ended. Throws an OutputError where something could not be told or written. */
async function tellEnd(
  { result, json, unwritten, exitCode, stopped }: Performed,
  { format, journal }: ReplayOptions,
  told: Told,
  watch: Watch,
  { screen }: Invocation,
): Promise<void> {
  const isText = format === "text";
  if (result.verification) watch.log.log(renderVerifyReport(result.verification).trimEnd());
  watch.stop();
  if (!isText) await told.tell(json);
  const isLost = unwritten.some(({ flag }) => flag === "output");
  if (isLost && (isText || told.fault)) screen.write(json);
  const fault = stopped ?? told.fault ?? unwritten[0];
  if (fault) throw fault;
  if (exitCode === EXIT.interrupted) {
    watch.log.info("interrupted: the result is of what was read and sent until then");
    if (journal !== undefined && result.interrupted) watch.log.info(explainResume(journal));
  }
}

/**
 * Replays and reports; then runs the command that follows `--`, whose exit code it gives, unless the replay has not ended
 * well. Throws UsageError, InputError and EndpointError before any call of the log is sent, and OutputError after.
 */
export async function replay(asked: ReplayOptions, invocation: Invocation): Promise<number> {
  const { signal, commandLine } = invocation;
  const [program] = commandLine;
  if (program !== undefined && asked.dryRun)
    throw new UsageError(
      say`${nameFlag("dry-run")} makes nothing that a command could use; leave out one of them`,
    );
  await using ends = new AsyncDisposableStack();
  const watch = ends.use(new Watch(invocation));
  const embedded = await embedInstance(asked, { ...invocation, log: watch.log });
  if (embedded) ends.defer(embedded.stop);
  const options = embedded ? { ...asked, endpoint: embedded.endpoint } : asked;
  // Standard output belongs to the command.
  const told = new Told(program === undefined ? invocation.stdout : makeLogOutput(watch.log));
  const around = {
    remarks: watch.log,
    signal,
    observer: watch,
    ...(embedded && { instance: embedded.instance }),
  };
  const telling = makeTelling(options, told, watch);
  const ended = await performReplay(options, around, telling).catch((error: unknown) => {
    throw explainNothing(error, options, invocation);
  });
  if (ended.kind === "shown") {
    watch.log.info(ended.summary);
    return ended.exitCode;
  }
  const unsaved =
    embedded && ended.exitCode !== EXIT.interrupted
      ? await keepEmbedded(embedded, options, { ...invocation, log: watch.log })
      : undefined;
  await tellEnd(
    unsaved ? { ...ended, unwritten: [...ended.unwritten, unsaved] } : ended,
    options,
    told,
    watch,
    invocation,
  );
  if (program === undefined) return ended.exitCode;
  if (ended.exitCode !== EXIT.done) {
    watch.log.error(`${program} is not run: ${explainEnd(ended, options.failOnError)}`);
    return ended.exitCode;
  }
  if (!embedded) return runCommand(ended.session, options, { ...invocation, log: watch.log });
  const { endpoint, instance } = embedded;
  return await startCommandLine({ endpoint, region: instance.about.region, accessKey: "test" }, invocation);
}
