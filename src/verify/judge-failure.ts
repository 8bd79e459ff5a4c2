/** What a failed read says of the thing that it asked for: that it is not there, or nothing. */

import type { Operation } from "../aws/model/types.ts";
import { findErrorShape } from "../aws/protocols/error-shapes.ts";
import type { FailedAnswer } from "../aws/protocols/failures.ts";
import type { Structure } from "../aws/values.ts";
import { findCause } from "../replay/causes.ts";

/** `absent`: the emulator says that there is no such thing. `unreadable`: it cannot say. */
export interface Unread {
  /** What a list told that does not have it. */
  readonly output?: Structure;
  readonly kind: "absent" | "unreadable";
  readonly reason: string;
}

const NOT_FOUND = 404;

/** Whether the API model says that an error of the operation means that the thing is not there. */
function isModelledAbsence(operation: Operation, code: string): boolean {
  if (findErrorShape(operation, code)?.status === NOT_FOUND) return true;
  return Object.values(operation.model.waiters ?? {}).some(
    (waiter) =>
      waiter.operation === operation.name &&
      waiter.acceptors.some(
        ({ matcher, expected, state }) => matcher === "error" && state === "success" && expected === code,
      ),
  );
}

/** What a failed read tells: by the operation's errors and waiters, by HTTP's own status, else by the table of causes. */
export function judgeFailure(operation: Operation, { code, message }: FailedAnswer, status: number): Unread {
  const reason = `${code}: ${message}`;
  const cause = findCause({ status, code, message, deed: "read" });
  // An answer without a code is not the service's: it has no such path. But a HEAD cannot have one.
  const isBare = code === String(status);
  if (status === NOT_FOUND && isBare && operation.http.method === "HEAD") return { kind: "absent", reason };
  if (cause.category === "target_unsupported")
    return { kind: "unreadable", reason: `the target does not implement it (${reason})` };
  const isAbsent =
    cause.absent === true || (status === NOT_FOUND && !isBare) || isModelledAbsence(operation, code);
  return { kind: isAbsent && status < 500 ? "absent" : "unreadable", reason };
}
