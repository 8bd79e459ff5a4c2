/** Secrets that CloudFormation has made up: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html */
import { makeStructure } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { callAsClient } from "./call-as-client.ts";
import type { ResourceContext } from "./resource-world.ts";

/** The secret that a property asks for, or why there is none. */
export async function makeSecret(
  context: ResourceContext,
  asked: JsonValue,
): Promise<{ readonly text: string } | { readonly why: string }> {
  const {
    SecretStringTemplate: template,
    GenerateStringKey: key,
    ...rules
  } = isObject(asked) ? (asked as JsonObject) : {};
  const input = Object.assign(
    makeStructure(),
    Object.fromEntries(Object.entries(rules).map(([name, value]) => [name, readRule(value)])),
  );
  const done = await callAsClient(context, {
    service: "secretsmanager",
    operation: "GetRandomPassword",
    input,
  });
  if ("error" in done) return { why: done.error.message };
  const { RandomPassword: password } = done.output;
  if (typeof template !== "string" || typeof key !== "string") return { text: String(password) };
  try {
    const object: unknown = JSON.parse(template);
    if (isObject(object)) return { text: JSON.stringify({ ...object, [key]: String(password) }) };
  } catch {
    // Said below.
  }
  return { why: "Could not parse SecretStringTemplate JSON" };
}

/** What stands as a text in a template may be a number, or yes or no. */
function readRule(value: JsonValue): string | number | boolean {
  if (typeof value === "boolean" || typeof value === "number") return value;
  const text = String(value);
  if (text === "true" || text === "false") return text === "true";
  return /^\d+$/.test(text) ? Number(text) : text;
}
