/** POST /api/cloudtrail/replay: receives a trail and replays it as the command line does. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, OutputError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import type { ReplayOptions } from "../options/options.ts";
import { foldLine, renderHeader, renderResult } from "../report/text.ts";
import { chooseEndpoint } from "../run/open-session.ts";
import { type Performed, performReplay, type Telling } from "../run/perform-replay.ts";
import type { ByteSource } from "../trail/find-sources.ts";
import { readFileBytes } from "../trail/read-bytes.ts";
import { ApiError, answer, answerError, answerJson, explainError } from "./answer.ts";
import type { AdminContext, ApiRequest } from "./context.ts";
import type { KeptReplay } from "./kept-replays.ts";
import { reportFault } from "./log.ts";
import { type ReplayRequest, readReplayRequest } from "./query.ts";
import { receiveBody, refuseLarge } from "./receive-body.ts";
import { explainCancel, type JobEnd, type ReplayJob } from "./replay-job.ts";

const REPLAYS = "/api/cloudtrail/replays";
/** The content itself tells whether it is gzip. */
const ENCODINGS: readonly string[] = ["identity", "gzip", "x-gzip"];

/** Refuses by its headers what need not be read. */
function checkHeaders(headers: Headers, maxBytes: number): void {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() || "identity";
  if (!ENCODINGS.includes(encoding)) {
    const accepted = { "accept-encoding": "gzip, identity" };
    throw new ApiError(
      415,
      "unsupported_encoding",
      "send the body as it is, or with Content-Encoding: gzip",
      accepted,
    );
  }
  if (/^multipart\//i.test(headers.get("content-type") ?? "")) {
    const advice = "send the trail itself and not a form: curl --data-binary @trail.json";
    throw new ApiError(415, "unsupported_media_type", advice);
  }
  if (Number(headers.get("content-length") ?? 0) > maxBytes) throw refuseLarge(maxBytes);
}

function describeJob({ id }: ReplayJob): Readonly<Record<string, string>> {
  return { "x-cloudmock-replay-id": id };
}

function answerAccepted(job: ReplayJob): Response {
  const url = `${REPLAYS}/${job.id}`;
  return answerJson<"Accepted">({ id: job.id, status_url: url, events_url: `${url}/events` }, 202, {
    location: url,
    ...describeJob(job),
  });
}

/** The request's body as a source that the reader of trails takes. */
function makeSource(file: string): ByteSource {
  const remedy = "Send a CloudTrail log, whole and as it is.";
  return { name: "request body", direct: true, open: () => readFileBytes(file), remedy };
}

type Respond = (response: Response) => void;

/** The lines of a dry run on their way to the client. */
interface LineStream {
  write(lines: string): Promise<boolean>;
  /** Resolves once the lines are all taken; false where the client is gone. */
  close(): Promise<boolean>;
}

function openLineStream(job: ReplayJob, respond: Respond): LineStream {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const isDone = (done: Promise<void>) =>
    done.then(
      () => true,
      () => false,
    );
  job.signal.addEventListener("abort", () => writer.abort().catch(() => {}), { once: true });
  respond(answer(200, "application/x-ndjson", readable, describeJob(job)));
  return {
    write: (some) => isDone(writer.write(encoder.encode(some))),
    close: () => isDone(writer.close()),
  };
}

/** Keeps the result, and answers with it. Throws an OutputError where a file that was asked for could not be written. */
async function tellResult(
  { session, result, json, exitCode, unwritten }: Performed,
  { format }: ReplayOptions,
  job: ReplayJob,
  { jobs }: AdminContext,
  respond: Respond,
): Promise<void> {
  await jobs.keepResult(job, result).catch((error: Error) => {
    // The calls are made: whoever waits for the result must get it.
    job.surroundings.remarks.warn(`the result could not be kept: ${error.message}`);
  });
  const [fault] = unwritten;
  if (fault)
    throw new OutputError(
      say`${fault.said}; the calls are made, and ${REPLAYS}/${job.id} has the result`,
      fault.flag,
    );
  const headers = { ...describeJob(job), "x-cloudmock-exit-code": String(exitCode) };
  const text = `${renderHeader(session.selection.total, session.endpoint)}${renderResult(result)}`;
  respond(
    format === "text"
      ? answer(200, "text/plain; charset=utf-8", text, headers)
      : answer(200, "application/json", json, headers),
  );
}

/** Replays the trail in a file, which is removed once it is read, and answers. */
async function replayFile(
  file: string,
  options: ReplayOptions,
  job: ReplayJob,
  context: AdminContext,
  respond: Respond,
): Promise<JobEnd & { readonly isOver?: boolean }> {
  let lines: LineStream | undefined;
  const isKept = context.jobs.kept !== undefined;
  const telling: Telling = {
    async onOpened() {
      // What is to be gone on with is read again.
      if (!isKept) await rm(file, { force: true });
      if (options.dryRun) lines = openLineStream(job, respond);
    },
    onLines: async (some) => lines?.write(some) ?? false,
  };
  const { instance } = context;
  const around = { ...job.surroundings, ...(instance && { instance }) };
  const journal = options.dryRun ? undefined : context.jobs.kept?.journal(job.id);
  const kept = { ...options, journal };
  const ended = await performReplay(kept, around, telling, [makeSource(file)]);
  if (ended.kind === "performed") {
    if (ended.stopped) job.surroundings.remarks.warn(ended.stopped.message);
    await tellResult(ended, options, job, context, respond);
    return { ...ended, isOver: !ended.result.interrupted };
  }
  job.surroundings.remarks.info(ended.summary);
  if ((await lines?.close()) === false) job.cancel();
  return { exitCode: job.signal.aborted ? EXIT.interrupted : ended.exitCode };
}

