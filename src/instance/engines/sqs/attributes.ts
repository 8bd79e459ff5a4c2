/** A queue's attributes: which there are, what each takes, and what it is where nobody says it. */
import * as v from "valibot";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { parseObject, readText } from "../engine.ts";
import { isPolicy } from "../policy-text.ts";
import { refusal } from "../refusal.ts";
import rows from "./attributes.json" with { type: "json" };
import { countMessages } from "./open-mailbox.ts";
import { readAttributes, readQueue } from "./queue.ts";
import { checkAllowing, checkRedrive } from "./redrive.ts";

/** A row of attributes.json. */
export const QueueAttributeRow = v.strictObject({
  attribute: Text,
  kind: v.picklist(["number", "switch", "text", "choice", "policy", "redrive", "redrive allow", "fifo"]),
  /** Of numbers. */
  least: v.optional(v.number()),
  most: v.optional(v.number()),
  choices: v.optional(v.array(Text)),
  /** What it is where nobody says it: of every queue, of those that keep the order, or of those that have another attribute. */
  preset: v.optional(Text),
  with: v.optional(Text),
  /** Of queues that keep the order alone: whether it is said so to whom sets it on another one, or called unknown. */
  fifo: v.optional(v.picklist(["told", "unknown"])),
  reason: Text,
});

type Row = v.InferInput<typeof QueueAttributeRow>;

const ROWS: ReadonlyMap<string, Row> = new Map((rows as readonly Row[]).map((row) => [row.attribute, row]));

/** What is told of a queue, and set by nobody. */
const COUNTED: ReadonlySet<string> = new Set([
  "All",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "QueueArn",
]);

function refuseUnknown(name: string) {
  return refusal("InvalidAttributeName", `Unknown Attribute ${name}.`);
}

function refuseAttribute(name: string, reason = "") {
  const because = reason === "" ? "" : ` Reason: ${reason}`;
  return refusal("InvalidAttributeValue", `Invalid value for the parameter ${name}.${because}`);
}

const SWITCHES: ReadonlySet<string> = new Set(["true", "false"]);

function fits({ kind, least = 0, most = 0, choices = [] }: Row, text: string): boolean {
  switch (kind) {
    case "number":
      return /^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most;
    case "switch":
      return SWITCHES.has(text.toLowerCase());
    case "choice":
      return choices.includes(text);
    case "policy":
      return text === "" || isPolicy(parseObject(text));
    default:
      return true;
  }
}

/** A policy of dead letters as SQS tells it back: with a number where its text was given. */
function tidyRedrive(text: string): string {
  const policy = parseObject(text);
  const count = policy?.["maxReceiveCount"];
  if (typeof count !== "string" || !/^\d{1,4}$/.test(count)) return text;
  return JSON.stringify({ ...policy, maxReceiveCount: Number(count) });
}

/** Attributes as they are kept: blanks around a name are no part of it. */
export function tidyAttributes(given: Structure): Structure {
  const tidy = makeStructure();
  for (const [name, value] of Object.entries(given)) {
    const attribute = name.trim();
    const isRedrive = ROWS.get(attribute)?.kind === "redrive" && typeof value === "string";
    tidy[attribute] = isRedrive ? tidyRedrive(value) : (value ?? "");
  }
  return tidy;
}

/** Throws a Refusal where a queue of that name takes not what is said of it. `thing`: undefined where it is still to be made. */
export function checkAttributes(
  context: Context,
  given: Structure,
  {
    isFifo,
    arn,
    thing,
  }: { readonly isFifo: boolean; readonly arn: string; readonly thing?: Thing | undefined },
): void {
  for (const [told, value] of Object.entries(given)) {
    const name = told.trim();
    const row = ROWS.get(name);
    const text = typeof value === "string" ? value : "";
    if (!row || (!isFifo && (row.kind === "fifo" || row.fifo === "unknown"))) throw refuseUnknown(name);
    if (!isFifo && row.fifo)
      throw refusal(
        "InvalidAttributeName",
        `You can specify the ${name} only when FifoQueue is set to true.`,
      );
    if (row.kind === "fifo" && text.toLowerCase() !== "true")
      throw refuseAttribute(name, "Modifying queue type is not supported.");
    if (!fits(row, text)) throw refuseAttribute(name);
    if (row.kind === "redrive" && text !== "") checkRedrive(context, text, arn);
    if (row.kind === "redrive allow" && text !== "") checkAllowing(text);
  }
  if (
    readText(given, "KmsMasterKeyId") !== "" &&
    readText(given, "SqsManagedSseEnabled").toLowerCase() === "true"
  )
    throw refusal(
      "InvalidAttributeName",
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
  const all = { ...(thing && readAttributes(thing)), ...given };
  const isPerGroup = readText(all, "FifoThroughputLimit") === "perMessageGroupId";
  if (isPerGroup && readText(all, "DeduplicationScope") !== "messageGroup")
    throw refuseAttribute(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
    );
}

function seconds(moment: number): string {
  return String(Math.floor(moment / 1000));
}

/** All that is told of a queue. */
function tellAll({ store, now }: Context, thing: Thing): Record<string, string> {
  const set = readAttributes(thing);
  const { all, delayed, taken } = countMessages(store, thing, now);
  const { isFifo, arn } = readQueue(thing);
  const told: Record<string, string> = {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(all - delayed - taken),
    ApproximateNumberOfMessagesNotVisible: String(taken),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(thing.createdAt),
    LastModifiedTimestamp: seconds(thing.createdAt),
  };
  if (isFifo) told["FifoQueue"] = "true";
  for (const { attribute, preset, with: other, fifo } of ROWS.values())
    if (preset !== undefined && (isFifo || !fifo) && (other === undefined || readText(set, other) !== ""))
      told[attribute] = preset;
  // A key of one's own goes before the one that SQS has.
  if (readText(set, "KmsMasterKeyId") !== "") told["SqsManagedSseEnabled"] = "false";
  for (const [name, value] of Object.entries(set)) {
    const text = value instanceof Date ? seconds(value.getTime()) : String(value ?? "");
    if (text === "") continue;
    told[name] = ROWS.get(name)?.kind === "switch" ? text.toLowerCase() : text;
  }
  return told;
}

/** The attributes of a queue that names ask for, as GetQueueAttributes tells them. */
export function tellAttributes(context: Context, thing: Thing, names: readonly string[]): Structure {
  if (names.length === 0) return makeStructure();
  for (const name of names) if (!ROWS.has(name) && !COUNTED.has(name)) throw refuseUnknown(name);
  const told = tellAll(context, thing);
  const asked = names.includes("All") ? Object.keys(told).toSorted() : names;
  const map = makeStructure();
  for (const name of asked) {
    const text = told[name];
    if (text !== undefined) map[name] = text;
  }
  return Object.keys(map).length === 0
    ? makeStructure()
    : Object.assign(makeStructure(), { Attributes: map });
}

/** The first attribute that is given and that a queue has otherwise. */
export function findOtherwise(context: Context, thing: Thing, given: Structure): string | undefined {
  const told = tellAll(context, thing);
  return Object.entries(given).find(([name, value]) => {
    const text = String(value ?? "");
    const own = told[name] ?? "";
    return own !== text && own !== text.toLowerCase();
  })?.[0];
}
