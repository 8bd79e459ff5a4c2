/** What a small log of one kind must come to. */
import type { Entry } from "./small-log.ts";

/** A log, and what is otherwise than that all its calls succeed, all is verified and nothing had to be made. */
export type Kind = readonly [
  name: string,
  entries: readonly Entry[],
  wanted?: {
    readonly created?: readonly string[];
    readonly failed?: readonly string[];
    readonly skipped?: Readonly<Record<string, number>>;
    readonly open?: readonly string[];
    /** How many facts are verified, where it tells whether two are one. */
    readonly verified?: number;
  },
];

/** A log of one call, with what has to be made for it. */
export function makeOneCall(
  name: string,
  call: string,
  asked: object,
  created: readonly string[],
  answered: object | null = null,
): Kind {
  return [name, [[call, asked, answered]], { created }];
}
