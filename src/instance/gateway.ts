/**
 * Answers requests as AWS does:
 *
 *     route ─► receive ─► decode ─► check ─► behave ─► encode
 *
 * Everything here is the models'; what an operation does is the behaviour's. No request makes it throw.
 */
import type { Operation, Protocol } from "../aws/model/types.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import { decodeRequest } from "../aws/protocols/requests.ts";
import { encodeResponse } from "../aws/protocols/responses.ts";
import { type Route, routeRequest } from "../aws/routing/route.ts";
import type { Structure } from "../aws/values.ts";
import type { WireRequest, WireResponse } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import { readAddresses, tellAddresses } from "./addresses.ts";
import { answerNobody, refuse } from "./answer-refusal.ts";
import type { Requester } from "./caller.ts";
import { listAllFaults } from "./check.ts";
import { compressAnswer } from "./compress-answer.ts";
import { describeFaults, leaveFaults } from "./describe-faults.ts";
import type { Fault } from "./fault.ts";
import { refuseFirst } from "./own-faults.ts";
import { receiveBody } from "./receive-body.ts";
import { type ReceivedBody, receiveStream } from "./receive-stream.ts";
import {
  type BadRequest,
  describeFailure,
  describeRefusal,
  isTooDeep,
  isTooLarge,
} from "./refuse-request.ts";
import { deferSigner, type Signer } from "./signer.ts";
import type { Pause } from "./turnstile.ts";

/** A call that has been read and checked. */
export interface CheckedCall {
  readonly operation: Operation;
  readonly input: Structure;
  readonly caller: Requester;
  /** By which host the caller reaches the instance; undefined of a call that no request made. */
  readonly host?: string | undefined;
  /** What the caller says of the request that this one is a part of: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
  readonly trace?: string | undefined;
  /** In which it is asked and answered; undefined of a call that no request made. */
  readonly protocol?: Protocol | undefined;
  /** The user's own data as it comes, where it is too large to be whole in memory: then the input has none. */
  readonly body?: ReceivedBody | undefined;
  /** By what the caller shows who it is. */
  readonly signer?: (() => Signer) | undefined;
  /** What production answered to the same call, in a replay. */
  readonly told?: RecordedAnswer | undefined;
  /** For what the call waits; undefined where others need not go on meanwhile. */
  readonly pause?: Pause | undefined;
}

/** What a replay tells of a call beside its request. */
export interface RecordedAnswer {
  /** The recorded answer, by the members of the operation's output. */
  readonly output: Structure;
  /** When production answered, in milliseconds since 1970. */
  readonly at: number;
  /** The id of the call, the same in every run. What production's answer does not tell is made up from it. */
  readonly id?: string;
  /** The id of the record; undefined of a call that no log holds. */
  readonly event?: string | undefined;
  /** Who made the call, where the record says that. */
  readonly by?: string;
  /** Paths of members of the input that the log hides: what stands there is not production's. */
  readonly placeholders?: readonly string[] | undefined;
}

/** What came of a call. `events`: what follows in an output that is a stream, each the one member that it is called by. */
export type Done =
  | {
      readonly output: Structure;
      readonly events?: AsyncIterable<Structure> | undefined;
      /** The user's own data, where it is too large to be whole in memory: then the output has none. */
      readonly pieces?: Iterable<Uint8Array> | undefined;
      /** What of the answer is otherwise than the model has it. */
      readonly own?: Partial<Pick<WireResponse, "status" | "headers">> | undefined;
    }
  | { readonly error: ServiceError };

/** Does a call; at once where nothing has to be loaded or waited for. */
export type Behave = (asked: CheckedCall) => Done | Promise<Done>;

/** What answers need beside the request. */
export interface GatewayOptions {
  readonly caller: Requester;
  readonly behave: Behave;
  /** Leaves of the faults of an input those that are none here. */
  readonly forgive?:
    | ((operation: Operation, caller: Requester, faults: readonly Fault[]) => readonly Fault[])
    | undefined;
  readonly requestId: string;
  /** Why the request is refused whatever it asks. */
  readonly refusal?: BadRequest | undefined;
  /** Whether a client asks that may connect to the addresses which it is told, where a replay does not. */
  readonly tellsClients: boolean;
  /** Whether who asks takes a body in pieces that is too large to be whole in memory. */
  readonly takesPieces?: boolean | undefined;
  readonly pause?: Pause | undefined;
}

/** A success that cannot be written in the protocol is a fault of the instance, and told as one. */
function answer(
  operation: Operation,
  protocol: Protocol,
  { output, events, own }: Extract<Done, { readonly output: Structure }>,
  requestId: string,
): WireResponse {
  const encoded = encodeResponse(operation, output, { requestId, protocol, events });
  if ("response" in encoded) {
    const { response } = encoded;
    return own ? { ...response, ...own, headers: { ...response.headers, ...own.headers } } : response;
  }
  const error = { code: "InternalFailure", message: encoded.unsendable, status: 500 };
  return refuse({ model: operation.model, operation, protocol }, error, requestId);
}

/** An answer, and the operation that was asked for; undefined where the request names none that there is. */
export interface Answer {
  readonly response: WireResponse;
  readonly operation?: Operation;
  /** Why it is refused, where more is known than the client is told. */
  readonly because?: string | undefined;
}

type RouteFound = Extract<Route, { readonly operation: Operation }>;

/** A request that has been read and checked, or what is answered to one that cannot be. */
type Received =
  | { readonly request: WireRequest; readonly input: Structure; readonly body?: ReceivedBody | undefined }
  | { readonly error: ServiceError };

