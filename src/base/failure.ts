/** Names what went wrong with a request that got no answer. */

/** Why there is no answer: a word as code, and a sentence. */
export interface NoAnswer {
  readonly code: string;
  readonly message: string;
}

/** By the `code` or else the `name` of what fetch and Bun.connect throw. */
const FAILURES: Readonly<Record<string, NoAnswer>> = {
  ECONNREFUSED: { code: "ConnectionRefused", message: "nothing listens at the endpoint" },
  ECONNRESET: {
    code: "ConnectionReset",
    message: "the endpoint closed the connection without a whole answer",
  },
  EPIPE: {
    code: "ConnectionReset",
    message: "the endpoint closed the connection while the request was sent",
  },
  ENOTFOUND: { code: "NameNotFound", message: "the endpoint's name does not resolve" },
  EAI_AGAIN: { code: "NameNotFound", message: "the endpoint's name could not be resolved just now" },
  EHOSTUNREACH: { code: "HostUnreachable", message: "there is no route to the endpoint's host" },
  ENETUNREACH: { code: "HostUnreachable", message: "there is no route to the endpoint's network" },
  ETIMEDOUT: { code: "Timeout", message: "the connection timed out" },
  EPROTO: { code: "TlsFailed", message: "the TLS handshake failed; does the endpoint speak https?" },
  Malformed_HTTP_Response: { code: "NotHttp", message: "what the endpoint answered is not HTTP" },
  TimeoutError: { code: "Timeout", message: "no whole answer came in time" },
  AbortError: { code: "Interrupted", message: "the replay was interrupted before an answer came" },
};

/** What a thrown error of fetch or Bun.connect means. One that is not known keeps its own words. */
export function describeFailure(thrown: unknown): NoAnswer {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = "code" in error ? String(error.code) : "";
  const isTls = /CERT|TLS|SSL/.test(code);
  return (
    FAILURES[code] ??
    FAILURES[error.name] ?? { code: isTls ? "TlsFailed" : "RequestFailed", message: error.message }
  );
}
