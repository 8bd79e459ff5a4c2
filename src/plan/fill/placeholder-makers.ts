/** Values that are made for the call that lacks them: code, object bodies, lists of parts, templates, user names. */
import type { Shape } from "../../aws/model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Step } from "../steps.ts";
import { tellSubject } from "../subject.ts";
import { makeFunctionCode } from "./function-code.ts";
import { findHiddenName } from "./hidden-names.ts";
import { type Facts, nameFunction, nameStack, nameUpload } from "./placeholder-facts.ts";
import type { MAKERS } from "./placeholder-rows.ts";
import { readText } from "./read-text.ts";
import { PLACEHOLDER } from "./text-forms.ts";
import { writeZip } from "./zip.ts";

/** What a maker may look at. */
export interface Making {
  readonly step: Step;
  readonly facts: Facts;
  /** The structure that lacks the member. */
  readonly beside: Structure;
  /** The member, a name in it at the top of the input. */
  readonly name: string;
  readonly shape: Shape;
}

/** A value with a few words on it for people, or undefined where the call needs none. */
type Made = { readonly value: Value; readonly filled?: string } | undefined;

/** S3 takes no smaller parts of an upload but the last; larger bodies are cut to this. */
const LARGEST_OBJECT = 5 * 1024 * 1024;
const LINE = 64;

let bytes: Uint8Array = new Uint8Array();

/**
 * Lines of 63 spaces: text to whoever reads it, and nothing to parsers of JSON, CSV and the like. All bodies are views
 * of one buffer, so that a log of many objects costs no more than its largest.
 */
function takeBytes(length: number): Uint8Array {
  if (bytes.length < length)
    bytes = new Uint8Array(length).map((_, at) => (at % LINE === LINE - 1 ? 10 : 32));
  return bytes.subarray(0, length);
}

function readNumber(raw: unknown): number | undefined {
  const number =
    raw instanceof Digits ? Number(raw.text) : typeof raw === "boolean" ? Number.NaN : Number(raw ?? NaN);
  return Number.isFinite(number) && number >= 0 ? Math.floor(number) : undefined;
}

/** The length of the body that production was sent. */
function readLength({ event, operation }: Step): { readonly length: number; readonly sent?: number } {
  const data = event?.additionalEventData;
  const sent = isStructure(data)
    ? readNumber((data as Record<string, unknown>)["bytesTransferredIn"])
    : undefined;
  if (sent === undefined) return { length: operation.name === "UploadPart" ? LARGEST_OBJECT : LINE };
  return { length: Math.min(sent, LARGEST_OBJECT), sent };
}

function isInLog({ facts, beside }: Making): boolean {
  return facts.objects.has(`${readText(beside, "S3Bucket")}/${readText(beside, "S3Key")}`);
}

function makeCode(making: Making): Made {
  if (isInLog(making)) return undefined;
  const { runtime, handler } = making.facts.entryPoints.get(nameFunction(making.step)) ?? {
    runtime: "python3.12",
    handler: "lambda_function.lambda_handler",
  };
  const filled = [`an archive for ${runtime || "any runtime"}`, handler && `with the handler ${handler}`];
  return { value: makeFunctionCode(runtime, handler), filled: filled.filter(Boolean).join(" ") };
}

function makeLayer(making: Making): Made {
  if (isInLog(making)) return undefined;
  return { value: writeZip([{ path: "placeholder.txt", content: "The log does not hold this layer.\n" }]) };
}

/** Notes the ETag that a part will have: the MD5 of its body. */
function notePart({ input }: Step, { uploads }: Facts, body: Uint8Array): void {
  const parts = uploads.getOrInsertComputed(nameUpload(input), () => new Map());
  parts.set(readNumber(input["PartNumber"]) ?? 1, `"${Bun.CryptoHasher.hash("md5", body, "hex")}"`);
}

function makeObject({ step, facts }: Making): Made {
  const key = readText(step.input, "Key");
  const { length, sent } = readLength(step);
  const isArchive = /\.(zip|jar)$/i.test(key) && step.operation.name === "PutObject";
  if (isArchive) {
    const value = writeZip([{ path: "placeholder.txt", content: "The log does not hold this archive.\n" }]);
    return { value, filled: "an archive of one file" };
  }
  const value = takeBytes(length);
  if (step.operation.name === "UploadPart") notePart(step, facts, value);
  const cut = sent !== undefined && sent > length ? ` of the ${sent} that were sent` : "";
  return { value, filled: `${length} bytes${cut}, all blanks` };
}

function makeParts({ step, facts }: Making): Made {
  const { input } = step;
  const parts = [...(facts.uploads.get(nameUpload(input)) ?? [])].sort(([a], [b]) => a - b);
  if (parts.length === 0) return undefined;
  return { value: { Parts: parts.map(([PartNumber, ETag]) => ({ ETag, PartNumber })) } };
}

/**
 * A template that declares every parameter that some call gives to the stack: an update keeps those it does not name.
 * A resource named after the call makes every update a change.
 */
function makeTemplate({ step, facts }: Making): Made {
  const names = [...(facts.parameters.get(nameStack(step)) ?? [])];
  const unique = Bun.CryptoHasher.hash("sha256", step.id, "hex").slice(0, 12);
  const declare = (name: string) => [name, { Type: "String", Default: PLACEHOLDER }] as const;
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    ...(names.length > 0 && { Parameters: Object.fromEntries(names.map(declare)) }),
    Resources: { [`Placeholder${unique}`]: { Type: "AWS::CloudFormation::WaitConditionHandle" } },
  };
  return { value: JSON.stringify(template) };
}

/** A text in the form of an address that a pool names its users by; as it is where it names them by nothing of the kind. */
function writeAddress(text: string, { step, facts }: Making): string {
  const { userAddresses } = facts;
  const pool = readText(step.input, "UserPoolId") || readText(step.input, "ClientId");
  const forms = userAddresses.get(pool);
  if (forms === undefined) return text;
  if (forms.includes("email")) return `${text}@example.com`;
  const digits = Number.parseInt(Bun.CryptoHasher.hash("sha256", text, "hex").slice(0, 8), 16);
  return `+1555${String(digits % 10_000_000).padStart(7, "0")}`;
}

/**
 * The sub that CloudTrail writes beside a hidden user name, which is the same in all calls about that user; else a name. Where
 * a pool names its users by addresses, one is made of it.
 */
function makeUser(making: Making): Made {
  const { step, facts, name, shape } = making;
  const sub = tellSubject(step);
  const told = sub ?? findHiddenName(step, name, shape, facts.hiddenNames) ?? PLACEHOLDER;
  const value = writeAddress(told, making);
  if (value !== told) return { value, filled: `the address ${value}` };
  return { value, filled: sub === undefined ? `the text ${value}` : "the user's sub" };
}

/** The makers by the names that rows call them by. */
export const MAKE: Readonly<Record<(typeof MAKERS)[number], (making: Making) => Made>> = {
  "function-code": makeCode,
  layer: makeLayer,
  object: makeObject,
  parts: makeParts,
  template: makeTemplate,
  user: makeUser,
};
