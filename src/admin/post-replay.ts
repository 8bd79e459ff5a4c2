/** POST /api/cloudtrail/replay: receives a trail and replays it as the command line does. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { EXIT, OutputError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import { renderIdMap } from "../identities/id-map.ts";
import type { ReplayOptions } from "../options/options.ts";
import { foldLine, renderHeader, renderResult } from "../report/text.ts";
import { printJson } from "../report/unprintable.ts";
import { dryRunSession } from "../run/dry-run.ts";
import { judgeReplay } from "../run/judge.ts";
import { chooseEndpoint, openSession, type Session } from "../run/open-session.ts";
import { listIdentities, replaySession } from "../run/replay-session.ts";
import { verifyReplayed } from "../run/verify-session.ts";
import { type Readers, writeOutput } from "../run/write-file.ts";
import type { Source } from "../trail/find-sources.ts";
import { readFileBytes } from "../trail/read-bytes.ts";
import { ApiError, answer, answerError, answerJson, explainError } from "./answer.ts";
import type { AdminContext, Asked } from "./context.ts";
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
function makeSource(file: string): Source {
  const remedy = "Send a CloudTrail log, whole and as it is.";
  return { name: "request body", direct: true, open: () => readFileBytes(file), remedy };
}

/** Streams the lines of a dry run; resolves once they are all taken, or the client is gone. */
async function streamDryRun(
  session: Session,
  job: ReplayJob,
  respond: (response: Response) => void,
): Promise<JobEnd> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  job.signal.addEventListener("abort", () => writer.abort().catch(() => {}), { once: true });
  respond(answer(200, "application/x-ndjson", readable, describeJob(job)));
  const write = (line: string) =>
    writer.write(encoder.encode(`${line}\n`)).then(
      () => true,
      () => false,
    );
  job.surroundings.remarks.info(await dryRunSession(session, write, job.signal));
  await writer.close().catch(() => job.cancel());
  return { exitCode: job.signal.aborted ? EXIT.interrupted : EXIT.done };
}

/** Sends the calls, reads back where that was asked for, keeps the result, and answers with it. */
async function sendCalls(
  session: Session,
  options: ReplayOptions,
  job: ReplayJob,
  { jobs }: AdminContext,
  respond: (response: Response) => void,
): Promise<JobEnd> {
  const replayed = await replaySession(session, options, job.surroundings);
  const result = await verifyReplayed(session, replayed, options, job.surroundings);
  const exitCode = judgeReplay(result, options);
  await jobs.keepResult(job, result).catch((error: Error) => {
    // The calls are made: whoever waits for the result must get it.
    job.surroundings.remarks.warn(`the result could not be kept: ${error.message}`);
  });
  const json = `${printJson(result, 2)}\n`;
  const write = (flag: string, path: string, text: string, readers: Readers) =>
    writeOutput(flag, path, text, readers).catch(({ said }: OutputError) => {
      throw new OutputError(say`${said}; the calls are made, and ${REPLAYS}/${job.id} has the result`, flag);
    });
  if (options.output !== undefined) await write("output", options.output, json, "anybody");
  if (options.idMap !== undefined)
    await write("id-map", options.idMap, renderIdMap(listIdentities(session, replayed)), "owner");
  const headers = { ...describeJob(job), "x-cloudmock-exit-code": String(exitCode) };
  const text = `${renderHeader(session.selection.total, session.endpoint)}${renderResult(result)}`;
  respond(
    options.format === "text"
      ? answer(200, "text/plain; charset=utf-8", text, headers)
      : answer(200, "application/json", json, headers),
  );
  return { exitCode, result };
}

/** Receives the trail and replays it, and tells the job how that ended. */
async function runJob(
  job: ReplayJob,
  { options, isAsync }: ReplayRequest,
  { request }: Asked,
  context: AdminContext,
  respond: (response: Response) => void,
): Promise<void> {
  const { clock, jobs, log } = context;
  const file = join(jobs.folder, `${job.id}.trail`);
  const hangUp = () => job.cancel();
  request.signal.addEventListener("abort", hangUp, { once: true });
  try {
    const limits = { maxBytes: context.options.maxBodyBytes, clock, signal: job.signal };
    await receiveBody(request.body, file, limits);
    if (isAsync) {
      request.signal.removeEventListener("abort", hangUp);
      respond(answerAccepted(job));
    }
    const session = await openSession(options, job.surroundings, [makeSource(file)]);
    await rm(file, { force: true });
    const end = options.dryRun
      ? await streamDryRun(session, job, respond)
      : await sendCalls(session, options, job, context, respond);
    job.end(end);
    log.info(`replay ${job.id}: ${describeEnd(end)}`);
  } catch (error) {
    const isCancelled = request.signal.aborted || job.signal.aborted;
    if (isCancelled) job.cancel();
    const explained =
      isCancelled && !(error instanceof ApiError) ? explainCancel("cancelled") : explainError(error);
    if (explained.code === "internal_error") reportFault(error, log);
    job.fail(explained);
    log.info(foldLine(`replay ${job.id}: ${job.summarize().state}: ${explained.message}`));
    respond(answerError(explained));
  } finally {
    request.signal.removeEventListener("abort", hangUp);
    // What cannot be removed goes with the server's folder.
    await rm(file, { force: true }).catch(() => {});
  }
}

function describeEnd({ result }: JobEnd): string {
  if (result === undefined) return "dry run";
  const { total_events, replayed, skipped, succeeded, failed, interrupted } = result;
  const counts = `${total_events} events, ${replayed} replayed, ${skipped} skipped, ${succeeded} succeeded, ${failed} failed`;
  return interrupted ? `cancelled after ${counts}` : counts;
}

/** Answers with the result, with the lines of a dry run, or before the replay (async). */
export async function postReplay(asked: Asked, context: AdminContext): Promise<Response> {
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
