/** Serves an instance, with what to do where it cannot listen. */
import { Fault, PortTaken, UsageError } from "../base/errors.ts";
import type { Instance } from "../instance/instance.ts";
import { type InstanceServer, serveInstance } from "../instance/serve.ts";
import { DEFAULT_HOST, isLoopback, nameHost } from "../options/server-readers.ts";
import { readVersion } from "../run/version.ts";
import type { Invocation } from "./command.ts";

/** Where to listen; port 0 is any free one. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly "admin-token"?: string | undefined;
  /** The origins of the pages in a browser that may ask; none without it. */
  readonly "allow-origin"?: readonly string[];
}

/** An instance that can be reached. */
export interface Served extends InstanceServer {
  readonly endpoint: string;
}

function explain(error: unknown, { host, port }: Place): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new PortTaken(`http://${nameHost(host)}:${port}`, "port");
  if (code === "EACCES") return new UsageError(`cannot listen at port ${port}; give one above 1023`, "port");
  return error instanceof Error
    ? new UsageError(`cannot listen at ${host} (${error.message}); give an address of this machine`, "host")
    : error;
}

/** What of a fault is told: of one that is not ours, what to do about it, else where it was. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof Fault ? error.message : (error.stack ?? error.message);
}

/** Starts serving. Requests wait for `filled`. Throws PortTaken or a UsageError where it cannot listen. */
export async function listen(
  instance: Instance,
  place: Place,
  filled: Promise<void>,
  { log }: Pick<Invocation, "log">,
): Promise<Served> {
  const { version } = await readVersion();
  try {
    const server = serveInstance(instance, {
      host: place.host,
      port: place.port,
      token: place["admin-token"],
      allowedOrigins: place["allow-origin"] ?? [],
      isLocal: isLoopback(place.host),
      version,
      filled,
      onFault: (error) => log.error(describeFault(error)),
    });
    const host = nameHost(place.host);
    const name = host === DEFAULT_HOST ? "localhost" : host;
    return { ...server, endpoint: `http://${name}:${server.port}` };
  } catch (error) {
    throw explain(error, place);
  }
}
