/** Makes the API's answers: JSON, the headers that every answer has, and what an error looks like. */

import { EndpointError, InputError, OutputError, UsageError } from "../base/errors.ts";
import { printJson } from "../report/unprintable.ts";
import type { ApiAnswer, ErrorCode, SchemaName } from "./schemas.ts";

/** No answer is to be kept, guessed at, framed or run by a browser. */
const COMMON_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

type Headers = Readonly<Record<string, string>>;

/** A request that is refused, or a replay that failed, with the status that says by whose fault. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    readonly headers: Headers = {},
  ) {
    super(message);
  }

  get body(): ApiAnswer<"Error"> {
    return { error: this.code, message: this.message };
  }
}

/** An answer with a body of this content type. */
export function answer(
  status: number,
  type: string,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Headers = {},
): Response {
  return new Response(body, { status, headers: { ...COMMON_HEADERS, "content-type": type, ...headers } });
}

/** An answer without a body. */
export function answerEmpty(headers: Headers = {}): Response {
  return new Response(null, { status: 204, headers: { ...COMMON_HEADERS, ...headers } });
}

/** An answer of JSON, laid out for people as the command line does; `Name` is its schema in openapi.json. */
export function answerJson<Name extends SchemaName>(
  body: NoInfer<ApiAnswer<Name>>,
  status = 200,
  headers: Headers = {},
): Response {
  return answer(status, "application/json", `${printJson(body, 2)}\n`, headers);
}

/** The same on one line, for what is read by programs alone and is long. */
export function answerLine<Name extends SchemaName>(body: NoInfer<ApiAnswer<Name>>): Response {
  return answer(200, "application/json", `${printJson(body)}\n`);
}

const OURS = "cloudmock failed, and it is not your fault; what it printed where it runs says more";

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

/** What is answered for each fault. */
const FAULTS = [
  [UsageError, 400, "invalid_parameter"],
  [InputError, 400, "invalid_trail"],
  [EndpointError, 502, "endpoint_unreachable"],
  [OutputError, 500, "output_failed"],
] as const;

/** Flags are parameters here, under their own names. */
function nameParameter(flag: string): string {
  return flag;
}

/** What to answer for an error; anything that is not known is ours, and its details stay here. */
export function explainError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  for (const [type, status, code] of FAULTS)
    if (error instanceof type) return new ApiError(status, code, error.render(nameParameter));
  if (isDiskFull(error))
    return new ApiError(507, "disk_full", "the server has no room for the trail or its result; make some");
  return new ApiError(500, "internal_error", OURS);
}

/** The answer for an error. */
export function answerError(error: ApiError): Response {
  return answerJson<"Error">(error.body, error.status, error.headers);
}
