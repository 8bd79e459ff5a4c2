/** What SQS takes as a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import type { Attribute, Attributes } from "./digest.ts";
import type { Queue } from "./queue.ts";
import { refuseMissing, refuseParameter, refuseValue } from "./refuse.ts";

const MOST_ATTRIBUTES = 10;
const LONGEST_NAME = 256;
/** In seconds. */
const LONGEST_DELAY = 900;

/** What XML cannot hold either. */
const FOREIGN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const FOREIGN_MESSAGE =
  "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";
const NAME = /^[\w.-]*$/;
const RESERVED = /^(?:aws\.|amazon\.|\.)|\.$/i;
const TYPE = /^(?:String|Number|Binary)(?:\.|$)/;
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const FIFO_ID = /^[!-~]{1,128}$/;

function sizeOf(content: string | Uint8Array): number {
  return typeof content === "string" ? Buffer.byteLength(content) : content.length;
}

function checkName(name: string): void {
  if (name.length >= LONGEST_NAME)
    throw refuseValue("Message (user) attribute names must be shorter than 256 Bytes");
  if (!NAME.test(name))
    throw refuseValue(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  if (RESERVED.test(name))
    throw refuseValue(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
}

function checkValue(name: string, type: string, value: string | Uint8Array | undefined): void {
  const [kind = ""] = type.split(".");
  if (value === undefined || value.length === 0)
    throw refuseValue(`Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);
  if (kind === "Number" && typeof value === "string" && !NUMBER.test(value))
    throw refuseValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  if (kind === "String" && typeof value === "string" && FOREIGN.test(value))
    throw refuseValue(FOREIGN_MESSAGE);
}

function readAttribute(name: string, given: Structure): Attribute {
  checkName(name);
  const type = readText(given, "DataType");
  if (type === "") throw refuseValue("Missing required parameter DataType");
  if (!TYPE.test(type))
    throw refuseValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  if (type.length >= LONGEST_NAME)
    throw refuseValue("Message (user) attribute types must be shorter than 256 Bytes");
  const { BinaryValue, StringValue } = given;
  const isBinary = type.startsWith("Binary");
  const bytes = BinaryValue instanceof Uint8Array ? BinaryValue : undefined;
  const text = typeof StringValue === "string" ? StringValue : undefined;
  const value = isBinary ? bytes : text;
  checkValue(name, type, value);
  return { type, value: value ?? "" };
}

/** The attributes of a message or an entry. Throws a Refusal where SQS takes them not. */
export function readMessageAttributes(given: Structure, member: string): Attributes | undefined {
  const map = given[member];
  if (!isStructure(map)) return undefined;
  const all = Object.entries(map).flatMap(([name, one]) =>
    isStructure(one) ? [[name, readAttribute(name, one)] as const] : [],
  );
  if (all.length > MOST_ATTRIBUTES)
    throw refuseValue(`Number of message attributes [${all.length}] exceeds the allowed maximum [10].`);
  return all.length === 0 ? undefined : Object.assign(Object.create(null), Object.fromEntries(all));
}

/** The bytes that a message or an entry counts for: its body, and names, types and values of its attributes. */
export function measureMessage(given: Structure): number {
  const { MessageAttributes } = given;
  let size = sizeOf(readText(given, "MessageBody"));
  if (!isStructure(MessageAttributes)) return size;
  for (const [name, attribute] of Object.entries(MessageAttributes)) {
    if (!isStructure(attribute)) continue;
    size += sizeOf(name);
    for (const value of Object.values(attribute))
      if (typeof value === "string" || value instanceof Uint8Array) size += sizeOf(value);
  }
  return size;
}

/** Throws a Refusal where SQS does not take a body. `verb`: what it says of the parameters. */
export function checkBody(given: Structure, queue: Queue, verb: string): void {
  const body = readText(given, "MessageBody");
  if (body === "") throw refuseMissing("MessageBody");
  if (measureMessage(given) > queue.largest)
    throw refuseValue(
      `One or more parameters ${verb}. Reason: Message must be shorter than ${queue.largest} bytes.`,
    );
  if (FOREIGN.test(body)) throw refusal("InvalidMessageContents", FOREIGN_MESSAGE);
}

/** The text of a member that names a group or a message; undefined where it is not given. Throws a Refusal where it is none. */
export function readFifoId(given: Structure, member: string): string | undefined {
  const text = given[member];
  if (typeof text !== "string") return undefined;
  if (!FIFO_ID.test(text))
    throw refuseParameter(
      text,
      member,
      `${member} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  return text;
}

/** How long a message is to be delayed, in milliseconds. */
export function readDelay(given: Structure, { isFifo, delay }: Queue): number {
  const { DelaySeconds: seconds } = given;
  if (typeof seconds !== "number") return delay;
  if (seconds < 0 || seconds > LONGEST_DELAY)
    throw refuseParameter(seconds, "DelaySeconds", `DelaySeconds must be >= 0 and <= ${LONGEST_DELAY}.`);
  if (!isFifo) return seconds * 1000;
  if (seconds > 0)
    throw refuseParameter(
      seconds,
      "DelaySeconds",
      "The request include parameter that is not valid for this queue type.",
    );
  return delay;
}
