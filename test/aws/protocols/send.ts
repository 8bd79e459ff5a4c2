/** Encodes inputs of operations over the real models, for tests. */

import { renderUrl } from "../../../src/aws/bindings/uri.ts";
import { loadModel } from "../../../src/aws/model/table.ts";
import { type EncodeOptions, encodeRequest } from "../../../src/aws/protocols/requests.ts";
import type { Structure } from "../../../src/aws/values.ts";
import type { WireRequest } from "../../../src/aws/wire.ts";

/** A text's UTF-8. */
export const bytes = (text: string) => new TextEncoder().encode(text);

async function encode(name: string, input: Structure, options: Partial<EncodeOptions> = {}) {
  const [service = "", operationName = ""] = name.split(".");
  const model = await loadModel(service);
  const operation = model.operations[operationName];
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return encodeRequest(operation, input, { idempotencyToken: "token-1", ...options });
}

/** The request of an operation named `service.Operation`; throws its reason where it is unsendable. */
export async function send(
  name: string,
  input: Structure,
  options: Partial<EncodeOptions> = {},
): Promise<WireRequest> {
  const encoded = await encode(name, input, options);
  if ("unsendable" in encoded) throw new Error(encoded.unsendable);
  return encoded.request;
}

/** A request's method and URL. */
export async function sendLine(name: string, input: Structure): Promise<string> {
  const request = await send(name, input);
  return `${request.method} ${renderUrl("http://localhost:4566", request)}`;
}

/** The reason why an input is unsendable; undefined where it is not. */
export async function refuse(
  name: string,
  input: Structure,
  options: Partial<EncodeOptions> = {},
): Promise<string | undefined> {
  const encoded = await encode(name, input, options);
  return "unsendable" in encoded ? encoded.unsendable : undefined;
}
