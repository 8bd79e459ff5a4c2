/**
 * A request and its answer as text for people, without secrets. Bodies are shown as what they mean, not as they went over
 * the wire: in a wire text a secret could hide behind an encoding.
 */

import { foldLine } from "../aws/formats/text.ts";
import { maskValue } from "../aws/secrets/mask.ts";
import { SecretTexts } from "../aws/secrets/secret-texts.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import type { JsonValue } from "../base/values.ts";
import type { Step } from "../plan/steps.ts";
import { MAX_HEADER, showHeaders, showUrl } from "./exchange-sides.ts";
import { readAnswer } from "./read-answer.ts";
import { printJson } from "./unprintable.ts";

/** A call as it was made, and what came of it. */
export interface Exchange {
  /** With the input as it was sent. */
  readonly step: Pick<Step, "id" | "service" | "operation" | "input" | "creation">;
  readonly request: ReadyRequest;
  readonly sent: Sent;
  /** How long the answer took, in milliseconds. */
  readonly tookMs: number;
}

/** Longer bodies are cut, in characters. */
const MAX_BODY = 8_192;

function renderBody(shown: JsonValue): string {
  const text = printJson(shown);
  if (text.length <= MAX_BODY) return text;
  return `${text.slice(0, MAX_BODY)}… (${text.length - MAX_BODY} more characters)`;
}

function renderHeaders(headers: Readonly<Record<string, string>>, mark: string): string[] {
  return Object.entries(headers).map(([name, text]) => `  ${mark} ${name}: ${text}`);
}

function renderAnswer(
  { step, sent }: Exchange,
  secrets: SecretTexts,
): { readonly status: string; readonly lines: readonly string[] } {
  if ("failure" in sent) {
    const { code, message } = sent.failure;
    return { status: "no answer", lines: [`  < ${secrets.hide(`${code}: ${message}`)}`] };
  }
  const { service, operation } = step;
  const { headers, output, error, isOdd } = readAnswer({ service, operation, sent }, secrets);
  const { status, body } = sent.response;
  const lines = [
    ...renderHeaders(headers, "<"),
    ...(error ? [`  < ${error.code}: ${error.message}`] : []),
    ...(isOdd
      ? [`  < (the body is not what the API answers, or not whole: ${body.length} bytes, not shown)`]
      : []),
    ...(output === undefined ? [] : [`  < ${renderBody(output)}`]),
  ];
  return { status: String(status), lines };
}

/**
 * The lines for one exchange, which began `startMs` milliseconds after the command, ending with a line break: the call, the
 * request's headers and its input as JSON (`>`), the status, the answer's headers and its output as JSON (`<`).
 */
export function renderExchange(exchange: Exchange, startMs: number): string {
  const { step, request, tookMs } = exchange;
  const { id: eventId, service, operation, input, creation } = step;
  const secrets = new SecretTexts();
  const shown = maskValue(service, operation.input, input, secrets);
  const side = { ref: operation.input, value: input, headers: request.headers };
  const answer = renderAnswer(exchange, secrets);
  // Rendered last, so that what the answer marks as a secret is hidden in the request too.
  const id = creation ? `(${creation.kind}, not in the log)` : foldLine(eventId, MAX_HEADER);
  const lines = [
    `+${(startMs / 1000).toFixed(3)}s ${service}.${operation.name} ${id}`,
    `  > ${request.method} ${showUrl(side, request.url, shown, secrets)}`,
    ...renderHeaders(showHeaders(side, shown, secrets), ">"),
    `  > ${renderBody(secrets.hideIn(shown))}`,
    `  < ${answer.status} after ${Math.round(tookMs)} ms`,
    ...answer.lines,
  ];
  return `${lines.join("\n")}\n`;
}
