/** Serves an instance over HTTP, as SDKs and the AWS CLI speak to AWS. */
import { parsePairs } from "../aws/formats/percent.ts";
import { loadIndex } from "../aws/model/table.ts";
import type { WireRequest } from "../aws/wire.ts";
import { ADOPTION_PATH, answerAdoption } from "./adoption.ts";
import { answerHealth } from "./health.ts";
import type { Instance } from "./instance.ts";

/** An object's part at its largest, and what comes around it. */
const LARGEST_BODY = 6 * 1024 ** 3;
const SERVER_ERROR = 500;

/** A server that runs. */
export interface InstanceServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Where to serve, and as which version of this program. */
export interface ServeOptions {
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

async function readRequest(request: Request): Promise<WireRequest> {
  const [, path = "/", query = ""] = /^[a-z]+:\/\/[^/?#]*([^?#]*)\??([^#]*)/.exec(request.url) ?? [];
  const body = request.body ? await request.bytes() : undefined;
  return {
    method: request.method,
    path: path || "/",
    query: parsePairs(query) ?? [],
    headers: Object.fromEntries(request.headers),
    body,
  };
}

/** No page in a browser may ask: an SDK sends no origin, and of a page it is its server's. */
function isOfPage({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.has("origin") || (site !== null && site !== "none");
}

/** Of this machine: what came by way of another address may have come from anywhere. */
const OWN_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;

/** The paths of this program's own, of which no bucket can have the name; undefined for every other one. */
async function answerOwn(
  request: Request,
  instance: Instance,
  { version, token }: ServeOptions,
  address: string,
): Promise<Response | undefined> {
  // Whatever the Host header says, which may be no host at all.
  const [, path = ""] = /^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(request.url) ?? [];
  if (!path.startsWith("/_")) return undefined;
  // Only programs replay, whatever page may ask besides.
  if (path === ADOPTION_PATH && !request.headers.has("origin"))
    return answerAdoption(request, instance, { token, isOwnMachine: OWN_ADDRESS.test(address) });
  const health = answerHealth(path, await loadIndex(), version);
  return health
    ? Response.json(health)
    : Response.json({ message: "there is no such path" }, { status: 404 });
}

/** Starts serving. Throws what Bun throws where it cannot listen. */
export function serveInstance(instance: Instance, options: ServeOptions): InstanceServer {
  const { host, port, filled, onFault } = options;
  const server = Bun.serve({
    hostname: host,
    port,
    development: false,
    reusePort: false,
    maxRequestBodySize: LARGEST_BODY,
    async fetch(request, asked) {
      if (isOfPage(request)) return new Response("cloudmock answers programs only\n", { status: 403 });
      try {
        await filled;
        const own = await answerOwn(request, instance, options, asked.requestIP(request)?.address ?? "");
        if (own) return own;
        const wire = await readRequest(request);
        const { status, headers, body } = await instance.answer(wire);
        return new Response(status === 204 || status === 304 ? null : Buffer.from(body), { status, headers });
      } catch (error) {
        // A client that hangs up has its reasons.
        if (!request.signal.aborted) onFault(error);
        return new Response("cloudmock failed; its log says why\n", { status: SERVER_ERROR });
      }
    },
  });
  return { port: server.port ?? port, stop: () => server.stop(true) };
}
