/**
 * A request and its answer as text for people, without secrets. Bodies are shown as what they mean, not as they went over
 * the wire: in a wire text a secret could hide behind an encoding.
 */

import { foldLine } from "../aws/formats/text.ts";
import { decodeResponse } from "../aws/protocols/responses.ts";
import { maskValue } from "../aws/secrets/mask.ts";
import { readMasked } from "../aws/secrets/mask-answer.ts";
import { SecretTexts } from "../aws/secrets/secret-texts.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import type { JsonValue } from "../base/values.ts";
import type { Step } from "../plan/steps.ts";
import { type ExchangeSide, MAX_HEADER, showHeaders, showUrl } from "./exchange-sides.ts";
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

function renderHeaders(side: ExchangeSide, shown: JsonValue, secrets: SecretTexts, mark: string): string[] {
  return Object.entries(showHeaders(side, shown, secrets)).map(
    ([name, text]) => `  ${mark} ${name}: ${text}`,
  );
}

function renderAnswer(
  { step, sent }: Exchange,
  secrets: SecretTexts,
): { readonly status: string; readonly lines: readonly string[] } {
  if ("failure" in sent) {
    const { code, message } = sent.failure;
    return { status: "no answer", lines: [`  < ${secrets.hide(`${code}: ${message}`)}`] };
  }
  const { response } = sent;
  const { service, operation } = step;
  const status = String(response.status);
  const read = decodeResponse(operation, response);
  if (!read.ok) {
    const side = { ref: undefined, value: {}, headers: response.headers };
    const said = readMasked(operation, response, secrets);
    const headers = renderHeaders(side, {}, secrets, "<");
    return { status, lines: [...headers, ...(said.ok ? [] : [`  < ${said.code}: ${said.message}`])] };
  }
  const shown = maskValue(service, operation.output, read.output, secrets);
  const side = { ref: operation.output, value: read.output, headers: response.headers };
  const headers = renderHeaders(side, shown, secrets, "<");
  // The note may quote the body.
  const problem =
    read.note === undefined && sent.note === undefined
      ? []
      : [
          `  < (the body is not what the API answers, or not whole: ${response.body.length} bytes, not shown)`,
        ];
  return { status, lines: [...headers, ...problem, `  < ${renderBody(secrets.hideIn(shown))}`] };
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
    ...renderHeaders(side, shown, secrets, ">"),
    `  > ${renderBody(secrets.hideIn(shown))}`,
    `  < ${answer.status} after ${Math.round(tookMs)} ms`,
    ...answer.lines,
  ];
  return `${lines.join("\n")}\n`;
}
