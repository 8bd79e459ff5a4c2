/** A request that would be sent, as one line of JSON. */

import type { ReadyRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import { type Call, tellEventTime } from "../dialect/call.ts";
import { printJson } from "./unprintable.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

interface BodyText {
  readonly body: string;
  readonly body_base64: boolean;
}

function describeBody(body: ReadyRequest["body"]): BodyText {
  if (body === undefined) return { body: "", body_base64: false };
  // A lone surrogate goes out as U+FFFD.
  if (typeof body === "string") return { body: body.toWellFormed(), body_base64: false };
  try {
    return { body: utf8.decode(body), body_base64: false };
  } catch {
    return { body: Buffer.from(body).toString("base64"), body_base64: true };
  }
}

function sortHeaders(headers: ReadyRequest["headers"]): Record<string, string | undefined> {
  const sorted: Record<string, string | undefined> = {};
  for (const name of Object.keys(headers).sort()) sorted[name] = headers[name];
  return sorted;
}

/** The line for one request, without a line break. Bytes that are not UTF-8 text are given as base64. */
export function renderDryRunLine(call: Call, request: ReadyRequest): string {
  return printJson({
    // A call that the log does not hold has no event.
    event_id: call.event ? call.id : null,
    event_time: tellEventTime(call),
    service: call.service,
    operation: call.operation.name,
    account: call.account,
    region: call.region,
    method: request.method,
    url: request.url,
    headers: sortHeaders(request.headers),
    ...describeBody(request.body),
  });
}

compileLightly(renderDryRunLine);
