/** Who sends a request, and to which region: what its credential scope says. Signatures are not checked. */

import { percentDecode } from "../aws/formats/percent.ts";
import { splitCredential } from "../aws/routing/signing-name.ts";
import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject } from "../base/values.ts";

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

/** Who a session is that STS gave credentials to. */
export interface StsSession {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** Where requests belong that do not say it, and whose a key is that IAM gave. */
export interface CallerHome extends Requester {
  readonly accountOf?: ((key: string) => string | undefined) | undefined;
}

const TOKEN_MARK = "cloudmock:";
const TOKEN_HEADER = "x-amz-security-token";

/** The token of a session. It says whose it is, so that nothing has to be kept of it. */
export function writeSessionToken(session: StsSession): string {
  return Buffer.from(`${TOKEN_MARK}${JSON.stringify(session)}`).toString("base64");
}

/** The session whose token a request shows; undefined where it shows none of the instance's own. */
export function readSession({ headers, query }: WireRequest): StsSession | undefined {
  const token =
    headers[TOKEN_HEADER] ??
    (query.length > 0 ? query.find(([name]) => name.toLowerCase() === TOKEN_HEADER)?.[1] : undefined);
  const text = token === undefined ? "" : Buffer.from(token, "base64").toString();
  if (!text.startsWith(TOKEN_MARK)) return undefined;
  try {
    const told: unknown = JSON.parse(text.slice(TOKEN_MARK.length));
    const { account, arn, userId } = isObject(told) ? told : {};
    if (typeof account !== "string" || typeof arn !== "string" || typeof userId !== "string")
      return undefined;
    return ACCOUNT.test(account) ? { account, arn, userId } : undefined;
  } catch {
    return undefined;
  }
}

/** The access key that a request is signed with. */
export function readKey(request: WireRequest): string | undefined {
  return readScope(request)?.key;
}

const V2 = /^AWS ([^:]+):/;

/** The key of a signature of version 2, which says nothing else. */
function readV2Key({ headers, query }: WireRequest): string | undefined {
  const inHeader = V2.exec(headers["authorization"] ?? "")?.[1];
  return inHeader ?? query.find(([name]) => name === "AWSAccessKeyId")?.[1];
}

/** Whose a request is, as its credential says. */
interface KeyScope {
  readonly key: string;
  readonly region: string;
}

let lastParts: readonly string[] | undefined;
let lastScope: KeyScope | undefined;

/** The key and the region of a credential. A key may have slashes itself. */
function readScope(request: WireRequest): KeyScope | undefined {
  const parts = splitCredential(request);
  if (parts.length < 5) {
    const key = readV2Key(request);
    return key === undefined ? undefined : { key, region: "" };
  }
  // One request is asked several times, and the next one mostly says the same.
  if (parts !== lastParts || !lastScope) {
    lastParts = parts;
    lastScope = { key: parts.slice(0, -4).join("/"), region: percentDecode(parts.at(-3) ?? "") ?? "" };
  }
  return lastScope;
}

function readAccount(text: string | undefined): string | undefined {
  return text !== undefined && ACCOUNT.test(text) ? text : undefined;
}

/**
 * The account is an access key of 12 digits, that of a session or of a key that the instance gave, or else the default one, as
 * moto and LocalStack have it; the region is the scope's.
 */
export function readCaller(request: WireRequest, home: CallerHome): Requester {
  const asked = request.headers["x-moto-account-id"];
  const scope = readScope(request);
  const key = scope?.key ?? "";
  const account =
    readAccount(asked) ?? readAccount(key) ?? readSession(request)?.account ?? home.accountOf?.(key);
  return { account: account ?? home.account, region: scope?.region || home.region };
}

compileLightly(readScope, readCaller, readSession);
