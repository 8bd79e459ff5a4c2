/** What is answered where the tables do not tell what an operation does: nothing is pretended. */
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";

/** HTTP's word for it. */
const UNKNOWN_STATUS = 501;

/** 501, as HTTP says it: the operation is known, and what it does is not. */
export function refuseUnknown({ operation }: Context): Done {
  return {
    error: {
      code: "NotImplemented",
      message: `cloudmock does not know what ${operation.model.service} ${operation.name} does`,
      status: UNKNOWN_STATUS,
    },
  };
}

/** Whether an answer says that nothing is known of what the operation does. */
export function isUnknown(done: Done): boolean {
  return "error" in done && done.error.status === UNKNOWN_STATUS;
}