function receive(
  { operation, protocol, request: given }: RouteFound,
  { refusal, tellsClients, forgive, caller }: GatewayOptions,
  told: RecordedAnswer | undefined,
): Received {
  const bad = isTooLarge(operation.model, given.body?.length ?? 0) ? "too large" : refusal;
  const refused = bad && describeRefusal(operation.model, protocol, bad);
  if (refused) return { error: refused };
  const received = given.stream
    ? receiveStream(operation, given, given.stream)
    : receiveBody(operation, given);
  if ("error" in received) return received;
  const { request, body } = received;
  const decoded = decodeRequest(operation, request, protocol);
  if ("error" in decoded) return decoded;
  const input = tellsClients ? readAddresses(operation, decoded.input, request) : decoded.input;
  // What production took is right, whatever the models say.
  const first = told ? undefined : refuseFirst(operation, input);
  if (first) return { error: first };
  const found = told ? [] : leaveFaults(operation, listAllFaults(operation, input));
  const faults = found.length === 0 ? found : (forgive?.(operation, caller, found) ?? found);
  return faults.length > 0
    ? { error: describeFaults(operation, protocol, faults) }
    : { request, input, body };
}

/** What is answered where the instance cannot do its work, by the error that the operation has for that. */
export async function answerFault(
  given: WireRequest,
  { message }: Pick<Error, "message">,
  requestId: string,
): Promise<Answer> {
  const route = await routeRequest(given);
  if ("error" in route) return { response: { ...answerNobody({ code: "", message }), status: 500 } };
  const { operation, protocol } = route;
  const api = { model: operation.model, operation, protocol };
  return { operation, response: refuse(api, describeFailure(operation, message), requestId) };
}

/**
 * The answer to one request, whose headers are in lower case and have its host; at once where nothing has to be loaded or waited
 * for, since each wait lets all that it stands in be taken up again.
 */
export function answerRequest(
  given: WireRequest,
  options: GatewayOptions,
  told?: RecordedAnswer,
): Answer | Promise<Answer> {
  const found = routeRequest(given);
  return found instanceof Promise ? answerLater(found, options, told) : answerRoute(found, options, told);
}

// What waits is apart from what does not: a function with a closure in it keeps what that holds on the heap at each of its calls.
async function answerLater(
  found: Promise<Route>,
  options: GatewayOptions,
  told: RecordedAnswer | undefined,
): Promise<Answer> {
  return answerRoute(await found, options, told);
}

function answerRoute(
  route: Route,
  options: GatewayOptions,
  told: RecordedAnswer | undefined,
): Answer | Promise<Answer> {
  const { requestId } = options;
  if ("error" in route) {
    const { model, protocol, error } = route;
    return { response: model ? refuse({ model, protocol }, error, requestId) : answerNobody(error) };
  }
  try {
    const answered = answerRouted(route, options, told);
    return answered instanceof Promise ? refuseDeepLater(answered, route, requestId) : answered;
  } catch (error) {
    return refuseDeep(error, route, requestId);
  }
}

/** What is answered where an input is too deep. Throws every other error. */
function refuseDeep(error: unknown, { operation, protocol }: RouteFound, requestId: string): Answer {
  if (!isTooDeep(error)) throw error;
  const api = { model: operation.model, operation, protocol };
  return { operation, response: refuse(api, describeRefusal(api.model, protocol, "too deep"), requestId) };
}

function refuseDeepLater(answered: Promise<Answer>, route: RouteFound, requestId: string): Promise<Answer> {
  return answered.catch((error: unknown) => refuseDeep(error, route, requestId));
}

function answerRouted(
  route: RouteFound,
  options: GatewayOptions,
  told: RecordedAnswer | undefined,
): Answer | Promise<Answer> {
  const { requestId, caller } = options;
  const { operation, protocol } = route;
  const received = receive(route, options, told);
  if ("error" in received) {
    const api = { model: operation.model, operation, protocol };
    return { operation, response: refuse(api, received.error, requestId) };
  }
  const { request, input, body } = received;
  const doing = options.behave({
    operation,
    input,
    caller,
    host: request.headers["host"],
    trace: request.headers["x-amzn-trace-id"],
    protocol,
    signer: deferSigner(request),
    told,
    body,
    pause: options.pause,
  });
  return doing instanceof Promise
    ? answerDoneLater(route, request, options, doing)
    : answerDone(route, request, options, doing);
}

async function answerDoneLater(
  route: RouteFound,
  request: WireRequest,
  options: GatewayOptions,
  doing: Promise<Done>,
): Promise<Answer> {
  return answerDone(route, request, options, await doing);
}

/** The answer that tells what came of a request, which was received as such. */
function answerDone(
  { operation, protocol }: RouteFound,
  request: WireRequest,
  { requestId, tellsClients, takesPieces }: GatewayOptions,
  done: Done,
): Answer {
  if ("error" in done) {
    const { because } = done.error;
    const api = { model: operation.model, operation, protocol };
    return { operation, response: refuse(api, done.error, requestId), because };
  }
  const output = tellsClients ? tellAddresses(operation, done.output, request) : done.output;
  const encoded = answer(operation, protocol, { ...done, output }, requestId);
  const response = compressAnswer(operation.model, request, encoded);
  const { pieces } = done;
  if (!pieces) return { operation, response };
  if (takesPieces) return { operation, response: { ...response, pieces } };
  return { operation, response: { ...response, body: Buffer.concat([...pieces]) } };
}

compileLightly(receive, answerRequest, answerRoute, answerRouted, answerDone, answer);
