/**
 * A request and its answer as text for people, without secrets. Bodies are shown as what they mean, not as they went over
 * the wire: in a wire text a secret could hide behind an encoding.
 */

import { foldLine } from "../aws/formats/text.ts";
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { decodeResponse } from "../aws/protocols/responses.ts";
import { maskValue } from "../aws/secrets/mask.ts";
import { readMasked } from "../aws/secrets/mask-answer.ts";
import { HIDDEN, hasHidden, SecretTexts, type Shown } from "../aws/secrets/secret-texts.ts";
import type { Structure } from "../aws/values.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { matchesPattern } from "../base/pattern.ts";
import type { Step } from "../plan/steps.ts";
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
const MAX_HEADER = 1_024;
const MAX_URL = 4_096;

/** Headers that are secrets by themselves, whoever sends them. */
const SECRET_HEADERS = /^(set-cookie|cookie|x-amz-security-token|proxy-authorization)$/;

function renderBody(shown: Shown): string {
  const text = printJson(shown);
  if (text.length <= MAX_BODY) return text;
  return `${text.slice(0, MAX_BODY)}… (${text.length - MAX_BODY} more characters)`;
}

/** One side of an exchange: what is bound to the members of `ref`, with the headers it came with. */
interface Side {
  readonly ref: Shape | undefined;
  readonly value: Structure;
  readonly headers: Readonly<Record<string, string>>;
}

/** The names of the headers, and with `*` the beginnings of names, that hold members with something hidden. */
function findHiddenHeaders({ ref }: Side, shown: Shown): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, member] of ref ? listMembers(ref) : []) {
    const { location, locationName = name } = member;
    const isHidden = hasHidden((shown as Readonly<Record<string, Shown>>)[name]);
    if (!isHidden) continue;
    if (location === "header") names.add(locationName.toLowerCase());
    if (location === "headers") names.add(`${locationName.toLowerCase()}*`);
  }
  return names;
}

function renderHeaders(side: Side, shown: Shown, secrets: SecretTexts, mark: string): string[] {
  const hidden = findHiddenHeaders(side, shown);
  const isHidden = (name: string) =>
    SECRET_HEADERS.test(name) || [...hidden].some((own) => matchesPattern(own, name));
  return Object.entries(side.headers).map(([name, value]) => {
    const text = isHidden(name) ? HIDDEN : foldLine(secrets.hide(value), MAX_HEADER);
    return `  ${mark} ${name}: ${text}`;
  });
}

/** The query parameters that hold members with something hidden are hidden whole; in the rest, secrets are looked for. */
function renderUrl({ ref }: Side, url: string, shown: Shown, secrets: SecretTexts): string {
  const hidden = new Set<string>();
  for (const [name, member] of ref ? listMembers(ref) : []) {
    const { location, locationName = name } = member;
    const value = (shown as Readonly<Record<string, Shown>>)[name];
    if (location === "querystring" && hasHidden(value)) hidden.add(encodeURIComponent(locationName));
  }
  const [path = "", ...query] = url.split("?");
  const pairs = query.join("?").split("&");
  const masked = pairs.map((pair) => {
    const name = pair.split("=", 1)[0] ?? "";
    return hidden.has(name) ? `${name}=${HIDDEN}` : secrets.hide(pair);
  });
  const text = query.length === 0 ? secrets.hide(path) : `${secrets.hide(path)}?${masked.join("&")}`;
  return foldLine(text, MAX_URL);
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
    `  > ${request.method} ${renderUrl(side, request.url, shown, secrets)}`,
    ...renderHeaders(side, shown, secrets, ">"),
    `  > ${renderBody(secrets.hideIn(shown))}`,
    `  < ${answer.status} after ${Math.round(tookMs)} ms`,
    ...answer.lines,
  ];
  return `${lines.join("\n")}\n`;
}
