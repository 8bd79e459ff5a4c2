/** What answers say of themselves, without the secrets of the requests: emulators repeat what they refuse. */
import type { Operation } from "../model/types.ts";
import type { FailedAnswer } from "../protocols/failures.ts";
import { decodeResponse } from "../protocols/responses.ts";
import type { WireResponse } from "../wire.ts";
import { canHoldSecret } from "./mask.ts";
import type { SecretTexts } from "./secret-texts.ts";

/** The answer with secrets hidden, so that a message is not cut in the middle of one. */
function hideInBody(response: WireResponse, secrets: SecretTexts): WireResponse {
  if (response.headers["content-type"]?.includes("cbor")) return response;
  return { ...response, body: Buffer.from(secrets.hide(Buffer.from(response.body).toString())) };
}

/**
 * What an answer to a call of `operation` says of how it went, with `secrets` hidden. A body that cannot be read is quoted
 * only where neither what was asked nor what was to be read can hold secrets.
 */
export function readMasked(
  operation: Operation,
  response: WireResponse,
  secrets: SecretTexts,
): { readonly ok: true; readonly note?: string } | FailedAnswer {
  const answer = decodeResponse(operation, hideInBody(response, secrets));
  if (answer.ok) {
    const { note, quote } = answer;
    if (note === undefined) return { ok: true };
    if (quote === undefined) return { ok: true, note };
    const isHidden = [operation.input, operation.output].some((shape) =>
      canHoldSecret(operation.model.service, shape),
    );
    return { ok: true, note: isHidden ? note : `${note}: ${secrets.hide(quote)}` };
  }
  return { ok: false, code: secrets.hide(answer.code), message: secrets.hide(answer.message) };
}
