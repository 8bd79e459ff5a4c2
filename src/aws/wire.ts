/** What goes over the wire, as plain data: an encoder gives a WireRequest, the one sender gets a WireResponse. */
import type { NoAnswer } from "../base/failure.ts";

/** A request without host and credentials. Header names are lower-case. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded, beginning with "/". */
  readonly path: string;
  /** Decoded pairs in order; a value of undefined is a bare name (`?policy`). */
  readonly query: readonly (readonly [name: string, value: string | undefined])[];
  readonly headers: Readonly<Record<string, string>>;
  /** undefined where the request has no body at all. */
  readonly body: string | Uint8Array | undefined;
  /** The body as it comes, where it is too large to be whole in memory; then there is no other. */
  readonly stream?: AsyncIterable<Uint8Array> | undefined;
}

/** An answer as it came. Header names are lower-case. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Lends the body to who copies it at once, so that no copy has to be made for that. */
  readonly lend?: <T>(use: (body: Uint8Array) => T) => T;
  /** How long the body is, where to ask it would make a copy. */
  readonly size?: number;
  /** What follows the body as it comes, of an answer that a server gives. */
  readonly more?: AsyncIterable<Uint8Array>;
  /** The body, where it is too large to be whole in memory; then there is no other. It is taken once. */
  readonly pieces?: Iterable<Uint8Array> | undefined;
}

/** A request with all that goes over the wire. Header names are lower-case; the url is absolute. */
export interface ReadyRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** The answer, with a note where its body is not whole; or why there is none. */
export type Sent =
  | { readonly response: WireResponse; readonly note?: string }
  | { readonly failure: NoAnswer };
