/** Gives a request the headers by which an emulator tells service, account and region apart. */
import { compileLightly } from "../base/compiling.ts";
import type { WireRequest } from "./wire.ts";

/** What of a recorded call says where and when it was made. */
export interface RecordedPlace {
  readonly service: string;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Caller {
  /** The name that stands in the credential scope, from the API model. */
  readonly signingName: string;
  /** This program's version. */
  readonly version: string;
}

/** Where in a target a request belongs. */
export interface Place {
  /** What stands for the access key in the credential: mostly an account of 12 digits. */
  readonly accessKey: string;
  readonly region: string;
  /** Headers by which the target chooses an account; names are lower-case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Signing {
  readonly place: Place;
  /** Milliseconds since 1970, for the date in the credential. */
  readonly at: number;
  /** botocore's name of the service. */
  readonly service: string;
  readonly caller: Caller;
}

/** No emulator checks signatures, and there is no secret to make a real one with. */
const SIGNATURE = "0".repeat(64);

const DAY_MS = 86_400_000;
const days = new Map<number, string>();

function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll("-", "");
}

/** The day of a moment as a credential has it: 20260401. */
function formatScopeDate(at: number): string {
  return days.getOrInsertComputed(Math.floor(at / DAY_MS), formatDay);
}

/** A log has a few a day. */
const credentials = new Map<string, string>();
const MOST_CREDENTIALS = 1_000;

function showCredential({ accessKey, region }: Place, date: string, signingName: string): string {
  const key = `${accessKey}/${date}/${region}/${signingName}`;
  const known = credentials.get(key);
  if (known !== undefined) return known;
  const encoded = encodeURIComponent(region.toWellFormed());
  const scope = `${accessKey}/${date}/${encoded}/${signingName}/aws4_request`;
  const text = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${SIGNATURE}`;
  if (credentials.size >= MOST_CREDENTIALS) credentials.clear();
  credentials.set(key, text);
  return text;
}

/** The place that the log itself names: the event's account and region. */
function recordedPlace({ account, region }: RecordedPlace): Place {
  return { accessKey: account, region, headers: {} };
}

/**
 * The request with `authorization`, `user-agent`, `x-cloudmock-service` and the place's own headers added. Nothing of
 * this machine's AWS credentials is in it. The region is percent-encoded, since a damaged log may hold anything there
 * and a header may not.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function signRequest(request: WireRequest, { place, at, service, caller }: Signing): WireRequest {
  const headers = Object.assign({}, request.headers, place.headers, {
    authorization: showCredential(place, formatScopeDate(at), caller.signingName),
    // moto takes a region from a User-Agent that holds "region/".
    "user-agent": `cloudmock/${caller.version}`,
    "x-cloudmock-service": service,
  });
  const { method, path, query, body } = request;
  return { method, path, query, headers, body };
}

/**
 * The request of an event, signed for `place` on the day of the event, so that the same trail gives the same requests
 * at any time. Nothing of the log's access keys is in it.
 */
export function authorizeRequest(
  request: WireRequest,
  event: RecordedPlace,
  caller: Caller,
  place: Place = recordedPlace(event),
): WireRequest {
  return signRequest(request, { place, at: event.at, service: event.service, caller });
}

compileLightly(signRequest);
