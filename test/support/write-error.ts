import type { Said } from "../../src/base/message.ts";

/** What gave an error, with the error as the text that the command line prints. */
export function writeError<T extends object>(result: T | { readonly error: Said }): object {
  return "error" in result ? { ...result, error: String(result.error) } : result;
}
