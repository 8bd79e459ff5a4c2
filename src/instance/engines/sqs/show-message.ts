/** A message as it is told to whom receives it. */

import { makeStructure, type Structure } from "../../../aws/values.ts";
import { listTexts } from "../engine.ts";
import { type Attributes, digest, digestAttributes } from "./digest.ts";
import type { MessageState, QueueMessage } from "./message.ts";

/** What of a message is asked for. */
export interface AskedParts {
  readonly system: readonly string[];
  readonly attributes: readonly string[];
}

/** What an input asks for. The newer name of the list goes before the older one. */
export function readAsked(input: Structure): AskedParts {
  const newer = listTexts(input["MessageSystemAttributeNames"]);
  return {
    system: newer.length > 0 ? newer : listTexts(input["AttributeNames"]),
    attributes: listTexts(input["MessageAttributeNames"]),
  };
}

const EVERY: ReadonlySet<string> = new Set(["All", ".*"]);

function pick(attributes: Attributes | undefined, names: readonly string[]): Attributes | undefined {
  if (attributes === undefined || names.length === 0) return undefined;
  if (names.some((name) => EVERY.has(name))) return attributes;
  const begins = names.filter((name) => name.endsWith(".*")).map((name) => name.slice(0, -2));
  const picked = Object.entries(attributes).filter(
    ([name]) => names.includes(name) || begins.some((begin) => name.startsWith(begin)),
  );
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

function showSystem(
  message: QueueMessage,
  { count, first }: MessageState,
): Record<string, string | undefined> {
  const { sender, sentAt, group, deduplication, sequence, source, system } = message;
  const trace = system?.["AWSTraceHeader"]?.value;
  return {
    SenderId: sender,
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(count),
    ApproximateFirstReceiveTimestamp: String(first),
    MessageDeduplicationId: deduplication,
    MessageGroupId: group,
    SequenceNumber: sequence,
    DeadLetterQueueSourceArn: source,
    AWSTraceHeader: typeof trace === "string" ? trace : undefined,
  };
}

/** What is told of a message that was received. */
export function showMessage(
  message: QueueMessage,
  state: MessageState,
  ReceiptHandle: string,
  { system, attributes }: AskedParts,
): Structure {
  const shown = makeStructure();
  shown["MessageId"] = message.id;
  shown["ReceiptHandle"] = ReceiptHandle;
  shown["MD5OfBody"] = digest(message.body);
  shown["Body"] = message.body;
  if (system.length > 0) {
    const isAll = system.includes("All");
    const told = Object.entries(showSystem(message, state)).flatMap(([name, text]) =>
      text !== undefined && (isAll || system.includes(name)) ? [[name, text] as const] : [],
    );
    if (told.length > 0) shown["Attributes"] = Object.assign(makeStructure(), Object.fromEntries(told));
  }
  const picked = pick(message.attributes, attributes);
  const md5 = digestAttributes(picked);
  if (picked === undefined || md5 === undefined) return shown;
  shown["MD5OfMessageAttributes"] = md5;
  const map = makeStructure();
  for (const [name, { type, value }] of Object.entries(picked))
    map[name] = Object.assign(makeStructure(), {
      DataType: type,
      [typeof value === "string" ? "StringValue" : "BinaryValue"]: value,
    });
  shown["MessageAttributes"] = map;
  return shown;
}
