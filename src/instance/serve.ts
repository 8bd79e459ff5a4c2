/** Serves an instance over HTTP, as SDKs and the AWS CLI speak to AWS. */
import { parsePairs } from "../aws/formats/percent.ts";
import { loadIndex } from "../aws/model/table.ts";
import type { WireRequest } from "../aws/wire.ts";
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

/** Starts serving. Throws what Bun throws where it cannot listen. */
export function serveInstance(instance: Instance, options: ServeOptions): InstanceServer {
  const { host, port, version, filled, onFault } = options;
  const server = Bun.serve({
    hostname: host,
    port,
    development: false,
    reusePort: false,
    maxRequestBodySize: LARGEST_BODY,
    async fetch(request) {
      if (isOfPage(request)) return new Response("cloudmock answers programs only\n", { status: 403 });
      try {
        const wire = await readRequest(request);
        await filled;
        const health = wire.path.startsWith("/_") && answerHealth(wire.path, await loadIndex(), version);
        if (health) return Response.json(health);
        const { status, headers, body } = await instance.answer(wire);
        return new Response(status === 204 || status === 304 ? null : Buffer.from(body), { status, headers });
      } catch (error) {
        onFault(error);
        return new Response("cloudmock failed; its log says why\n", { status: SERVER_ERROR });
      }
    },
  });
  return { port: server.port ?? port, stop: () => server.stop(true) };
}
