/** Values that KMS encrypts. https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { SECURE, tellArn, USUAL_KEY } from "./parameter.ts";

async function askKms(context: Context, operation: string, given: Readonly<Record<string, Value>>) {
  const { account, region } = context.caller;
  const done = await context.ask({
    service: "kms",
    operation,
    input: merge(given),
    caller: { account, region },
  });
  if ("output" in done) return done.output;
  const { code, message } = done.error;
  return refuse(
    "InvalidKeyId",
    `${message} (Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: ${context.mint(32)}; Proxy: null)`,
  );
}

/** A value as the key of a parameter encrypts it, in base 64. Throws a Refusal where there is no such key. */
export async function encryptValue(
  context: Context,
  arn: string,
  key: string,
  value: string,
): Promise<string> {
  const output = await askKms(context, "Encrypt", {
    KeyId: key || USUAL_KEY,
    Plaintext: Buffer.from(value),
    EncryptionContext: merge({ PARAMETER_ARN: arn }),
  });
  const blob = output["CiphertextBlob"];
  return Buffer.from(blob instanceof Uint8Array ? blob : []).toString("base64");
}

/** The value of a version as a call gets it: what is secure is a ciphertext, unless it asks for the text. */
export async function tellValue(context: Context, parameter: Thing, version: Thing): Promise<string> {
  const { members } = version;
  const value = readText(members, "Value");
  if (members["Type"] !== SECURE) return value;
  const kept = readText(members, "Ciphertext");
  if (context.input["WithDecryption"] !== true)
    return kept || encryptValue(context, tellArn(parameter), readText(members, "KeyId"), value);
  // What production encrypted is known as a text alone.
  if (kept === "") return value;
  const output = await askKms(context, "Decrypt", {
    CiphertextBlob: Buffer.from(kept, "base64"),
    EncryptionContext: merge({ PARAMETER_ARN: tellArn(parameter) }),
  });
  const text = output["Plaintext"];
  return text instanceof Uint8Array ? Buffer.from(text).toString() : value;
}

/** Secrets of Secrets Manager are read under this path. */
export const SECRETS = "/aws/reference/secretsmanager/";

/** What Secrets Manager answered, as Parameter Store quotes it: members begin small, but for the ARN. */
function writeSource(output: Structure): string {
  const members = Object.entries(output).map(
    ([name, value]) => [name === "ARN" ? name : name.charAt(0).toLowerCase() + name.slice(1), value] as const,
  );
  return JSON.stringify(Object.fromEntries(members));
}

/** A secret as a parameter. https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
export async function readSecret(context: Context, name: string) {
  if (context.input["WithDecryption"] !== true)
    refuse("ValidationException", "WithDecryption flag must be True for retrieving a Secret Manager secret.");
  const { account, region } = context.caller;
  const whole = name.slice(SECRETS.length);
  // Behind the last colon stands a version's id or a stage, where the name of a secret is no ARN.
  const at = whole.startsWith("arn:") ? -1 : whole.lastIndexOf(":");
  const [SecretId, selector] = at < 0 ? [whole, ""] : [whole.slice(0, at), whole.slice(at + 1)];
  const isVersion = /^[0-9a-fA-F-]{32,64}$/.test(selector);
  const selected = selector === "" ? {} : isVersion ? { VersionId: selector } : { VersionStage: selector };
  const done = await context.ask({
    service: "secretsmanager",
    operation: "GetSecretValue",
    input: merge({ SecretId, ...selected }),
    caller: { account, region },
  });
  if ("error" in done)
    return refuse(
      "ParameterNotFound",
      `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`,
    );
  const { SecretString, CreatedDate = null } = done.output;
  return merge({
    ...{ Name: name, Type: SECURE, Version: 0, DataType: "text", LastModifiedDate: CreatedDate },
    ...{ Value: typeof SecretString === "string" ? SecretString : "" },
    ...{ SourceResult: writeSource(done.output), ARN: readText(done.output, "ARN") },
  });
}
