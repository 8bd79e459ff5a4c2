/** Queues: made, told, listed, set, tagged and deleted. */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { remove, tag, update } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { mintNames } from "../../behaviour/names/mint.ts";
import type { Done } from "../../gateway.ts";
import { nameThing } from "../../state/thing-text.ts";
import { sweep } from "../../sweep.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { checkAttributes, findOtherwise, tellAttributes, tidyAttributes } from "./attributes.ts";
import { advanceMoves, listSources } from "./move-tasks.ts";
import { findQueue, findQueueAt, QUEUE, readAttributes, readQueue } from "./queue.ts";
import { refuseMissing, refuseNoQueue, refuseParameter, refuseValue } from "./refuse.ts";
import { wake } from "./waiters.ts";

const NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^[\w-]{1,75}\.fifo$/;
/** A name is free again after so long, in milliseconds. */
const REST = 60_000;
const MOST_TAGS = 50;
const MOST_RESULTS = 1000;

function readGiven({ input }: Context): Structure {
  const { Attributes } = input;
  return isStructure(Attributes) ? Attributes : makeStructure();
}

function checkName(name: string, isFifo: boolean): void {
  if (isFifo && !FIFO_NAME.test(name))
    throw refuseValue(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length",
    );
  if (!isFifo && !NAME.test(name))
    throw refuseValue("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
}

/** The names of the queues of the caller's place that were deleted a while ago. */
function openDeleted({ store, caller }: Context) {
  return store.records.space(JSON.stringify([caller.account, caller.region, "sqs", "deleted"]), "names");
}

/** CreateQueue. */
export function createQueue(context: Context): Done {
  const { input, told, now, store } = context;
  if (told) return make(context, QUEUE.type);
  const name = readText(input, "QueueName");
  const given = readGiven(context);
  const before = store.find(placeOf(context, QUEUE.type), QUEUE, [name]);
  const isFifo = readText(given, "FifoQueue").toLowerCase() === "true";
  if (before) {
    checkAttributes(context, given, { ...readQueue(before), thing: before });
    const other = findOtherwise(context, before, tidyAttributes(given));
    if (other !== undefined)
      throw refusal(
        "QueueAlreadyExists",
        `A queue already exists with the same name and a different value for attribute ${other}`,
      );
    return { output: merge({ QueueUrl: before.names.url ?? name }) };
  }
  checkName(name, isFifo);
  const deleted = openDeleted(context);
  const at = deleted.get(name);
  if (at !== undefined && Number(at) + REST > now)
    throw refusal(
      "AWS.SimpleQueueService.QueueDeletedRecently",
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    );
  const { arn = "" } = mintNames(context, QUEUE.type, [], name).names;
  checkAttributes(context, given, { isFifo, arn });
  if (at !== undefined) deleted.remove(name);
  const Attributes = tidyAttributes(given);
  return make({ ...context, input: merge(input, { Attributes }) }, QUEUE.type);
}

/** DeleteQueue. */
export function deleteQueue(context: Context): Done {
  const { store, now, told, input } = context;
  const thing = told ? undefined : findQueue(context).thing;
  if (thing) advanceMoves(context, now);
  const address = thing?.chain.at(-1) ?? readText(input, "QueueUrl");
  if (!told) {
    const deleted = openDeleted(context);
    sweep(deleted, address, (at) => Number(at) + REST <= now);
    deleted.put(address, String(now));
  }
  const done = remove(context, QUEUE.type);
  if (thing) wake(store, nameThing(thing));
  return done;
}

/** GetQueueUrl. */
export function getQueueUrl(context: Context): Done {
  const { store, input, caller } = context;
  const name = readText(input, "QueueName");
  const account = readText(input, "QueueOwnerAWSAccountId") || caller.account;
  const thing = store.find({ account, region: caller.region }, QUEUE, [name]);
  if (!thing) throw refuseNoQueue(context);
  return { output: merge({ QueueUrl: thing.names.url ?? name }) };
}

/** A page of queues, by their names behind a token. */
function answerPage(context: Context, member: string, queues: readonly Thing[]): Done {
  const { MaxResults: asked } = context.input;
  if (typeof asked === "number" && (asked < 1 || asked > MOST_RESULTS))
    throw refuseParameter(
      asked,
      "MaxResults",
      `MaxResults must be an integer between 1 and ${MOST_RESULTS}.`,
    );
  const token = Buffer.from(readText(context.input, "NextToken"), "base64").toString();
  const from = token === "" ? 0 : queues.findIndex(({ chain }) => chain.at(-1) === token) + 1;
  const limit = typeof asked === "number" ? asked : MOST_RESULTS;
  const page = queues.slice(from, from + limit);
  const output = makeStructure();
  if (page.length > 0 || member === "queueUrls")
    output[member] = page.map(({ names, chain }): Value => names.url ?? chain.at(-1) ?? "");
  const last = page.at(-1)?.chain.at(-1);
  if (typeof asked === "number" && from + limit < queues.length && last !== undefined)
    output["NextToken"] = Buffer.from(last).toString("base64");
  return { output };
}

/** ListQueues. */
export function listQueues(context: Context): Done {
  const prefix = readText(context.input, "QueueNamePrefix");
  const all = context.store.list(placeOf(context, QUEUE.type), QUEUE);
  const begun = prefix === "" ? all : all.filter(({ chain }) => chain.at(-1)?.startsWith(prefix));
  return answerPage(context, "QueueUrls", begun);
}

/** ListDeadLetterSourceQueues. */
export function listSourceQueues(context: Context): Done {
  return answerPage(context, "queueUrls", listSources(context, findQueue(context).thing));
}

/** GetQueueAttributes. */
export function getQueueAttributes(context: Context): Done {
  advanceMoves(context, context.now);
  const { thing } = findQueue(context);
  return { output: tellAttributes(context, thing, listTexts(context.input["AttributeNames"])) };
}

/** SetQueueAttributes. */
export function setQueueAttributes(context: Context): Done {
  const { told, store, now } = context;
  const standing = told && findQueueAt(context, readText(context.input, "QueueUrl"));
  const queue = told ? standing && readQueue(standing) : findQueue(context);
  if (!queue) return update(context, QUEUE.type);
  const given = readGiven(context);
  if (Object.keys(given).length === 0) return { output: makeStructure() };
  if (!told) checkAttributes(context, given, queue);
  const attributes: Record<string, Value | undefined> = Object.assign(
    makeStructure(),
    readAttributes(queue.thing),
    tidyAttributes(given),
    { LastModifiedTimestamp: String(Math.floor(now / 1000)) },
  );
  // Managed encryption and a key of one's own exclude each other: what was said last holds.
  if (readText(given, "SqsManagedSseEnabled").toLowerCase() === "true") delete attributes["KmsMasterKeyId"];
  else if (readText(given, "KmsMasterKeyId") !== "") delete attributes["SqsManagedSseEnabled"];
  for (const [name, value] of Object.entries(given)) if (value === "") delete attributes[name];
  const members = merge(queue.thing.members, { Attributes: attributes as Structure });
  store.put({ ...queue.thing, members });
  return { output: makeStructure() };
}

/** TagQueue. */
export function tagQueue(context: Context): Done {
  if (context.told) return tag(context);
  const { thing, name } = findQueue(context);
  const { Tags } = context.input;
  const keys = isStructure(Tags) ? Object.keys(Tags) : [];
  if (keys.length === 0) throw refuseMissing("Tags");
  if (new Set([...keys, ...thing.tags.keys()]).size > MOST_TAGS)
    throw refuseValue(`Too many tags added for queue ${name}.`);
  return tag(context);
}

/** UntagQueue. */
export function untagQueue(context: Context): Done {
  if (context.told) return tag(context);
  findQueue(context);
  if (listTexts(context.input["TagKeys"]).length === 0)
    throw refuseValue("Tag keys must be between 1 and 128 characters in length.");
  return tag(context);
}

/** ListQueueTags. */
export function listQueueTags(context: Context): Done {
  const { tags } = findQueue(context).thing;
  if (tags.size === 0) return { output: makeStructure() };
  return { output: merge({ Tags: Object.assign(makeStructure(), Object.fromEntries(tags)) }) };
}
