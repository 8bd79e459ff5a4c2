/** Gives a request the headers by which an emulator tells service, account and region apart. */
import type { WireRequest } from "../aws/wire.ts";
import type { TrailEvent } from "../trail/record.ts";

export interface Caller {
  /** The name that stands in the credential scope, from the API model. */
  readonly signingName: string;
  /** This program's version. */
  readonly version: string;
}

/** No emulator checks signatures, and there is no secret to make a real one with. */
const SIGNATURE = "0".repeat(64);

function formatScopeDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * The request with `authorization`, `user-agent` and `x-cloudmock-service` added. The credential names the event's
 * account and region and the day of the event, so the same trail gives the same requests at any time; nothing of
 * the log's access keys or of this machine's AWS credentials is in it. The region is percent-encoded, since a
 * damaged log may hold anything there and a header may not.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function authorizeRequest(request: WireRequest, event: TrailEvent, caller: Caller): WireRequest {
  const scope = [
    event.account,
    formatScopeDate(event.at),
    encodeURIComponent(event.region.toWellFormed()),
    caller.signingName,
    "aws4_request",
  ].join("/");
  return {
    ...request,
    headers: {
      ...request.headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${SIGNATURE}`,
      // moto takes a region from a User-Agent that holds "region/".
      "user-agent": `cloudmock/${caller.version}`,
      "x-cloudmock-service": event.service,
    },
  };
}
