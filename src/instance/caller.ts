/** Who sends a request, and to which region: what its credential scope says. Signatures are not checked. */
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
const IN_HEADER = /\bCredential=([^,\s]+)/;

/** The parts of a credential scope: `KEY/20260401/eu-west-1/sqs/aws4_request`. A key may have slashes itself. */
function readScope({
  headers,
  query,
}: WireRequest): { readonly key: string; readonly region: string } | undefined {
  const inHeader = IN_HEADER.exec(headers["authorization"] ?? "")?.[1];
  const scope = inHeader ?? query.find(([name]) => name === "X-Amz-Credential")?.[1];
  const parts = scope?.split("/") ?? [];
  if (parts.length < 5) return undefined;
  return { key: parts.slice(0, -4).join("/"), region: decodeURIComponent(parts.at(-3) ?? "") };
}

/**
 * The account is an access key of 12 digits, that of a key which `findAccount` knows, or else the default one, as moto and
 * LocalStack have it; the region is the scope's.
 */
export function readCaller(
  request: WireRequest,
  home: Requester,
  findAccount: (accessKey: string) => string | undefined = () => undefined,
): Requester {
  const asked = request.headers["x-moto-account-id"];
  const scope = readScope(request);
  const key = scope?.key ?? "";
  const account = [asked, key, findAccount(key)].find((text) => text !== undefined && ACCOUNT.test(text));
  return { account: account ?? home.account, region: scope?.region || home.region };
}
