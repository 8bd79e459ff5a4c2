/** A request and its answer as data for people: decoded, without secrets, and bounded. */

import type { Operation, Protocol } from "../aws/model/types.ts";
import { maskValue } from "../aws/secrets/mask.ts";
import { HIDDEN, SecretTexts } from "../aws/secrets/secret-texts.ts";
import type { Structure } from "../aws/values.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import type { JsonValue } from "../base/values.ts";
import { type ExchangeSide, isCredential, showHeaders, showUrl } from "./exchange-sides.ts";
import { readAnswer } from "./read-answer.ts";
import type { ShownExchange } from "./shown.ts";

/** What is longer as JSON is not shown, in characters. */
const MAX_SHOWN = 200_000;

/** What was asked and answered. */
export interface AskedAndAnswered {
  readonly service: string;
  readonly operation: Operation;
  /** undefined where it could not be read. */
  readonly input: Structure | undefined;
  /** Its body is not looked at. */
  readonly request: Omit<ReadyRequest, "body">;
  readonly sent: Sent;
  /** What it was asked in, where that is not the service's own. */
  readonly protocol?: Protocol;
}

/** What is shown, and the secrets that were found, to be hidden in whatever else is. */
export interface ShownWithSecrets {
  readonly shown: ShownExchange;
  readonly secrets: SecretTexts;
}

function hideCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, text]) => [name, isCredential(name) ? HIDDEN : text]);
  return Object.fromEntries(entries);
}

function bound(shown: JsonValue): Pick<ShownExchange["request"], "note"> & { readonly value?: JsonValue } {
  const { length } = JSON.stringify(shown);
  return length > MAX_SHOWN
    ? { note: `${length} characters of JSON, too many to be shown` }
    : { value: shown };
}

function showAnswer(
  { service, operation, sent, protocol }: AskedAndAnswered,
  secrets: SecretTexts,
): ShownExchange["answer"] {
  if ("failure" in sent) {
    const { code, message } = sent.failure;
    return { status: 0, headers: {}, error: { code, message: secrets.hide(message) } };
  }
  const { headers, output, error, isOdd } = readAnswer({ service, operation, sent, protocol }, secrets);
  const { value, note } = output === undefined ? {} : bound(output);
  return {
    status: sent.response.status,
    headers: hideCredentials(headers),
    ...(error && { error }),
    ...(value !== undefined && { output: value }),
    ...(note !== undefined && { note }),
    ...(isOdd && { note: "the body is not what the API answers, or not whole" }),
  };
}

/** A request and its answer as they may be shown. */
export function showExchange(asked: AskedAndAnswered): ShownWithSecrets {
  const { service, operation, input = {}, request } = asked;
  const secrets = new SecretTexts();
  const shown = maskValue(service, operation.input, input, secrets);
  const answer = showAnswer(asked, secrets);
  // Last, so that what the answer marks as a secret is hidden in the request too.
  const side: ExchangeSide = { ref: operation.input, value: input, headers: request.headers };
  const { value, note } = bound(secrets.hideIn(shown));
  return {
    secrets,
    shown: {
      request: {
        method: request.method,
        url: showUrl(side, request.url, shown, secrets),
        headers: hideCredentials(showHeaders(side, shown, secrets)),
        ...(asked.input === undefined
          ? { note: "the request could not be read" }
          : value !== undefined && { input: value }),
        ...(note !== undefined && { note }),
      },
      answer,
    },
  };
}
