/** What SNS takes as a message: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { isObject } from "../../../base/values.ts";
import { readText } from "../engine.ts";
import type { Attribute, Attributes } from "../sqs/digest.ts";
import { refuseAttribute, refuseParameter } from "./refuse.ts";

/** In bytes. */
const LARGEST = 262_144;
const LONGEST_NAME = 256;
const LONGEST_SUBJECT = 100;
const TYPE = /^(?:String|Number|Binary)(?:\.[\s\S]+)?$/;
const SUBJECT = /^[^\p{Cc}][^\p{Cc}]*$/u;

function checkName(name: string): void {
  if (Buffer.byteLength(name) > LONGEST_NAME)
    throw refuseAttribute("Length of message attribute name must be less than 256 bytes.");
  if (name.startsWith("."))
    throw refuseAttribute("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith("."))
    throw refuseAttribute("Invalid message attribute name ending with character '.' was found.");
  for (const [at, character] of [...name].entries()) {
    if (!/[\w.-]/.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
      throw refuseAttribute(
        `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
      );
    }
    if (character === "." && name.charAt(at + 1) === ".")
      throw refuseAttribute("Message attribute name can not have successive '.' character.");
  }
}

function readAttribute(name: string, given: Structure): Attribute {
  checkName(name);
  const type = readText(given, "DataType");
  if (!TYPE.test(type))
    throw refuseAttribute(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const { StringValue, BinaryValue } = given;
  const refuseEmpty = () =>
    refuseAttribute(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  const text = typeof StringValue === "string" ? StringValue : undefined;
  const bytes = BinaryValue instanceof Uint8Array ? BinaryValue : undefined;
  if (text === undefined && bytes === undefined) throw refuseEmpty();
  const field = type.startsWith("Binary") ? "Binary" : "String";
  const value = field === "Binary" ? bytes : text;
  if (value === undefined)
    throw refuseAttribute(`The message attribute '${name}' with type '${type}' must use field '${field}'.`);
  if (value.length === 0) throw refuseEmpty();
  if (type.startsWith("Number") && !Number.isFinite(Number(String(value).trim() || "-")))
    throw refuseAttribute(`Could not cast message attribute '${name}' value to number.`);
  return { type, value };
}

/** The attributes of a message. Throws a Refusal where SNS takes them not. */
export function readMessageAttributes({ MessageAttributes: map }: Structure): Attributes | undefined {
  if (!isStructure(map)) return undefined;
  const all = Object.entries(map).flatMap(([name, one]) =>
    isStructure(one) ? [[name, readAttribute(name, one)] as const] : [],
  );
  return all.length === 0 ? undefined : Object.assign(Object.create(null), Object.fromEntries(all));
}

/** The bytes that a message counts for. */
export function measurePublished(given: Structure): number {
  const { MessageAttributes } = given;
  let size = Buffer.byteLength(readText(given, "Message"));
  if (!isStructure(MessageAttributes)) return size;
  for (const [name, attribute] of Object.entries(MessageAttributes)) {
    size += Buffer.byteLength(name);
    if (isStructure(attribute))
      for (const value of Object.values(attribute))
        size +=
          typeof value === "string"
            ? Buffer.byteLength(value)
            : value instanceof Uint8Array
              ? value.length
              : 0;
  }
  return size;
}

/** Throws a Refusal where a message or its subject is none. */
export function checkText(given: Structure): void {
  const { Subject } = given;
  const isBad =
    typeof Subject === "string" &&
    (Subject === "" || Subject.length > LONGEST_SUBJECT || !SUBJECT.test(Subject));
  if (isBad) throw refuseParameter("Subject");
  if (readText(given, "Message") === "") throw refuseParameter("Empty message");
}

export function checkSize(given: Structure): void {
  if (measurePublished(given) > LARGEST) throw refuseParameter("Message too long");
}

/** Whether a batch is larger than SNS takes. */
export function isTooLarge(entries: readonly Structure[]): boolean {
  return entries.reduce((sum, entry) => sum + measurePublished(entry), 0) > LARGEST;
}

/** What is said to all, and to those of some protocols. `isWhole`: whether it has to say something to all. */
export function readMessages(
  given: Structure,
  isWhole: boolean,
): { readonly message: string; readonly messages: Readonly<Record<string, string>> } {
  const text = readText(given, "Message");
  const structure = given["MessageStructure"];
  if (structure === undefined || structure === null) return { message: text, messages: {} };
  if (structure !== "json") throw refuseParameter("MessageStructure");
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw refuseParameter("Message Structure - JSON message body failed to parse");
  }
  const all = Object.entries(isObject(said) ? said : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const messages = Object.fromEntries(all);
  const message = messages["default"];
  if (message === undefined && isWhole)
    throw refuseParameter("Message Structure - No default entry in JSON message body");
  return { message: message ?? text, messages };
}
