/** Writes the events of a group into a bucket. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html */
import { gzipSync } from "node:zlib";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { listEvents, startAt } from "./event-space.ts";
import { findGroup, listStreams, nameOf, readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { fail, NO_GROUP, refuse } from "./refusals.ts";

const KIND = { service: "logs", type: "export-task" };
const USUAL_PREFIX = "exportedlogs";
const USUAL_PAGE = 50;

function hasBucket({ store, caller }: Context, bucket: string): boolean {
  const kind = { service: "s3", type: "bucket" };
  return ["", caller.region].some((region) =>
    store.find({ account: caller.account, region }, kind, [bucket]),
  );
}

async function put(context: Context, Key: string, Body: Uint8Array): Promise<boolean> {
  const { ask, caller, input } = context;
  const asked = merge({ Bucket: readText(input, "destination"), Key, Body });
  const done = await ask({ service: "s3", operation: "PutObject", input: asked, caller });
  return !("error" in done);
}

/** Writes each stream into an object of its own; false where one could not be written. */
async function write(context: Context, group: Thing, taskId: string): Promise<boolean> {
  const { input } = context;
  const given = readText(input, "destinationPrefix");
  const folder = given || USUAL_PREFIX;
  const [from, to] = [readNumber(input, "from") ?? 0, readNumber(input, "to") ?? 0];
  const tried = `${given === "" ? "" : `${given}/`}aws-logs-write-test`;
  let isWhole = await put(context, tried, Buffer.from("Permission Check Successful"));
  for (const stream of listStreams(context, group)) {
    if (!nameOf(stream).startsWith(readText(input, "logStreamNamePrefix"))) continue;
    const events = listEvents(context, stream, { from: startAt(from), to: startAt(to) });
    if (events.length === 0) continue;
    const lines = events.map(({ timestamp, message }) => `${new Date(timestamp).toISOString()} ${message}\n`);
    const key = `${folder}/${taskId}/${nameOf(stream).replaceAll("/", "-")}/000000.gz`;
    isWhole = (await put(context, key, new Uint8Array(gzipSync(lines.join(""))))) && isWhole;
  }
  return isWhole;
}

/** Does a task, which is completed when it is answered. */
export async function createExportTask(context: Context): Promise<Done> {
  const { input, told, store, caller, mint, now, operation } = context;
  if (!hasBucket(context, readText(input, "destination")) && !told)
    return refuse("The given bucket does not exist. Please make sure the bucket is valid.");
  const group = findGroup(context, readText(input, "logGroupName"));
  if (!group && !told) return NO_GROUP;
  const taskId = (told && readText(told.output, "taskId")) || makeUuid(mint(32));
  const isWhole = told || !group ? true : await write(context, group, taskId);
  const status = isWhole
    ? { code: "COMPLETED", message: "Completed successfully" }
    : { code: "FAILED", message: "The bucket does not take objects" };
  store.put({
    ...KIND,
    place: { account: caller.account, region: caller.region },
    chain: [taskId],
    within: undefined,
    names: { id: taskId },
    members: merge({ destinationPrefix: USUAL_PREFIX }, input, {
      status: merge(status),
      executionInfo: merge({ creationTime: now, completionTime: now }),
    }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  });
  return { output: told?.output ?? merge({ taskId }) };
}

function readStatus({ members }: Thing): string {
  const status = members["status"] as Structure | undefined;
  return status ? readText(status, "code") : "COMPLETED";
}

/** Tells tasks, the last first. */
export function describeExportTasks({ input, store, caller }: Context): Done {
  const [id, code] = [readText(input, "taskId"), readText(input, "statusCode")];
  const all = store
    .list(caller, KIND)
    .filter((task) => (id === "" || nameOf(task) === id) && (code === "" || readStatus(task) === code))
    .reverse();
  const page = paginate(all, nameOf, readText(input, "nextToken"), readNumber(input, "limit") ?? USUAL_PAGE);
  if ("error" in page) return page;
  const exportTasks = page.items.map((task) => merge(task.members, { taskId: nameOf(task) }));
  return { output: merge({ exportTasks }, page.more) };
}

/** Refuses to end a task: each one is done already. */
export function cancelExportTask({ input, store, caller, told }: Context): Done {
  if (told) return { output: told.output };
  const found = store.find(caller, KIND, [readText(input, "taskId")]);
  if (!found) return fail("ResourceNotFoundException", "The specified export task does not exist.");
  return fail("InvalidOperationException", "The specified export task has already finished");
}
