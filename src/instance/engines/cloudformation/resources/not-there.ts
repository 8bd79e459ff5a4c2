/** Whether an error says that what was asked for is not there. */
import type { ServiceError } from "../../../../aws/protocols/protocol.ts";

const NOT_FOUND = 404;

/** By the error's status, and by how services call it. */
export function isNotThere({ code, status }: ServiceError): boolean {
  return status === NOT_FOUND || /NotFound|NonExistent|NoSuch|DoesNotExist/i.test(code);
}
