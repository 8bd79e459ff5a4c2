/** Sends single requests to servers that answer as they are told. */
import type { ReadyRequest } from "../../src/aws/wire.ts";
import { type SendLimits, sendRequest } from "../../src/replay/send.ts";
import { type Answer, answerWith, startWireServer } from "./wire-server.ts";

export const EMPTY_OK = answerWith("200 OK\r\ncontent-length: 0");
export const HEADERS = { authorization: "AWS4-HMAC-SHA256 x", "user-agent": "cloudmock/0.1.0" };

export function send(request: Partial<ReadyRequest> & { url: string }, limits: Partial<SendLimits> = {}) {
  const whole = { method: "POST", headers: HEADERS, body: undefined, ...request };
  return sendRequest(whole, { timeoutMs: 10_000, signal: new AbortController().signal, ...limits });
}

/** Sends one request to a server that answers so. */
export async function exchange(
  answer: Answer,
  request: Partial<ReadyRequest> = {},
  limits: Partial<SendLimits> = {},
) {
  using server = startWireServer(answer);
  const sent = await send({ ...request, url: `${server.url}/` }, limits);
  return { sent, requests: server.requests, connections: server.connections };
}

export function headerNames(request: string | undefined): string[] {
  const [head = ""] = (request ?? "").split("\r\n\r\n");
  const names = head
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
  return names.sort();
}
