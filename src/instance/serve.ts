/** Serves an instance over HTTP, as SDKs and the AWS CLI speak to AWS. */
import { loadIndex } from "../aws/model/table.ts";
import { routeRequest } from "../aws/routing/route.ts";
import type { WireRequest } from "../aws/wire.ts";
import { Fault } from "../base/errors.ts";
import { ADOPTION_PATH, answerAdoption } from "./adoption.ts";
import { AnswerTurns, type Peer } from "./answer-turns.ts";
import { answerPreflight, findAsker, type GuardRules, listPageHeaders, NO_PAGES } from "./guard.ts";
import { answerHealth, answerHost } from "./health.ts";
import type { Instance } from "./instance.ts";
import { LARGEST_OBJECT, type ReadRequest, readHead, readRest } from "./read-request.ts";
import { sendPieces } from "./send-pieces.ts";

/** What comes around an object that is sent in chunks, at its most. */
const LARGEST_BODY = LARGEST_OBJECT * 1.1;
/** For a connection on which nothing is asked, and a request of which nothing more comes. */
const IDLE_SECONDS = 60;
const SERVER_ERROR = 500;

/** A server that runs. */
export interface InstanceServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Where to serve, and as which version of this program. */
export interface ServeOptions extends GuardRules {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly version: string;
  /** Without it, only this machine's programs may tell what production answered. */
  readonly token: string | undefined;
  /** Requests wait for it: what is to stand when it is ready stands. */
  readonly filled: Promise<void>;
  /** Is told of faults of this program. */
  readonly onFault: (error: unknown) => void;
}

/** A body that goes on as more of it comes, until the client hangs up. */
function follow(body: Uint8Array, more: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const parts = more[Symbol.asyncIterator]();
  return new ReadableStream({
    start: (controller) => controller.enqueue(body as Uint8Array<ArrayBuffer>),
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}

async function respond(
  { request, refusal }: ReadRequest,
  instance: Instance,
  turns: AnswerTurns,
  peer: Peer | undefined,
): Promise<Response> {
  const turn = turns.wait(request, peer);
  if (turn) await turn;
  const answer = await instance.answer(request, refusal, true);
  turns.note(request, answer);
  const { status, more, pieces, lend } = answer;
  if (pieces) return sendPieces(pieces, answer);
  const isLeft = refusal !== undefined || (request.stream !== undefined && status >= 300);
  // What is left of a body that is not wanted would be taken for the next request.
  const headers = isLeft ? { ...answer.headers, connection: "close" } : answer.headers;
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  // A response copies the bytes that it is made of: https://fetch.spec.whatwg.org/#concept-bodyinit-extract
  const make = (body: Uint8Array) => new Response(body as Uint8Array<ArrayBuffer>, { status, headers });
  if (more) return new Response(follow(answer.body, more), { status, headers });
  return lend ? lend(make) : make(answer.body);
}

/** Of this machine: what came by way of another address may have come from anywhere. */
const OWN_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;

/** Where tests that were written for another emulator ask that it go back, and what they are answered. */
const RESETS: Readonly<Record<string, object>> = {
  // https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/
  "/_localstack/state/reset": {},
  // https://docs.getmoto.org/en/latest/docs/server_mode.html#reset-api
  "/moto-api/reset": { status: "ok" },
};

/** The answer at the paths of this program's own; undefined for every other one, as of a bucket's key that begins so. */
async function answerOwn(
  request: Request,
  path: string,
  instance: Instance,
  { version, token }: ServeOptions,
  address: string,
): Promise<Response | undefined> {
  // Only programs replay, whatever page may ask besides.
  if (path === ADOPTION_PATH && !request.headers.has("origin"))
    return answerAdoption(request, instance, { token, isOwnMachine: OWN_ADDRESS.test(address) });
  const reset = request.method === "POST" ? RESETS[path] : undefined;
  if (reset) {
    instance.reset();
    await instance.flush();
    return Response.json(reset);
  }
  const certificate = path.endsWith(".pem")
    ? (await import("./engines/sns/signature.ts")).findCertificate(path.slice(path.lastIndexOf("/") + 1))
    : undefined;
  if (certificate !== undefined) return new Response(certificate);
  const health = answerHealth(path, await loadIndex(), version);
  return health && Response.json(health);
}

/** Whether a request is for what answers pages of other origins by rules of its own: S3 does. */
async function takesGuests(request: WireRequest): Promise<boolean> {
  if (request.method === "OPTIONS") return true;
  const route = await routeRequest(request);
  return "operation" in route && route.operation.model.service === "s3";
}

/** While a disk is full, each call meets the same fault. */
const SELDOM_MS = 60_000;

/** Tells a fault whose message is another one than the last, or that was last told a while ago. */
function tellSeldom(tell: (fault: Fault) => void): (fault: Fault) => void {
  let [last, at] = ["", 0];
  return (fault) => {
    const now = performance.now();
    if (fault.message === last && now - at < SELDOM_MS) return;
    [last, at] = [fault.message, now];
    tell(fault);
  };
}

/** Starts serving. Throws what Bun throws where it cannot listen. */
export function serveInstance(instance: Instance, options: ServeOptions): InstanceServer {
  const { host, port, filled, onFault } = options;
  instance.onFault = tellSeldom(onFault);
  let isFilled = false;
  const filling = filled.then(() => {
    isFilled = true;
  });
  /** A log's replay takes its time, in which nothing comes. */
  const waitUntilFilled = async (request: Request, bun: Bun.Server<undefined>) => {
    bun.timeout(request, 0);
    await filling;
    bun.timeout(request, IDLE_SECONDS);
  };
  const turns = new AnswerTurns();
  const server = Bun.serve({
    hostname: host,
    port,
    development: false,
    reusePort: false,
    // AWS's SDK for JavaScript asks Kinesis and other services that stream over HTTP/2 from the first byte on.
    http2: true,
    idleTimeout: IDLE_SECONDS,
    maxRequestBodySize: LARGEST_BODY,
    async fetch(request, bun) {
      const head = readHead(request);
      const asker = findAsker(head.request, options);
      if ("refusal" in asker) return new Response(`${asker.refusal}\n`, { status: 403 });
      const { page, isGuest = false } = asker;
      const preflight = page === undefined ? undefined : answerPreflight(head.request, page);
      if (preflight) return preflight;
      try {
        const { path } = head.request;
        if (isGuest && !(await takesGuests(head.request)))
          return new Response(`${NO_PAGES}\n`, { status: 403 });
        const healthy = path === "/" ? answerHost(head.request) : undefined;
        if (healthy !== undefined) return new Response(`${healthy}\n`);
        if (path.startsWith("/_") || path in RESETS) {
          if (!isFilled) await waitUntilFilled(request, bun);
          const own = await answerOwn(
            request,
            path,
            instance,
            options,
            bun.requestIP(request)?.address ?? "",
          );
          if (own) return own;
        }
        const reading = readRest(head, request);
        const read = reading instanceof Promise ? await reading : reading;
        if (!isFilled) await waitUntilFilled(request, bun);
        const response = await respond(read, instance, turns, bun.requestIP(request) ?? undefined);
        if (page !== undefined)
          for (const [name, value] of Object.entries(listPageHeaders(page)))
            response.headers.set(name, value);
        return response;
      } catch (error) {
        // A client that hangs up has its reasons.
        if (!request.signal.aborted) onFault(error);
        const why = error instanceof Fault ? error.message : "cloudmock failed; its log says why";
        return new Response(`${why}\n`, { status: SERVER_ERROR });
      }
    },
  });
  return { port: server.port ?? port, stop: () => server.stop(true) };
}
