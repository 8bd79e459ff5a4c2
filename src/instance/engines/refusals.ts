/** What an engine refuses: thrown where it is found, and answered as an error. */
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import { Refusal } from "./refusal.ts";

export { Refusal };

/** An error with a code as SDKs show it. */
export function refuse(code: string, message: string, status = 400): Refusal {
  return new Refusal({ code, message, status });
}

/** A refusal as the answer to its call. Throws what is none. */
export function tellRefusal(error: unknown): Done {
  if (error instanceof Refusal) return { error: error.error };
  throw error;
}

/** The same deed, which answers what it refuses instead of throwing it. */
export function answering(act: (context: Context) => Done): (context: Context) => Done {
  return (context) => {
    try {
      return act(context);
    } catch (error) {
      return tellRefusal(error);
    }
  };
}
