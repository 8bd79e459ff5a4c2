/** What engines let go of one by one that no operation removes without receiving it: by service and type. */
import type { Store } from "../store.ts";
import type { Kind, Thing } from "../thing.ts";

/** Removes an item, as its list told it. False where it is not there. */
export type RemoveHeld = (store: Store, thing: Thing, item: Readonly<Record<string, unknown>>) => boolean;

const REMOVERS: Readonly<Record<string, () => Promise<RemoveHeld>>> = {
  "sqs queue": async () => (await import("../engines/sqs/remove-message.ts")).removeMessage,
};

/** How an engine removes what things of a kind hold; undefined where an operation does. */
export async function findRemover({ service, type }: Kind): Promise<RemoveHeld | undefined> {
  return await REMOVERS[`${service} ${type}`]?.();
}

/** Whether an engine does. */
export function hasRemover({ service, type }: Kind): boolean {
  return Object.hasOwn(REMOVERS, `${service} ${type}`);
}
