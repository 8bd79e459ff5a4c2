/** What an engine refuses: thrown where it is found, at any point of what an operation does, and answered as an error. */
import type { ServiceError } from "../../aws/protocols/protocol.ts";
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import type { DataEngine } from "./engine.ts";

/** Thrown inside an engine for a call, or a part of one, that its service refuses. */
export class Refusal extends Error {
  constructor(readonly error: ServiceError) {
    super(error.message);
  }
}

/** An error with a code as SDKs show it. */
export function refusal(code: string, message: string, status = 400): Refusal {
  return new Refusal({ code, message, status });
}

/** Ends an operation with an error. */
export function refuse(code: string, message = ""): never {
  throw refusal(code, message);
}

/** Ends an operation because of what its input says. */
export function refuseInput(message: string): never {
  return refuse("ValidationException", message);
}

/** A refusal as the answer to its call. Throws what is none. */
export function tellRefusal(error: unknown): Done {
  if (error instanceof Refusal) return { error: error.error };
  throw error;
}

/** The same deed, which answers what it refuses instead of throwing it. */
export function answering(
  act: (context: Context) => Done | undefined,
): (context: Context) => Done | undefined {
  return (context) => {
    try {
      return act(context);
    } catch (error) {
      return tellRefusal(error);
    }
  };
}

/** What an operation does for a client: what it answers, or throws as a Refusal. */
export type ClientOperation = (context: Context) => Done | undefined | Promise<Done>;

/** The same in a replay: what production answered is answered. What is refused, as the log hides why it was not, is left. */
function takeTold(operation: ClientOperation, context: Context): Done | undefined {
  try {
    const done = operation(context);
    return done && !(done instanceof Promise) && "output" in done && context.told
      ? { output: context.told.output }
      : undefined;
  } catch (error) {
    tellRefusal(error);
    return undefined;
  }
}

function answer(
  operation: ClientOperation,
  context: Context,
  isAlsoTold: boolean,
): Done | undefined | Promise<Done> {
  if (context.told) return isAlsoTold ? takeTold(operation, context) : undefined;
  try {
    const done = operation(context);
    return done instanceof Promise ? done.catch(tellRefusal) : done;
  } catch (error) {
    return tellRefusal(error);
  }
}

/**
 * An engine of operations that clients call. What production did is taken by the generic behaviour, but for `settings`, which make
 * nothing that production would have named: of these an engine knows more than tables tell.
 */
export function answerClients(
  operations: Readonly<Record<string, ClientOperation>>,
  settings: Readonly<Record<string, ClientOperation>> = {},
): DataEngine {
  const all = [
    ...Object.entries(operations).map(([name, operation]) => [name, operation, false] as const),
    ...Object.entries(settings).map(([name, operation]) => [name, operation, true] as const),
  ];
  return Object.fromEntries(
    all.map(([name, operation, isAlsoTold]) => [
      name,
      (context: Context) => answer(operation, context, isAlsoTold),
    ]),
  );
}
