/** Errors of DynamoDB: thrown where they are found, and answered by the operation. */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { Refusal, tellRefusal } from "../refusal.ts";

/** What is special about an error. */
interface Specials {
  /** Whether the message says all, so that where it stands nothing is put before it. */
  readonly isWhole?: boolean;
  /** Whether it is found before a transaction begins, and no reason to cancel one. */
  readonly isAtOnce?: boolean;
  /** Whether a request is not even read that has this. */
  readonly isUnread?: boolean;
  /** Whether it is found as soon as the request is read, where the message says so without the place. */
  readonly bare?: string | undefined;
}

/** An error that a call is answered with. */
export class RefusedRequest extends Refusal {
  constructor(
    error: ServiceError,
    readonly specials: Specials = {},
  ) {
    super(error);
  }
}

function invalid(message: string, specials?: Specials): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 }, specials);
}

/** A request that AWS does not take. */
export function refuse(message: string): RefusedRequest {
  return invalid(message);
}

/** A value that is found as soon as a request is read. */
export function refuseRead(message: string): RefusedRequest {
  return invalid(message, { bare: message });
}

/** A number or a set that AWS does not take, which is said in the same words wherever it stands. */
export function refuseValue(message: string): RefusedRequest {
  return invalid(message, { isWhole: true, bare: message });
}

/** A set with something in it twice. */
export function refuseTwice(message: string): RefusedRequest {
  return invalid(message, { isWhole: true });
}

/** The same refusal, said of the place where a value stands. */
export function placed({ specials: { bare } }: RefusedRequest, message: string): RefusedRequest {
  return invalid(message, { bare });
}

/** A key without a value: a transaction with such a one is not even begun. */
export function refuseAtOnce(message: string): RefusedRequest {
  return invalid(message, { isAtOnce: true });
}

/** A value without a type or with several. */
export function refuseUnread(message: string): RefusedRequest {
  return invalid(message, { isUnread: true });
}

/**
 * What is read of a request before its table is looked for. What is wrong there is counted by the operations that AWS has moved to a
 * new way of checking, by mid-2026 in nearly all regions: https://github.com/getmoto/moto/pull/10198
 */
export function counting<T>(read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof RefusedRequest) || problem.specials.isUnread) throw problem;
    throw refuse(`1 validation error detected: ${problem.specials.bare ?? problem.error.message}`);
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
