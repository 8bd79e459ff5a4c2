/** What S3 Select refuses: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#SelectObjectContentErrorCodeList */
import { type Refusal, refusal } from "../../refusal.ts";

/** A statement that is none, at the place of a token. */
export function unexpected(found: string, at: number): Refusal {
  const what = found === "" ? "the end" : `'${found}'`;
  return refusal("ParseUnexpectedToken", `Unexpected token found: ${what} at position ${at + 1}.`);
}

/** What of the language is not done. */
export function unsupported(what: string): Refusal {
  return refusal("UnsupportedSyntax", `Encountered unsupported syntax: ${what}.`);
}

export function unsupportedFunction(name: string): Refusal {
  return refusal("UnsupportedFunction", `Encountered an unsupported SQL function: ${name}.`);
}

/** A value that a function or an operator does not take. */
export function wrongValue(message: string): Refusal {
  return refusal("CastFailed", message);
}
