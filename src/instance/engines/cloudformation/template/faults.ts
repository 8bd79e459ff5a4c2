/** What CloudFormation refuses of a template. */
import { type Refusal, refusal } from "../../refusal.ts";

/** A fault of the template, or of what it is used with. */
export function fault(message: string): Refusal {
  return refusal("ValidationError", message);
}
