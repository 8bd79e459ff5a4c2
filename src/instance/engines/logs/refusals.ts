/** What CloudWatch Logs says where something is not as it is to be. */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";

/** An answer that is no success. */
export type Refused = { readonly error: ServiceError };

/** An error of the service. */
export function fail(code: string, message: string): Refused {
  return { error: { code, message, status: 400 } };
}

/** What is asked for wrongly. */
export function refuse(message: string): Refused {
  return fail("InvalidParameterException", message);
}

export const NO_GROUP = fail("ResourceNotFoundException", "The specified log group does not exist.");
export const NO_STREAM = fail("ResourceNotFoundException", "The specified log stream does not exist.");
export const BAD_TOKEN = refuse("The specified nextToken is invalid.");
export const BAD_PATTERN = refuse("Invalid filter pattern");
export const TOO_MANY = fail("LimitExceededException", "Resource limit exceeded.");
