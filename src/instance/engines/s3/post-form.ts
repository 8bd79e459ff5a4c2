/** Puts what a form in a browser brings: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
import { percentEncode } from "../../../aws/formats/percent.ts";
import { LENIENT } from "../../../aws/formats/reading.ts";
import { readXmlValue } from "../../../aws/formats/xml.ts";
import { parseXml } from "../../../aws/formats/xml-elements.ts";
import type { Operation } from "../../../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Bucket } from "./bucket.ts";
import { readItems } from "./bucket.ts";
import { invalidArgument, isRefusal, malformedXml, type S3Refusal } from "./errors.ts";
import type { FormField } from "./form-data.ts";
import { narrowToLatin1 } from "./latin1.ts";
import { type FormFields, refusePolicy } from "./post-policy.ts";
import { refuseSignature } from "./signed-headers.ts";
import { readTagSet } from "./tags.ts";

/** A form that may put something. */
export interface PostedForm {
  readonly key: string;
  readonly input: Structure;
  readonly fields: FormFields;
  /** Whether it shows who posts it. */
  readonly isSigned: boolean;
}

/** The fields of a signature, by its version: the first that is there tells which is meant. */
const SIGNATURES = [
  ["X-Amz-Signature", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date"],
  ["signature", "AWSAccessKeyId"],
] as const;

/** What no secret makes is no signature. */
const FORMS = { "x-amz-signature": /^[0-9a-f]{64}$/, signature: /^[A-Za-z0-9+/]{27}=$/ };

/** FormFields that mean a member of what is put, by their names as headers. */
const META = "x-amz-meta-";
/** What stands for the name of the file in a key. */
const FILE_NAME = /\$\{filename\}/g;

function lacks(name: string, value: string | undefined): S3Refusal {
  return invalidArgument(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    value,
  );
}

/** Why a form is not signed as it must be; undefined where it is, or need not be. */
function refuseUnsigned(fields: FormFields): S3Refusal | undefined {
  const has = (name: string) => fields.has(name.toLowerCase());
  const version = SIGNATURES.find((names) => names.some(has));
  if (!version && !has("policy")) return undefined;
  if (!has("policy")) return lacks("policy", "");
  const missing = (version ?? SIGNATURES[0]).find((name) => !has(name));
  return missing === undefined ? undefined : lacks(missing, "");
}

/** Why a form's signature cannot be one; undefined where it can. */
function refuseMadeUp(fields: FormFields): S3Refusal | undefined {
  for (const [name, form] of Object.entries(FORMS)) {
    const given = fields.get(name);
    if (given !== undefined && !form.test(given)) return refuseSignature({ SignatureProvided: given });
  }
  return undefined;
}

/** The tags of a field, written as a header has them. */
function readTagging(text: string, put: Operation): string | S3Refusal {
  const shape = put.model.operations["PutObjectTagging"]?.input?.members?.["Tagging"];
  const root = parseXml(text);
  if (!root || !shape) return malformedXml();
  const read = readXmlValue(shape, [root], LENIENT) as Structure;
  const tags = readTagSet(readItems(read, "TagSet"), "object");
  if (isRefusal(tags)) return tags;
  return tags.map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`).join("&");
}

/** What a form puts, by the members of PutObject; or what is wrong with it. */
function readInput(
  put: Operation,
  bucket: Bucket,
  fields: FormFields,
  file: FormField,
  key: string,
): Structure | S3Refusal {
  const input: Record<string, Value> = makeStructure();
  const metadata: Record<string, Value> = makeStructure();
  for (const [name, text] of fields)
    if (name.startsWith(META)) metadata[name.slice(META.length)] = Buffer.from(text).toString("latin1");
  for (const [name, shape] of Object.entries(put.input?.members ?? {})) {
    const text =
      shape.location === "header" ? fields.get((shape.locationName ?? name).toLowerCase()) : undefined;
    if (text !== undefined && shape.type === "string") input[name] = narrowToLatin1(text);
    if (text !== undefined && shape.type === "timestamp") input[name] = new Date(text);
  }
  const acl = fields.get("acl");
  const tagging = fields.get("tagging");
  const tags = tagging === undefined ? undefined : readTagging(tagging, put);
  if (isRefusal(tags)) return tags;
  return Object.assign(input, {
    ...{ Bucket: bucket.name, Key: key, Body: file.content, Metadata: metadata },
    ...(acl !== undefined && { ACL: acl }),
    ...(tags !== undefined && { Tagging: tags }),
  });
}

/** What a form puts, or why it does not. `now` in milliseconds since 1970. */
export function readForm(
  form: readonly FormField[],
  bucket: Bucket,
  put: Operation,
  now: number,
): PostedForm | S3Refusal {
  const at = form.findIndex(({ name }) => name.toLowerCase() === "file");
  const file = form[at];
  // What comes behind the file is not looked at.
  const fields = new Map(
    form
      .slice(0, at < 0 ? undefined : at)
      .map(({ name, content }) => [name.toLowerCase(), Buffer.from(content).toString()]),
  );
  const unsigned = refuseUnsigned(fields);
  if (unsigned) return unsigned;
  const named = fields.get("key");
  if (named === undefined) return lacks("key", "");
  if (!file) return invalidArgument("POST requires exactly one file upload per request.", "file", "0");
  const key = named.replaceAll(FILE_NAME, () => file.filename ?? "");
  const policy = fields.get("policy");
  const looked = new Map([...fields, ["key", key], ["bucket", bucket.name]]);
  const refused = policy === undefined ? undefined : refusePolicy(policy, looked, file.content.length, now);
  if (refused) return refused;
  const madeUp = refuseMadeUp(fields);
  if (madeUp) return madeUp;
  const input = readInput(put, bucket, fields, file, key);
  return isRefusal(input) ? input : { key, input, fields, isSigned: policy !== undefined };
}
