/** What SQS says of what it refuses: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
import type { Context } from "../../behaviour/context.ts";
import { type Refusal, refusal } from "../refusal.ts";

/** A value that is refused. */
export function refuseValue(message: string): Refusal {
  return refusal("InvalidParameterValue", message);
}

/** A value of a parameter that is refused, and why. */
export function refuseParameter(value: unknown, name: string, reason: string): Refusal {
  return refuseValue(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);
}

/** A parameter that is missing. */
export function refuseMissing(name: string): Refusal {
  return refusal("MissingParameter", `The request must contain the parameter ${name}.`);
}

/** What no queue stands for: query says it in the words that it always had. */
export function refuseNoQueue({ protocol }: Context): Refusal {
  const version = protocol === "query" ? " for this wsdl version" : "";
  return refusal("AWS.SimpleQueueService.NonExistentQueue", `The specified queue does not exist${version}.`);
}
