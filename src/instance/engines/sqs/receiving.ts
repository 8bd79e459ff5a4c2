import type { AskedParts } from "./show-message.ts";

/** What a call asks to receive. Times are in milliseconds. */
export interface Receiving {
  readonly limit: number;
  readonly visibility: number;
  readonly wait: number;
  readonly asked: AskedParts;
  /** What a call is known by that is made again. */
  readonly attempt: string | undefined;
}
