/** What a call about a stack asks for: its template, its parameters, its tags. */
import { percentDecode } from "../../../../aws/formats/percent.ts";
import type { Structure } from "../../../../aws/values.ts";
import type { Thing } from "../../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../../engine.ts";
import { refuse } from "../../refusal.ts";
import { callAsClient } from "../resources/call-as-client.ts";
import { listMakingRows } from "../resources/rows.ts";
import { fault } from "../template/faults.ts";
import type { GivenParameters } from "../template/parameters.ts";
import { LONGEST_TEMPLATE, readTemplate, type StackTemplate } from "../template/read-template.ts";
import { readState, type StackContext } from "./stack.ts";

/** What follows a bucket's name in the name of its host. */
const OF_S3 = /\.s3[.-]/;

/** The bucket and the key that an address of S3 names, in either of its forms. */
function readAddress(url: string): { readonly bucket: string; readonly key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname } = new URL(url);
  const path = percentDecode(pathname.slice(1));
  if (path === undefined) return undefined;
  const own = hostname.search(OF_S3);
  if (protocol === "s3:") return { bucket: hostname, key: path };
  if (own > 0) return { bucket: hostname.slice(0, own), key: path };
  const slash = path.indexOf("/");
  return slash > 0 ? { bucket: path.slice(0, slash), key: path.slice(slash + 1) } : undefined;
}

async function fetchTemplate(context: StackContext, url: string): Promise<string> {
  const at = readAddress(url);
  if (!at) throw fault("TemplateURL must be a supported URL.");
  const input = merge({ Bucket: at.bucket, Key: at.key });
  const done = await callAsClient(context, { service: "s3", operation: "GetObject", input });
  if ("error" in done) throw fault(`S3 error: ${done.error.message}`);
  const { Body: body } = done.output;
  const pieces = "pieces" in done && done.pieces ? [...done.pieces] : [];
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  return typeof body === "string" ? body : Buffer.concat(pieces).toString();
}

/** The text of the template that a call gives, or that its stack has; undefined where it gives none. */
export async function readTemplateText(
  context: StackContext,
  input: Structure,
  stack?: Thing,
): Promise<string | undefined> {
  const [body, url] = [readText(input, "TemplateBody"), readText(input, "TemplateURL")];
  if (body !== "" && url !== "") throw fault("Specify either TemplateBody or TemplateURL, not both.");
  if (input["UsePreviousTemplate"] === true && stack) return readState(context, stack)?.template;
  if (body === "" && url === "") return undefined;
  const text = body === "" ? await fetchTemplate(context, url) : body;
  if (text.length > LONGEST_TEMPLATE)
    throw fault(`Template may not exceed ${LONGEST_TEMPLATE} bytes in size.`);
  return text;
}

/** The same as a template. Throws a Refusal where there is none. */
export async function demandTemplate(
  context: StackContext,
  input: Structure,
  stack?: Thing,
): Promise<StackTemplate> {
  const text = await readTemplateText(context, input, stack);
  if (text === undefined) throw fault("Either Template URL or Template Body must be specified.");
  return readTemplate(text);
}

/** The parameters that a call gives; those that it has stay as they were have no text. */
export function readGivenParameters(input: Structure): GivenParameters {
  return new Map(
    listStructures(input["Parameters"]).map((one) => {
      const value = one["ParameterValue"];
      const isSame = one["UsePreviousValue"] === true;
      return [readText(one, "ParameterKey"), isSame ? undefined : String(value ?? "")];
    }),
  );
}

/** The tags that a call gives; undefined where it gives none. */
export function readStackTags(input: Structure): Record<string, string> | undefined {
  if (!Array.isArray(input["Tags"])) return undefined;
  return Object.fromEntries(
    listStructures(input["Tags"]).map((tag) => [readText(tag, "Key"), readText(tag, "Value")]),
  );
}

/** The capability that a template needs, and the resources that need it; undefined where it needs none. */
export function findCapability({
  resources,
}: StackTemplate): { readonly name: string; readonly ids: readonly string[] } | undefined {
  const ids: string[] = [];
  let isNamed = false;
  for (const [id, { type, properties }] of resources) {
    const [row] = listMakingRows(type, "capability");
    if (!row) continue;
    ids.push(id);
    if (row.names !== undefined && properties[row.names] !== undefined) isNamed = true;
  }
  return ids.length === 0 ? undefined : { name: isNamed ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM", ids };
}

/** Refuses a template that needs a capability which the call does not have. */
export function checkCapabilities(template: StackTemplate, input: Structure): void {
  const needed = findCapability(template);
  const given = listTexts(input["Capabilities"]);
  if (!needed || given.includes(needed.name) || given.includes("CAPABILITY_NAMED_IAM")) return;
  refuse("InsufficientCapabilitiesException", `Requires capabilities : [${needed.name}]`);
}
