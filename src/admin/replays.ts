/** What can be asked of the replays of the server: their list, one of them, its events, its end. */
import { printJson } from "../report/unprintable.ts";
import { ApiError, answer, answerEmpty, answerJson, answerLine } from "./answer.ts";
import type { AdminContext, ApiRequest } from "./context.ts";
import { readAfter, streamEvents } from "./event-stream.ts";
import { refuseOthers } from "./instance.ts";
import type { ReplayJob } from "./replay-job.ts";

function findJob({ parts }: ApiRequest, { jobs }: AdminContext): ReplayJob {
  const job = jobs.find(parts["id"] ?? "");
  if (job) return job;
  throw new ApiError(404, "unknown_replay", "there is no replay of this id, or it is remembered no more");
}

/** The job with its result, as JSON; the result is kept as JSON already. */
async function renderJob(job: ReplayJob, { jobs }: AdminContext): Promise<string> {
  const summary = printJson(job.summarize());
  const result = await jobs.readResult(job);
  return result === undefined ? summary : `${summary.slice(0, -1)},"result":${result}}`;
}

/** GET /api/cloudtrail/replays. */
export function listReplays(_asked: ApiRequest, { jobs }: AdminContext): Response {
  return answerJson<"ReplayList">({ replays: jobs.list().map((job) => job.summarize()) });
}

/** GET /api/cloudtrail/replays/{id}. */
export async function getReplay(asked: ApiRequest, context: AdminContext): Promise<Response> {
  return answer(200, "application/json", `${await renderJob(findJob(asked, context), context)}\n`);
}

/** DELETE /api/cloudtrail/replays/{id}: 202 while it is still ending, 200 once it has. */
export async function deleteReplay(asked: ApiRequest, context: AdminContext): Promise<Response> {
  const job = findJob(asked, context);
  if (!job.hasEnded) job.cancel();
  const status = job.hasEnded ? 200 : 202;
  return answer(status, "application/json", `${await renderJob(job, context)}\n`);
}

/** GET /api/cloudtrail/replays/{id}/events; 204 tells an EventSource that has everything not to come back. */
export function getEvents(asked: ApiRequest, context: AdminContext): Response {
  const job = findJob(asked, context);
  const { events: log } = job;
  const given = Number(asked.request.headers.get("last-event-id") || 0);
  if (log.isEnded && given > log.last) return answerEmpty();
  asked.keepOpen();
  const after = readAfter(asked.request.headers, log);
  const renderEnd = () => renderJob(job, context);
  return answer(200, "text/event-stream", streamEvents({ log, after, renderEnd, clock: context.clock }));
}

/** So many calls are told at a time. */
const MOST_CALLS = 5_000;

function readNumber(text: string | undefined | null, name: string, preset: number, most: number): number {
  const number = text === undefined || text === null ? preset : Number(text);
  if (Number.isSafeInteger(number) && number >= 0 && number <= most && text !== "") return number;
  throw new ApiError(400, "invalid_parameter", `${name} is a number from 0 to ${most}`);
}

/** GET /api/cloudtrail/replays/{id}/calls: those that have ended, from number `after` on. */
export async function listCalls(asked: ApiRequest, context: AdminContext): Promise<Response> {
  const { calls } = findJob(asked, context);
  refuseOthers(asked.query, ["after", "limit"]);
  const after = readNumber(asked.query.get("after"), "after", 0, Number.MAX_SAFE_INTEGER);
  const limit = readNumber(asked.query.get("limit"), "limit", MOST_CALLS, MOST_CALLS);
  const { total } = calls;
  const rows = await calls.read(after, limit);
  // What was asked and answered is much longer than the rest.
  return answerLine<"CallList">({ calls: rows.map(({ exchange: _, ...row }) => row), total });
}

/** GET /api/cloudtrail/replays/{id}/calls/{number}. */
export async function getCall(asked: ApiRequest, context: AdminContext): Promise<Response> {
  const { calls } = findJob(asked, context);
  const number = Number(asked.parts["number"]);
  const [row] = Number.isSafeInteger(number) && number >= 0 ? await calls.read(number, 1) : [];
  if (!row)
    throw new ApiError(404, "unknown_call", "the replay has no call of this number, or it is not kept");
  return answerJson<"Call">(row);
}
