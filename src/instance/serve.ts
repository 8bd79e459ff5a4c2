/** Serves an instance over HTTP, as SDKs and the AWS CLI speak to AWS. */
import { parsePairs } from "../aws/formats/percent.ts";
import type { WireRequest } from "../aws/wire.ts";
import type { Instance } from "./instance.ts";

/** An object's part at its largest, and what comes around it. */
const LARGEST_BODY = 6 * 1024 ** 3;

/** A server that runs. */
export interface InstanceServer {
  readonly port: number;
  stop(): Promise<void>;
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

/** Starts serving; port 0 takes any free one. Throws what Bun throws where it cannot listen. */
export function serveInstance(
  instance: Instance,
  { host, port }: { readonly host: string; readonly port: number },
): InstanceServer {
  const server = Bun.serve({
    hostname: host,
    port,
    development: false,
    reusePort: false,
    maxRequestBodySize: LARGEST_BODY,
    async fetch(request) {
      const { status, headers, body } = await instance.answer(await readRequest(request));
      return new Response(status === 204 || status === 304 ? null : Buffer.from(body), { status, headers });
    },
  });
  return { port: server.port ?? port, stop: () => server.stop(true) };
}
