/**
 * Tasks that bring messages back to where they came from: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 * Nothing runs by itself: what a task has moved by now is moved when its place is asked for anything that it concerns.
 */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Thing } from "../../thing.ts";
import { merge, parseObject, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import type { Mailbox } from "./mailbox.ts";
import { openMailbox } from "./open-mailbox.ts";
import { findByArn, QUEUE, readQueue, splitQueueArn } from "./queue.ts";
import { refuseParameter, refuseValue } from "./refuse.ts";
import { wake } from "./waiters.ts";

const STATUSES = ["RUNNING", "COMPLETED", "CANCELLED", "FAILED"] as const;
const MOST_RESULTS = 10;
const FASTEST = 500;
/** So many messages are moved at once by a task of no speed. */
const STEP = 10_000;
const SECOND = 1000;
/** Why a task fails whose queues do not stand any more. */
const GONE = "AWS.SimpleQueueService.NonExistentQueue";

interface Task {
  readonly id: string;
  readonly source: string;
  readonly target?: string | undefined;
  /** In messages a second. */
  readonly speed?: number | undefined;
  readonly status: (typeof STATUSES)[number];
  readonly startedAt: number;
  readonly moved: number;
  readonly toMove: number;
}

/** The tasks of the caller's place, by the time at which they were started. */
function openTasks({ store, caller }: Context) {
  return store.records.space(JSON.stringify([caller.account, caller.region, "sqs", "move-tasks"]), "tasks");
}

/** Those that still run, by their sources. */
function openRunning({ store, caller }: Context) {
  return store.records.space(JSON.stringify([caller.account, caller.region, "sqs", "move-tasks"]), "running");
}

function keyOf({ source, startedAt, id }: Task): string {
  return `${source} ${String(startedAt).padStart(14, "0")} ${id}`;
}

function readTask(text: unknown): Task | undefined {
  return typeof text === "string" ? (parseObject(text) as Task | undefined) : undefined;
}

function putTask(context: Context, task: Task): void {
  openTasks(context).put(keyOf(task), JSON.stringify(task));
  const running = openRunning(context);
  if (task.status === "RUNNING") running.put(task.source, keyOf(task));
  else running.remove(task.source);
}

/** Moves one message to the queue that it is for; false where that does not stand. */
function moveOne(context: Context, from: Mailbox, { target }: Task, now: number): boolean {
  const [letter] = from.listReady(1);
  const to = target ?? letter?.message.source;
  const thing = to === undefined ? undefined : findByArn(context.store, to);
  if (!letter || !thing) return false;
  const { source: _, before: __, ...message } = letter.message;
  from.remove(letter.key);
  const mailbox = openMailbox(context.store, readQueue(thing), now);
  mailbox.put({ ...message, id: makeUuid(context.mint(32)), sentAt: now }, now, now);
  mailbox.close();
  wake(context.store, mailbox.owner);
  return true;
}

function advance(context: Context, task: Task, now: number): Task {
  const thing = findByArn(context.store, task.source);
  if (!thing) return { ...task, status: "FAILED" };
  const { speed } = task;
  const allowed =
    speed === undefined ? task.moved + STEP : Math.floor(((now - task.startedAt) * speed) / SECOND);
  const mailbox = openMailbox(context.store, readQueue(thing), now);
  let { moved } = task;
  let hasFailed = false;
  while (moved < Math.min(allowed, task.toMove) && !hasFailed) {
    if (moveOne(context, mailbox, task, now)) moved++;
    else hasFailed = true;
  }
  const isEmpty = mailbox.listReady(1).length === 0;
  mailbox.close();
  const isDone = moved >= task.toMove || (hasFailed && isEmpty);
  return { ...task, moved, status: isDone ? "COMPLETED" : hasFailed ? "FAILED" : "RUNNING" };
}

/** Lets the tasks of the caller's place move what they have moved by now. */
export function advanceMoves(context: Context, now: number): void {
  const running = openRunning(context).list();
  for (const { value } of running) {
    const task = readTask(openTasks(context).get(value));
    if (!task) continue;
    const next = advance(context, task, now);
    if (next.moved !== task.moved || next.status !== task.status) putTask(context, next);
  }
}

function refuseAbsent(member: string) {
  return refusal(
    "ResourceNotFoundException",
    `The resource that you specified for the ${member} parameter doesn't exist.`,
    404,
  );
}

function findNamed({ store, input }: Context, member: string): Thing {
  const arn = readText(input, member);
  if (!splitQueueArn(arn))
    throw refuseValue(
      `You must use this format to specify the ${member}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  const thing = findByArn(store, arn);
  if (!thing) throw refuseAbsent(member);
  return thing;
}

/** The queues of a place whose messages go to a queue when they were received too often. */
export function listSources({ store }: Context, { place, names }: Thing): readonly Thing[] {
  const arn = names.arn ?? "";
  const read = (thing: Thing) => [readQueue(thing).redrive?.target ?? ""];
  return store.listBy(place, QUEUE, { index: "redrive", read }, [arn]);
}

/** StartMessageMoveTask. */
export function startMove(context: Context): Structure {
  const { input, now, store } = context;
  const source = findNamed(context, "SourceArn");
  if (listSources(context, source).length === 0)
    throw refuseValue("Source queue must be configured as a Dead Letter Queue.");
  if (input["DestinationArn"] !== undefined) findNamed(context, "DestinationArn");
  const { MaxNumberOfMessagesPerSecond: speed } = input;
  if (typeof speed === "number" && (speed < 1 || speed > FASTEST))
    throw refuseParameter(
      speed,
      "MaxNumberOfMessagesPerSecond",
      `Must be between 1 and ${FASTEST}, if provided.`,
    );
  advanceMoves(context, now);
  const arn = source.names.arn ?? "";
  if (openRunning(context).get(arn) !== undefined)
    throw refuseValue(
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    );
  const mailbox = openMailbox(store, readQueue(source), now);
  const { all, delayed, taken } = mailbox.counts;
  mailbox.close();
  const target = readText(input, "DestinationArn");
  const task: Task = {
    id: makeUuid(context.mint(32)),
    source: arn,
    ...(target !== "" && { target }),
    ...(typeof speed === "number" && { speed }),
    status: "RUNNING",
    startedAt: now,
    moved: 0,
    toMove: all - delayed - taken,
  };
  putTask(context, task);
  advanceMoves(context, now);
  return merge({ TaskHandle: writeTaskHandle(task) });
}

function writeTaskHandle({ id, source }: Task): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn: source })).toString("base64");
}

/** ListMessageMoveTasks. */
export function listMoves(context: Context): Structure {
  const { input, now } = context;
  const source = findNamed(context, "SourceArn");
  const { MaxResults: limit = 1 } = input;
  if (typeof limit === "number" && (limit < 1 || limit > MOST_RESULTS))
    throw refuseParameter(limit, "MaxResults", `Must be between 1 and ${MOST_RESULTS}, if provided.`);
  advanceMoves(context, now);
  const arn = source.names.arn ?? "";
  const found = openTasks(context).list({
    from: `${arn} `,
    to: `${arn}!`,
    isBackward: true,
    limit: Number(limit),
  });
  const Results = found.flatMap(({ value }) => {
    const task = readTask(value);
    if (!task) return [];
    const { status, moved, toMove, target, speed, startedAt } = task;
    return [
      merge({
        ...(status === "RUNNING" && { TaskHandle: writeTaskHandle(task) }),
        Status: status,
        SourceArn: task.source,
        ...(target !== undefined && { DestinationArn: target }),
        ...(speed !== undefined && { MaxNumberOfMessagesPerSecond: speed }),
        ...(status === "FAILED" && { FailureReason: GONE }),
        ApproximateNumberOfMessagesMoved: moved,
        ApproximateNumberOfMessagesToMove: toMove,
        StartedTimestamp: startedAt,
      }),
    ];
  });
  return merge({ Results });
}

/** CancelMessageMoveTask. */
export function cancelMove(context: Context): Structure {
  const { input, store, now } = context;
  const text = Buffer.from(readText(input, "TaskHandle"), "base64").toString();
  const { taskId: id, sourceArn: arn } = parseObject(text) ?? {};
  if (typeof id !== "string" || typeof arn !== "string" || !splitQueueArn(arn))
    throw refuseValue("Value for parameter TaskHandle is invalid.");
  if (!findByArn(store, arn)) throw refuseAbsent("SourceArn");
  advanceMoves(context, now);
  const task = readTask(openTasks(context).get(String(openRunning(context).get(arn) ?? "")));
  if (task?.id !== id) throw refusal("ResourceNotFoundException", "Task does not exist.", 404);
  putTask(context, { ...task, status: "CANCELLED" });
  return merge({ ApproximateNumberOfMessagesMoved: task.moved });
}
