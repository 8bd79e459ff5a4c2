/** Finds out whether anything listens at the endpoint, before the first event: a TCP connection and nothing more. */

import { describeFailure, type Failure } from "../base/failure.ts";
import { nameFlag, type Said, say } from "../base/message.ts";

async function connectOnce(hostname: string, port: number, timeoutMs: number): Promise<Failure | undefined> {
  const { promise: expiry, reject: expire } = Promise.withResolvers<never>();
  const timer = setTimeout(() => expire(new DOMException("timed out", "TimeoutError")), timeoutMs);
  try {
    // Bun.connect resolves names as fetch does (both families, *.localhost); node:net does not.
    const connection = Bun.connect({
      hostname,
      port,
      socket: { open: (socket) => void socket.end(), data() {} },
    });
    await Promise.race([connection, expiry]);
    return undefined;
  } catch (thrown) {
    return describeFailure(thrown);
  } finally {
    clearTimeout(timer);
  }
}

/** The command that starts an emulator where `endpoint` (a checked base URL) leads. */
export function adviseStart(endpoint: string): string {
  return `moto_server -p ${URL.parse(endpoint)?.port || "80"}`;
}

/**
 * What to tell the user when no TCP connection to `endpoint` (a checked base URL) can be made within `timeoutMs`
 * milliseconds; undefined when one can. No request is sent.
 */
export async function probeEndpoint(endpoint: string, timeoutMs: number): Promise<Said | undefined> {
  const { protocol, hostname, port } = new URL(endpoint);
  const defaultPort = protocol === "https:" ? 443 : 80;
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const failure = await connectOnce(host, port === "" ? defaultPort : Number(port), timeoutMs);
  if (!failure) return undefined;
  return say`cannot connect to ${endpoint}: ${failure.message}. Is the emulator running? Start it (moto: ${adviseStart(endpoint)}), or name another one with ${nameFlag("endpoint")}`;
}
