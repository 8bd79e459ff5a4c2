/** A whole replay, as the command line and the admin API both perform it: from the options to an exit code and files. */
import { EXIT, type ExitCode, type OutputError } from "../base/errors.ts";
import { renderIdMap } from "../identities/id-map.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { listReported } from "../report/files/reported.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { printJson } from "../report/unprintable.ts";
import type { ByteSource } from "../trail/find-sources.ts";
import { drawPicture } from "./draw-picture.ts";
import { dryRunSession, tellSkipped } from "./dry-run.ts";
import { type FindTopology, makeTopologyFinder } from "./find-topology.ts";
import { judgeReplay } from "./judge.ts";
import { openSession, type Session } from "./open-session.ts";
import type { PageCalls } from "./page-report.ts";
import { listIdentities, type Replayed, replaySession } from "./replay-session.ts";
import { verifyReplayed } from "./verify-session.ts";
import { writeOutput } from "./write-file.ts";
import { type Reportable, writeReports } from "./write-reports.ts";

/** What is told in between, and where the lines of a dry run go. */
export interface Telling {
  /** Everything is read and planned, and nothing is sent. What it throws ends the replay. */
  onOpened?(session: Session): Promise<void>;
  /** Whole lines of a dry run. False where nobody reads any more. */
  onLines(lines: string): Promise<boolean>;
  /** The calls are made, and nothing is read back yet. Never rejects. */
  onReplayed?(replayed: Replayed): Promise<void>;
}

/** A dry run that has ended. */
export interface DryRunEnd {
  readonly kind: "shown";
  readonly exitCode: ExitCode;
  /** How many calls would be sent, as one line for people. */
  readonly summary: string;
}

/** A replay that has ended. */
export interface Performed {
  readonly kind: "performed";
  /** Of the replay itself: what could not be written is for whoever asked for it to tell. */
  readonly exitCode: ExitCode;
  readonly session: Session;
  readonly result: ReplayResult;
  /** The result as --output has it, with a line break at its end. */
  readonly json: string;
  /** The files that could not be written. The calls are made all the same. */
  readonly unwritten: readonly OutputError[];
}

/** Writes the files that were asked for; one that fails keeps no other from being written. */
async function writeFiles(
  session: Session,
  replayed: Replayed,
  result: ReplayResult,
  json: string,
  { output, idMap, reports }: ReplayOptions,
  shown: Pick<Reportable, "renderPage" | "drawPicture">,
): Promise<OutputError[]> {
  const tried = [
    output === undefined ? undefined : await writeOutput("output", output, json, "anybody"),
    idMap === undefined
      ? undefined
      : await writeOutput("id-map", idMap, renderIdMap(listIdentities(session, replayed)), "owner"),
  ];
  const { verification } = result;
  const gather = () => ({
    at: new Date(),
    replay: listReported(session.steps, { ...replayed, result }),
    verification,
    ...shown,
  });
  return [...tried.filter((fault) => fault !== undefined), ...(await writeReports(reports, gather))];
}

/** What a page shows besides the result, where one is asked for: it is gathered while calls are made. */
async function openPage({ reports }: ReplayOptions): Promise<PageCalls | undefined> {
  if (reports.every(({ kind }) => kind !== "html")) return undefined;
  const page = await import("./page-report.ts");
  return new page.PageCalls();
}

async function renderPage(
  result: ReplayResult,
  calls: PageCalls | undefined,
  findTopology: FindTopology,
): Promise<string> {
  const { renderReplayPage } = await import("./page-report.ts");
  return renderReplayPage(result, calls?.calls ?? [], findTopology);
}

/**
 * Replays what the options name, or `sources` in the place of their input; verifies, judges and writes files where that
 * was asked for. Throws UsageError, InputError and EndpointError before any call of the log is sent, and never after.
 */
export async function performReplay(
  options: ReplayOptions,
  given: Surroundings,
  telling: Telling,
  sources?: readonly ByteSource[],
): Promise<DryRunEnd | Performed> {
  const { signal } = given;
  const page = await openPage(options);
  const around = page ? { ...given, observer: page.watchBeside(given.observer) } : given;
  const session = await openSession(options, around, sources);
  await telling.onOpened?.(session);
  if (options.dryRun) {
    const summary = await dryRunSession(session, telling.onLines, signal);
    return { kind: "shown", summary, exitCode: signal.aborted ? EXIT.interrupted : EXIT.done };
  }
  const { steps, selection, plan } = session;
  // A block of zeros does not say why.
  if (steps.length === 0 && !signal.aborted)
    around.remarks.info(
      `no event is left to replay; ${tellSkipped({ ...selection.skipped, ...plan.skipped })}`,
    );
  await session.settle?.();
  const replayed = await replaySession(session, options, around);
  await telling.onReplayed?.(replayed);
  const verified = await verifyReplayed(session, replayed, options, around);
  const { result } = verified;
  const json = `${printJson(result, 2)}\n`;
  const findTopology = makeTopologyFinder(options, around);
  const unwritten = await writeFiles(session, replayed, result, json, options, {
    renderPage: () => renderPage(result, page, findTopology),
    drawPicture: () => drawPicture("What stands after the replay", result.verification, findTopology),
  });
  return {
    kind: "performed",
    exitCode: judgeReplay(verified, options, signal),
    session,
    result,
    json,
    unwritten,
  };
}
