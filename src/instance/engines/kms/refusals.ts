/** What KMS says no with. https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Done } from "../../gateway.ts";

/** An operation that ends with an error of the service. */
export class Refusal extends Error {
  constructor(readonly error: ServiceError) {
    super(error.message);
  }
}

/** Ends an operation with an error. */
export function refuse(code: string, message = ""): never {
  throw new Refusal({ code, message, status: 400 });
}

/** Ends an operation because of what its input says. */
export function refuseInput(message: string): never {
  return refuse("ValidationException", message);
}

/** What an operation that may be refused at any point comes to. */
export function answerRefusal(error: unknown): Done {
  if (error instanceof Refusal) return { error: error.error };
  throw error;
}
