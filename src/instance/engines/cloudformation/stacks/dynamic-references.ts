/** References to Parameter Store and Secrets Manager: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */

import { isStructure, type Structure } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { merge, parseObject } from "../../engine.ts";
import { callAsClient } from "../resources/call-as-client.ts";
import { fault } from "../template/faults.ts";
import type { StackContext } from "./stack.ts";

const REFERENCE = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;

async function ask(
  context: StackContext,
  service: string,
  operation: string,
  input: Structure,
): Promise<Structure> {
  const done = await callAsClient(context, { service, operation, input });
  if ("error" in done) throw fault(`Could not resolve a dynamic reference: ${done.error.message}`);
  return done.output;
}

async function askParameter(context: StackContext, name: string): Promise<string> {
  const output = await ask(context, "ssm", "GetParameter", merge({ Name: name, WithDecryption: true }));
  const found = output["Parameter"];
  return String(isStructure(found) ? (found["Value"] ?? "") : "");
}

async function askSecret(context: StackContext, reference: string): Promise<string> {
  // An ARN has colons itself, seven parts of it.
  const parts = reference.split(":");
  const own = reference.startsWith("arn:") ? parts.splice(0, 7).join(":") : (parts.shift() ?? "");
  const [, key = "", stage = "", version = ""] = parts;
  const output = await ask(
    context,
    "secretsmanager",
    "GetSecretValue",
    merge({ SecretId: own, ...(stage && { VersionStage: stage }), ...(version && { VersionId: version }) }),
  );
  const text = String(output["SecretString"] ?? "");
  if (key === "") return text;
  const value = parseObject(text)?.[key];
  if (value === undefined) throw fault(`Could not find a value associated with JSONKey in SecretString`);
  return String(value);
}

function find(context: StackContext, service: string, reference: string): Promise<string> {
  if (service === "ssm" || service === "ssm-secure") return askParameter(context, reference);
  if (service === "secretsmanager") return askSecret(context, reference);
  throw fault(`Dynamic reference ${service} is none that CloudFormation has`);
}

/** A value with what its references name in their place. */
export async function resolveReferences(context: StackContext, value: JsonValue): Promise<JsonValue> {
  if (typeof value === "string") {
    if (!value.includes("{{resolve:")) return value;
    let text = value;
    for (const [whole, service = "", reference = ""] of value.matchAll(REFERENCE)) {
      const found = await find(context, service, reference);
      text = text.replace(whole, () => found);
    }
    return text;
  }
  if (Array.isArray(value))
    return Promise.all((value as readonly JsonValue[]).map((one) => resolveReferences(context, one)));
  if (!isObject(value)) return value;
  const entries: [string, JsonValue][] = [];
  for (const [name, inner] of Object.entries(value as JsonObject))
    entries.push([name, await resolveReferences(context, inner)]);
  return Object.fromEntries(entries);
}
