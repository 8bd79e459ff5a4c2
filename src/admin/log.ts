/** Tells whoever started the server what concerns them. */
import type { Remarks } from "../options/surroundings.ts";

/** What is told to whoever started the server. */
export interface AdminLog extends Remarks {
  error(message: string): void;
}

/** Tells of a failure of ours, with its stack. */
export function reportFault(error: unknown, log: AdminLog): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error("cloudmock failed, and it is not your fault; please report it with these lines:");
  for (const line of stack.split("\n")) log.info(`  ${line}`);
}
