/** An answer decoded, without secrets: what text and data for people are made of. */
import type { Operation, Protocol } from "../aws/model/types.ts";
import { decodeResponse } from "../aws/protocols/responses.ts";
import { maskValue } from "../aws/secrets/mask.ts";
import { readMasked } from "../aws/secrets/mask-answer.ts";
import type { SecretTexts } from "../aws/secrets/secret-texts.ts";
import type { Sent } from "../aws/wire.ts";
import type { JsonValue } from "../base/values.ts";
import { showHeaders } from "./exchange-sides.ts";

/** What was called, and what came of it. */
export interface AnsweredCall {
  readonly service: string;
  readonly operation: Operation;
  readonly sent: Extract<Sent, { readonly response: unknown }>;
  /** What it was asked in, where that is not the service's own. */
  readonly protocol?: Protocol | undefined;
}

/** An answer as it may be shown. */
export interface AnswerForPeople {
  readonly headers: Readonly<Record<string, string>>;
  /** undefined of a refusal. */
  readonly output: JsonValue | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Whether the body is not what the API answers, or not whole. What is noted of it may quote it. */
  readonly isOdd: boolean;
}

/** Reads an answer, and notes the secrets that are found in it. */
export function readAnswer(
  { service, operation, sent, protocol }: AnsweredCall,
  secrets: SecretTexts,
): AnswerForPeople {
  const { response, note } = sent;
  const { headers } = response;
  const read = decodeResponse(operation, response, protocol);
  if (!read.ok) {
    const side = { ref: undefined, value: {}, headers };
    const said = readMasked(operation, response, secrets);
    const error = said.ok ? undefined : { code: said.code, message: said.message };
    return { headers: showHeaders(side, {}, secrets), output: undefined, error, isOdd: false };
  }
  const shown = maskValue(service, operation.output, read.output, secrets);
  const side = { ref: operation.output, value: read.output, headers };
  return {
    headers: showHeaders(side, shown, secrets),
    output: secrets.hideIn(shown),
    error: undefined,
    isOdd: read.note !== undefined || note !== undefined,
  };
}
