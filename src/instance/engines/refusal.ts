/** Operations that may be refused at any point of what they do. */
import type { ServiceError } from "../../aws/protocols/protocol.ts";
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import type { DataEngine } from "./engine.ts";

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

function answerRefusal(error: unknown): Done {
  if (error instanceof Refusal) return { error: error.error };
  throw error;
}

/** What an operation does for a client: what it answers, or throws as a Refusal. */
export type ClientOperation = (context: Context) => Done | undefined | Promise<Done>;

function answer(operation: ClientOperation, context: Context): Done | undefined | Promise<Done> {
  if (context.told) return undefined;
  try {
    const done = operation(context);
    return done instanceof Promise ? done.catch(answerRefusal) : done;
  } catch (error) {
    return answerRefusal(error);
  }
}

/** An engine of operations that clients call. What production did is taken by the generic behaviour. */
export function answerClients(operations: Readonly<Record<string, ClientOperation>>): DataEngine {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (context: Context) => answer(operation, context),
    ]),
  );
}
