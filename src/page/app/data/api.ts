/** Asks the admin API that served this page. */
import { askForToken, tokenHeaders } from "./token.ts";

/** What the API answered instead of what was asked for. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";

  constructor(
    /** The API's word for it; `unreachable` where no answer came. */
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Whatever was thrown, as what the API answered. */
export function toFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure("internal", tellError(error), 0);
}

/** What is said of whatever was thrown. */
export function tellError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What is asked besides the path. */
export interface RequestParts {
  readonly method?: string;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function readFailure(response: Response): Promise<ApiFailure> {
  const text = await response.text();
  try {
    const { error, message } = JSON.parse(text) as { error: string; message: string };
    return new ApiFailure(error, message, response.status);
  } catch {
    return new ApiFailure("no_answer", text.slice(0, 200) || response.statusText, response.status);
  }
}

/** The answer to a request. Throws an ApiFailure for one that is no success, or none. */
export async function ask(
  path: string,
  { method = "GET", body, headers, signal }: RequestParts = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { ...headers, ...tokenHeaders() },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure("unreachable", tellError(error), 0);
  }
  if (response.ok) return response;
  if (response.status === 401) askForToken();
  throw await readFailure(response);
}

/** The JSON of an answer. */
export async function askJson<T>(path: string, asked: RequestParts = {}): Promise<T> {
  const response = await ask(path, asked);
  return (await response.json()) as T;
}
