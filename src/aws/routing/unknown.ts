/** What AWS answers to a request that is none of a service's operations. */
import type { Protocol, ServiceModel } from "../model/types.ts";
import { hasBareErrors } from "../protocols/oddities.ts";
import type { ServiceError } from "../protocols/protocol.ts";

/** What a request says itself of the operation that it is for. */
export interface AskedOperation {
  readonly operation?: string | undefined;
  readonly version?: string | undefined;
}

/** `model` is undefined where the service is not known either. */
export function describeUnknown(
  model: ServiceModel | undefined,
  protocol: Protocol,
  { operation, version }: AskedOperation,
): ServiceError {
  if (protocol === "query" || protocol === "ec2") {
    if (operation === undefined)
      return { code: "MissingAction", message: "The request is missing an action", status: 400 };
    return {
      code: "InvalidAction",
      message: `Could not find operation ${operation} for version ${version ?? "NO_VERSION_SPECIFIED"}`,
      status: 400,
    };
  }
  if (model && hasBareErrors(model)) {
    return {
      code: "MethodNotAllowed",
      message: "The specified method is not allowed against this resource.",
      status: 405,
    };
  }
  const isRest = protocol === "rest-json" || protocol === "rest-xml";
  return { code: "UnknownOperationException", message: "", status: isRest ? 404 : 400 };
}
