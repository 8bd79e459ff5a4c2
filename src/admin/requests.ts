/** What calls the instance behind the server: the last requests, those to come, and one with all that was asked and answered. */

import { gunzipSync, inflateSync } from "node:zlib";
import { decodeRequest } from "../aws/protocols/requests.ts";
import { findMeaning, loadResources } from "../aws/resources/table.ts";
import { routeRequest } from "../aws/routing/route.ts";
import type { Structure } from "../aws/values.ts";
import type { WireRequest, WireResponse } from "../aws/wire.ts";
import { ownRows } from "../base/own-rows.ts";
import { findKey } from "../instance/access-keys.ts";
import { readKey, readSession } from "../instance/caller.ts";
import type { AnsweredRequest, Instance } from "../instance/instance.ts";
import { receiveBody } from "../instance/receive-body.ts";
import { findCause } from "../replay/causes.ts";
import { showExchange } from "../report/show-exchange.ts";
import type { ShownExchange } from "../report/shown.ts";
import { ApiError, answer, answerJson } from "./answer.ts";
import type { AdminContext, ApiRequest } from "./context.ts";
import { readAfter, streamEvents } from "./event-stream.ts";
import { findInstance } from "./instance.ts";
import { isCut, type KeptExchange } from "./kept-exchanges.ts";
import { writeCommands } from "./request-commands.ts";
import type { ApiAnswer } from "./schemas.ts";

type RequestAnswer = ApiAnswer<"Request">;
type RequestSummary = ApiAnswer<"RequestList">["requests"][number];

/** A request as the API tells it, with its number. */
export function tellRequest(
  { at, service, operation, status, account, region, tookMs }: AnsweredRequest,
  id: number,
): RequestSummary {
  return {
    id,
    at: new Date(at).toISOString(),
    ...(service !== undefined && { service }),
    ...(operation !== undefined && { operation }),
    status,
    account,
    region,
    took_ms: Math.round(tookMs * 1000) / 1000,
  };
}

/** GET /api/requests; with ?follow=true as server-sent events, of those to come as well. */
export function listRequests(asked: ApiRequest, context: AdminContext): Response {
  findInstance(context);
  const { requests, clock } = context;
  const follow = asked.query.get("follow") ?? "false";
  if (follow !== "true" && follow !== "false")
    throw new ApiError(400, "invalid_parameter", "follow is a switch: write follow=true or follow=false");
  if (follow === "true") {
    asked.keepOpen();
    const after = readAfter(asked.request.headers, requests);
    return answer(200, "text/event-stream", streamEvents({ log: requests, after, clock }));
  }
  const { events } = requests.readAfter(0);
  return answerJson<"RequestList">({ requests: events.map(({ data }) => data as RequestSummary) });
}

const INFLATORS: Readonly<Record<string, (body: Uint8Array) => Uint8Array>> = ownRows({
  gzip: gunzipSync,
  deflate: inflateSync,
});

/** The answer as it was before it was compressed for its way. */
function inflate(response: WireResponse): WireResponse {
  const unpack = INFLATORS[response.headers["content-encoding"] ?? ""];
  try {
    return unpack ? { ...response, body: unpack(response.body) } : response;
  } catch {
    return response;
  }
}

/** The whole address, as the client had it. */
function writeUrl({ path, query, headers }: WireRequest): string {
  const pairs = query.map(([name, value]) =>
    value === undefined
      ? encodeURIComponent(name)
      : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `http://${headers["host"] ?? ""}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

function tellCaller(request: WireRequest, { store }: Instance): RequestAnswer["caller"] {
  const key = readKey(request);
  const known = key === undefined ? undefined : findKey(store, key);
  const owner = known && store.find(known.place, { service: "iam", type: "user" }, known.chain.slice(0, -1));
  const arn = readSession(request)?.arn ?? owner?.names.arn;
  const agent = request.headers["user-agent"];
  return { ...(arn !== undefined && { arn }), ...(agent !== undefined && { user_agent: agent }) };
}

/** What an answer says of a request that names no operation. */
function showUnknown({ request, response }: KeptExchange): ShownExchange {
  return {
    request: {
      method: request.method,
      url: writeUrl({ ...request, query: [] }),
      headers: {},
      note: "it names no operation",
    },
    answer: { status: response.status, headers: {}, note: "" },
  };
}

/** Why the instance refused: the kind of failure, by the table that a replay's failures go by. */
async function explain(
  service: string,
  operation: string,
  { status, error }: ShownExchange["answer"],
  because: string | undefined,
): Promise<RequestAnswer["why"]> {
  // A HEAD's answer has no words.
  const { code, message } = error ?? { code: "AccessDenied", message: "" };
  if (!error && because === undefined) return undefined;
  await loadResources(service);
  const { deed } = findMeaning(service, operation);
  const { category, cause } = findCause({ status, code, message, deed });
  return { category, cause, ...(because !== undefined && { because }) };
}

async function describe(
  kept: KeptExchange,
  endpoint: string,
  summary: RequestSummary,
): Promise<Partial<RequestAnswer>> {
  const route = await routeRequest(kept.request);
  if ("error" in route) return { exchange: showUnknown(kept) };
  const { operation, protocol } = route;
  const { service } = operation.model;
  const lost = isCut(kept);
  let input: Structure | undefined;
  if (!lost.request) {
    const received = receiveBody(operation, route.request);
    const decoded = "request" in received ? decodeRequest(operation, received.request, protocol) : received;
    if ("input" in decoded) input = decoded.input;
  }
  const { method, headers, body } = kept.request;
  const url = writeUrl(kept.request);
  const response = inflate(kept.response);
  const sent = { response };
  const { shown, secrets } = showExchange({
    service,
    operation,
    input,
    request: { method, url, headers },
    sent,
    protocol,
  });
  const exchange: ShownExchange = {
    request: lost.request ? { ...shown.request, note: "the body was too long to be kept" } : shown.request,
    answer: lost.response ? { ...shown.answer, note: "the body was too long to be kept" } : shown.answer,
  };
  const why = await explain(service, operation.name, exchange.answer, kept.because);
  const commands = writeCommands({
    operation,
    input,
    shown: exchange.request.input,
    // With S3's bucket in the path, for the name of its host is this machine's alone.
    wire: lost.request ? undefined : { method, url: writeUrl(route.request), headers, body },
    secrets,
    endpoint,
    account: summary.account,
    region: summary.region,
  });
  return { exchange, ...(why && { why }), commands };
}

/** GET /api/requests/{id}. */
export async function getRequest({ parts }: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  const id = Number(parts["id"]);
  const kept = context.exchanges.find(id);
  const [event] = kept ? context.requests.readAfter(id - 1).events : [];
  if (!kept || event?.id !== id)
    throw new ApiError(404, "unknown_request", "there is no request of this number, or it is kept no more");
  const summary = event.data as RequestSummary;
  return answerJson<"Request">({
    ...summary,
    caller: tellCaller(kept.request, instance),
    ...(await describe(kept, context.options.endpoint, summary)),
  });
}
