/** Does calls one after the other that wait for other services in their middle: two that see the same lack would each fill it. */
import type { Store } from "../store.ts";
import type { Around } from "./around.ts";

const last = new WeakMap<Store, Promise<unknown>>();

/** A call that begins once those before it of its world have ended, of all that are done so. It must not ask for another such call. */
export function inTurn(around: Around): Around {
  return (context, doIt) => {
    const { store } = context;
    const done = (last.get(store) ?? Promise.resolve()).then(() => around(context, doIt));
    last.set(
      store,
      done.catch(() => undefined),
    );
    return done;
  };
}
