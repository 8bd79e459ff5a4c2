/** What answers say of themselves, without the secrets of the requests: emulators repeat what they refuse. */
import type { Operation } from "../model/types.ts";
import type { Failure } from "../protocols/failures.ts";
import { decodeResponse } from "../protocols/responses.ts";
import type { WireResponse } from "../wire.ts";
import type { SecretTexts } from "./secret-texts.ts";

/** The answer with secrets hidden, so that a message is not cut in the middle of one. */
function hideInBody(response: WireResponse, secrets: SecretTexts): WireResponse {
  if (response.headers["content-type"]?.includes("cbor")) return response;
  return { ...response, body: Buffer.from(secrets.hide(Buffer.from(response.body).toString())) };
}

/** What an answer to a call of `operation` says of how it went, with `secrets` hidden: a note may quote its body. */
export function readMasked(
  operation: Operation,
  response: WireResponse,
  secrets: SecretTexts,
): { readonly ok: true; readonly note?: string } | Failure {
  const answer = decodeResponse(operation, hideInBody(response, secrets));
  if (answer.ok)
    return answer.note === undefined ? { ok: true } : { ok: true, note: secrets.hide(answer.note) };
  return { ok: false, code: secrets.hide(answer.code), message: secrets.hide(answer.message) };
}
