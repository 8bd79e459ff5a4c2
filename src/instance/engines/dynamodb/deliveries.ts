/** What of a call goes to other services, and is waited for before the call is answered. */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { DataEngine } from "../engine.ts";

const pending = new WeakMap<Context, Promise<unknown>[]>();

/** Notes what a call is to wait for. What becomes of it is no matter of the call's. */
export function waitFor(context: Context, delivery: Promise<unknown>): void {
  pending.getOrInsertComputed(context, () => []).push(delivery.catch(() => undefined));
}

async function giveAfter(deliveries: readonly Promise<unknown>[], done: Done | Promise<Done>): Promise<Done> {
  await Promise.all(deliveries);
  return done;
}

/** Operations that are answered once all that they deliver has arrived. */
export function delivering(engine: DataEngine): DataEngine {
  return Object.fromEntries(
    Object.entries(engine).map(([name, operation]) => [
      name,
      (context: Context): Done | Promise<Done> => {
        const done = operation?.(context) as Done | Promise<Done>;
        const deliveries = pending.get(context);
        return deliveries ? giveAfter(deliveries, done) : done;
      },
    ]),
  );
}
