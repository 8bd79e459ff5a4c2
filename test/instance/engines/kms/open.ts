/** An instance with KMS's operations at hand. */
import { type Given, TestClient } from "../support/client.ts";

/** What an operation takes. */
export type Input = Readonly<Record<string, Given>>;
/** Calls operations, makes keys, and tells errors. */
export function open() {
  const client = new TestClient();
  const call = (name: string, input: Input = {}, region?: string) =>
    client.call("kms", name, input, region ? { region } : {});
  const make = async (input: Input = {}) => {
    const { KeyMetadata } = await call("CreateKey", input);
    return KeyMetadata as { readonly KeyId: string; readonly Arn: string };
  };
  /** The code and the message of an error. */
  const fail = async (name: string, input: Input = {}, region?: string) => {
    const { Error: error } = await call(name, input, region);
    return error ? `${error.Code}: ${error.Message}` : "no error";
  };
  return { client, call, make, fail };
}
