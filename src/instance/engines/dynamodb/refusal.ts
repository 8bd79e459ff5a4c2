/** Errors of DynamoDB: thrown where they are found, and answered by the operation. */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { Refusal, tellRefusal } from "../refusal.ts";

/** An error that a call is answered with. */
export class RefusedRequest extends Refusal {
  /**
   * `isWhole`: whether the message says all, so that where it stands nothing is put before it. `isAtOnce`: whether it is found before
   * a transaction begins, and no reason to cancel one.
   */
  constructor(
    error: ServiceError,
    readonly isWhole = false,
    readonly isAtOnce = false,
  ) {
    super(error);
  }
}

/** A request that AWS does not take. */
export function refuse(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 });
}

/** A number or a set that AWS does not take, which is said in the same words wherever it stands. */
export function refuseValue(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 }, true);
}

/** A key without a value: a transaction with such a one is not even begun. */
export function refuseAtOnce(message: string): RefusedRequest {
  return new RefusedRequest({ code: "ValidationException", message, status: 400 }, false, true);
}

/** Any other error of the API's. */
export function refuseAs(code: string, message: string, members?: Structure): RefusedRequest {
  return new RefusedRequest({ code, message, status: 400, ...(members && { members }) });
}

/** The refusal of who may not ask for what an ARN names. */
export function refuseResource({ operation, caller }: Context, arn: string): RefusedRequest {
  return refuseAs(
    "AccessDeniedException",
    `User: arn:aws:iam::${caller.account}:root is not authorized to perform: dynamodb:${operation.name} on resource: ${arn === "" ? "*" : arn}`,
  );
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
