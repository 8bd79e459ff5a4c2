/** Decides whether a replay may be sent to an endpoint: only to this machine or a private network, never to AWS. */

import { isIP } from "node:net";
import { nameFlag, type Said, say } from "../base/message.ts";
import { findAwsAddress, findAwsName, isLocalAddress, isLocalhost } from "./addresses.ts";

/** Gives the addresses of a host name; rejects where there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface EndpointRules {
  /** Whether names and addresses outside this machine and private networks are allowed. */
  readonly allowRemote: boolean;
  readonly resolve: Resolve;
}

/** An endpoint that calls may go to. */
export interface Endpoint {
  /** A base URL without a final slash. */
  readonly url: string;
  /**
   * Where its host is, checked, at least one. Calls go to these: a name could lead elsewhere when it is resolved once
   * more.
   */
  readonly addresses: readonly string[];
}

/**
 * The endpoint; or what is wrong with it and what to do next. `usage` is the
 * user's choice of endpoint, `unreachable` an allowed name that does not resolve.
 */
export type CheckedEndpoint = Endpoint | { readonly error: Said; readonly kind: "usage" | "unreachable" };

const EXAMPLE = "http://localhost:4566";

function refuse(error: Said): CheckedEndpoint {
  return { error, kind: "usage" };
}

/** Reads the URL, or says why it is none; no message repeats what may be a password. */
function parseEndpoint(text: string): URL | string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || /^\.+$/.test(url.hostname)) {
    const shown = /[@?]/.test(text) ? "the endpoint" : `the endpoint ${JSON.stringify(text)}`;
    return `${shown} is not an http or https URL; write it like ${EXAMPLE}`;
  }
  if (url.username !== "" || url.password !== "") {
    return `the endpoint holds a user name or a password, which no emulator needs; write it like ${EXAMPLE}`;
  }
  // An empty query or fragment leaves no trace in the parsed URL.
  if (/[?#]/.test(text)) {
    return `the endpoint has a query or a fragment, which a request cannot keep; write it like ${EXAMPLE}`;
  }
  return url;
}

/** Asks the resolver that fetch asks. */
export const resolveName: Resolve = async (name) => {
  const found = await Bun.dns.lookup(name, { backend: "system" });
  return found.map(({ address }) => address);
};

function describeHost(name: string, address: string): string {
  return name === address ? name : `${name} (${address})`;
}

async function findAddresses(name: string, resolve: Resolve): Promise<readonly string[]> {
  if (isIP(name) !== 0) return [name];
  if (isLocalhost(name)) return ["127.0.0.1", "::1"];
  try {
    return await resolve(name);
  } catch {
    return [];
  }
}

/**
 * Checks an endpoint. Hosts of AWS and its metadata addresses are refused under all rules; any other host must
 * resolve to loopback or private addresses only, unless `allowRemote`. Spellings (case, final dots, percent signs,
 * full-width letters, 0x7f.1) are what the URL parser makes of them, the same one that fetch uses.
 */
export async function checkEndpoint(text: string, rules: EndpointRules): Promise<CheckedEndpoint> {
  const url = parseEndpoint(text);
  if (typeof url === "string") return refuse(url);

  const name = url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/(?<!\.)\.+$/, "");
  const awsName = findAwsName(name);
  if (awsName !== undefined) {
    return refuse(
      say`${name} is AWS itself (${awsName}); a replay goes to an emulator only, such as ${nameFlag("endpoint")} ${EXAMPLE}`,
    );
  }
  const addresses = await findAddresses(name, rules.resolve);
  if (addresses.length === 0) {
    const error = say`the endpoint's name ${name} does not resolve; check its spelling, or give an address: ${nameFlag("endpoint")} http://127.0.0.1:4566`;
    // A name that may be anywhere is the user's to allow; one that is allowed and leads nowhere is unreachable.
    return { error, kind: rules.allowRemote ? "unreachable" : "usage" };
  }
  for (const address of addresses) {
    const what = findAwsAddress(address);
    if (what === undefined) continue;
    return refuse(
      `${describeHost(name, address)} is where AWS serves ${what}; a replay goes to an emulator only`,
    );
  }
  const remote = addresses.find((address) => !isLocalAddress(address));
  if (remote !== undefined && !rules.allowRemote) {
    return refuse(
      say`${describeHost(name, remote)} is neither this machine nor in a private network; if the emulator really runs there, add ${nameFlag("allow-remote")}`,
    );
  }
  return { addresses, url: url.origin + url.pathname.replace(/(?<!\/)\/+$/, "") };
}
