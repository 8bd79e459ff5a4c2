/** Calls as SDKs make them: with a token of its own for each. */
import { makeCaller } from "../../support/world.ts";

/** A caller in a world of its own. */
export function makeSecretCaller(): ReturnType<typeof makeCaller> {
  const call = makeCaller();
  return (name, input, more) => call(name, { ClientRequestToken: crypto.randomUUID(), ...input }, more);
}
