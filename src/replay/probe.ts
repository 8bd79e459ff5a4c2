/** Finds out whether anything listens at the endpoint, before the first event: a TCP connection and nothing more. */

import { describeFailure, type NoAnswer } from "../base/failure.ts";
import { nameFlag, type Said, say } from "../base/message.ts";
import type { Endpoint } from "./endpoint.ts";

/** Where a connection could be made, or what to tell the user. */
export type Probed = { readonly address: string } | { readonly unreachable: Said };

async function connectOnce(hostname: string, port: number, timeoutMs: number): Promise<NoAnswer | undefined> {
  const { promise: expiry, reject: expire } = Promise.withResolvers<never>();
  const timer = setTimeout(() => expire(new DOMException("timed out", "TimeoutError")), timeoutMs);
  try {
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
  return `cloudmock start --port ${URL.parse(endpoint)?.port || "80"}`;
}

/**
 * The first of an endpoint's addresses to which a TCP connection can be made, each within `timeoutMs` milliseconds. No
 * request is sent.
 */
export async function probeEndpoint({ url, addresses }: Endpoint, timeoutMs: number): Promise<Probed> {
  const { protocol, port } = new URL(url);
  const defaultPort = protocol === "https:" ? 443 : 80;
  let failure: NoAnswer | undefined;
  for (const address of addresses) {
    const failed = await connectOnce(address, port === "" ? defaultPort : Number(port), timeoutMs);
    if (!failed) return { address };
    failure ??= failed;
  }
  const why = failure?.message ?? "it has no address";
  return {
    unreachable: say`cannot connect to ${url}: ${why}. Is the emulator running? Start one (${adviseStart(url)}), or name another one with ${nameFlag("endpoint")}`,
  };
}
