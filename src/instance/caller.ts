/** Who sends a request, and to which region: what its credential scope says. Signatures are not checked. */
import { percentDecode } from "../aws/formats/percent.ts";
import { readCredential } from "../aws/routing/signing-name.ts";
import type { WireRequest } from "../aws/wire.ts";

/** A place of the instance: nothing of one is seen from another. */
export interface Requester {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** Where requests belong that do not say it, and where no log does. */
export const DEFAULT_ACCOUNT = "000000000000";
export const DEFAULT_REGION = "us-east-1";

const ACCOUNT = /^\d{12}$/;

/** The key and the region of a credential. A key may have slashes itself. */
function readScope(request: WireRequest): { readonly key: string; readonly region: string } | undefined {
  const parts = readCredential(request)?.split("/") ?? [];
  if (parts.length < 5) return undefined;
  return { key: parts.slice(0, -4).join("/"), region: percentDecode(parts.at(-3) ?? "") ?? "" };
}

/**
 * The account is an access key of 12 digits, or else the default one, as moto and
 * LocalStack have it; the region is the scope's.
 */
export function readCaller(request: WireRequest, home: Requester): Requester {
  const asked = request.headers["x-moto-account-id"];
  const scope = readScope(request);
  const key = scope?.key ?? "";
  const account = [asked, key].find((text) => text !== undefined && ACCOUNT.test(text));
  return { account: account ?? home.account, region: scope?.region || home.region };
}
