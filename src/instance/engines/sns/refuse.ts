/** What SNS says of what it refuses, in the words that were recorded on AWS. */
import { type Refusal, refusal } from "../refusal.ts";

/** A parameter that SNS does not take, and why. */
export function refuseParameter(text: string): Refusal {
  return refusal("InvalidParameter", `Invalid parameter: ${text}`);
}

/** An attribute of a message that SNS does not take. */
export function refuseAttribute(message: string): Refusal {
  return refusal("ParameterValueInvalid", message);
}

/** What does not stand. */
export function refuseAbsent(what: string): Refusal {
  return refusal("NotFound", `${what} does not exist`, 404);
}

/** What AWS does and nothing here does. */
export function refuseUndone(what: string): Refusal {
  return refusal("NotImplemented", `cloudmock does not ${what}`, 501);
}