/** Receives the trail and replays it, and tells the job how that ended. */
async function runJob(
  job: ReplayJob,
  { options, isAsync }: ReplayRequest,
  { request, query }: ApiRequest,
  context: AdminContext,
  respond: Respond,
): Promise<void> {
  const { clock, jobs } = context;
  const file = join(jobs.folder, `${job.id}.trail`);
  const hangUp = () => job.cancel();
  request.signal.addEventListener("abort", hangUp, { once: true });
  const begin = async () => {
    const limits = { maxBytes: context.options.maxBodyBytes, clock, signal: job.signal };
    await receiveBody(request.body, file, limits);
    if (!options.dryRun) await jobs.kept?.keep({ ...tellKept(job), query: query.toString() });
    if (!isAsync) return;
    request.signal.removeEventListener("abort", hangUp);
    respond(answerAccepted(job));
  };
  await finishJob(job, { options, query: query.toString(), begin }, context, respond, request.signal);
  request.signal.removeEventListener("abort", hangUp);
}

function tellKept(job: ReplayJob): Pick<KeptReplay, "id" | "createdAt"> {
  return { id: job.id, createdAt: job.summarize().created_at };
}

/** What a job replays. */
interface JobWork {
  readonly options: ReplayOptions;
  readonly query: string;
  /** Brings its trail about. */
  readonly begin: () => Promise<void>;
}

/** Replays what a job's trail holds, and tells how that ended; keeps what is needed to go on with it. */
async function finishJob(
  job: ReplayJob,
  { options, query, begin }: JobWork,
  context: AdminContext,
  respond: Respond,
  hangsUp?: AbortSignal,
): Promise<void> {
  const { jobs, log } = context;
  const file = join(jobs.folder, `${job.id}.trail`);
  let isOver = options.dryRun;
  try {
    await begin();
    const end = await replayFile(file, options, job, context, respond);
    isOver ||= end.isOver === true;
    job.end(end);
    log.info(`replay ${job.id}: ${describeEnd(end)}`);
  } catch (error) {
    const isCancelled = hangsUp?.aborted || job.signal.aborted;
    if (isCancelled) job.cancel();
    const explained =
      isCancelled && !(error instanceof ApiError) ? explainCancel("cancelled") : explainError(error);
    if (explained.code === "internal_error") reportFault(error, log);
    job.fail(explained);
    log.info(foldLine(`replay ${job.id}: ${job.summarize().state}: ${explained.message}`));
    respond(answerError(explained));
  } finally {
    // What cannot be removed goes with the server's folder.
    if (isOver || !jobs.kept) await rm(file, { force: true }).catch(() => {});
    job.canResume = jobs.kept?.canResume(job.id) === true;
    if (!options.dryRun)
      await jobs.kept?.keep({ ...tellKept(job), query, summary: job.summarize() }).catch(() => {});
  }
}

function describeEnd({ result }: JobEnd): string {
  if (result === undefined) return "dry run";
  const { total_events, replayed, skipped, succeeded, failed, interrupted } = result;
  const counts = `${total_events} events, ${replayed} replayed, ${skipped} skipped, ${succeeded} succeeded, ${failed} failed`;
  return interrupted ? `cancelled after ${counts}` : counts;
}

/** Answers with the result, with the lines of a dry run, or before the replay (async). */
export async function postReplay(asked: ApiRequest, context: AdminContext): Promise<Response> {
  const { options, jobs } = context;
  const rules = { server: options, isTrusted: asked.isTrusted, now: Date.now() };
  // Before anything of the body is read.
  jobs.checkRoom();
  const wanted = readReplayRequest(asked.query, rules);
  checkHeaders(asked.request.headers, options.maxBodyBytes);
  await chooseEndpoint(wanted.options);
  const { promise, resolve } = Promise.withResolvers<Response>();
  jobs.start((job) => runJob(job, wanted, asked, context, resolve));
  asked.keepOpen();
  return promise;
}

/** POST /api/cloudtrail/replays/{id}/resume: goes on with a replay that stopped before its end. */
export async function resumeReplay(asked: ApiRequest, context: AdminContext): Promise<Response> {
  const { options, jobs } = context;
  const { id = "" } = asked.parts;
  const job = jobs.find(id);
  if (!job) throw new ApiError(404, "unknown_replay", "there is no replay of this id");
  const found = job.hasEnded && job.canResume ? jobs.kept?.find(id) : undefined;
  if (!found) {
    const why = jobs.kept
      ? "it runs, or has come to its end"
      : "the server keeps no replays; start it with --data DIR";
    throw new ApiError(409, "not_resumable", `the replay cannot be gone on with: ${why}`);
  }
  jobs.checkRoom();
  const rules = { server: options, isTrusted: asked.isTrusted, now: Date.parse(found.createdAt) };
  const wanted = readReplayRequest(new URLSearchParams(found.query), rules);
  await chooseEndpoint(wanted.options);
  const work = { options: { ...wanted.options, resume: true }, query: found.query, begin: async () => {} };
  const gone = jobs.start((own) => finishJob(own, work, context, () => {}), {
    id,
    createdAt: found.createdAt,
  });
  return answerAccepted(gone);
}
