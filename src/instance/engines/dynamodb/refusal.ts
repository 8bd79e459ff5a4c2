/** Errors of DynamoDB: thrown where they are found, and answered by the operation. */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { Refusal, tellRefusal } from "../refusal.ts";

/** An error that a call is answered with. */
export class RefusedRequest extends Refusal {
  /**
   * Whether the message says all, so that where it stands nothing is put before it; whether it is found before a transaction begins,
   * and no reason to cancel one; whether a request is not even read that has this.
   */
  readonly isWhole: boolean;
  readonly isAtOnce: boolean;
  readonly isUnread: boolean;

  constructor(error: ServiceError, kind?: "whole" | "at once" | "unread") {
    super(error);
    this.isWhole = kind === "whole";
    this.isAtOnce = kind === "at once";
    this.isUnread = kind === "unread";
  }
}

/** A request that AWS does not take. */
export function refuse(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 });
}

/** A number or a set that AWS does not take, which is said in the same words wherever it stands. */
export function refuseValue(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 }, "whole");
}

/** A key without a value: a transaction with such a one is not even begun. */
export function refuseAtOnce(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 }, "at once");
}

/** A value without a type or with several. */
export function refuseUnread(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 }, "unread");
}

/**
 * What is read of a request before its table is looked for. What is wrong there is counted by the operations that AWS has moved to a
 * new way of checking, by mid-2026 in nearly all regions: https://github.com/getmoto/moto/pull/10198
 */
export function counting<T>(read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof RefusedRequest) || problem.isUnread) throw problem;
    throw refuse(`1 validation error detected: ${problem.error.message}`);
  }
}

/** Any other error of the API's. */
export function refuseAs(code: string, message: string, members?: Structure): RefusedRequest {
  return new RefusedRequest({ code, message, status: 400, ...(members && { members }) });
}

/** An operation whose refusals are its answer. */
export function answering(operation: (context: Context) => Structure): (context: Context) => Done {
  return (context) => {
    try {
      return { output: operation(context) };
    } catch (problem) {
      return tellRefusal(problem);
    }
  };
}
