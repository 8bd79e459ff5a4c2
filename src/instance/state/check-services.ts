/** Checks that what a state holds is of services that this version knows: another one may have written it. */
import { loadIndex } from "../../aws/model/table.ts";
import type { InstanceState } from "../store.ts";
import { UnreadableState } from "./tables.ts";

/** Gives the state back. Throws UnreadableState where a thing in it is of no service of the models. */
export async function checkServices(state: InstanceState): Promise<InstanceState> {
  const { services } = await loadIndex();
  const known = new Set(services.map(({ service }) => service));
  const foreign = state.things.find(({ service }) => !known.has(service));
  if (foreign) {
    const name = JSON.stringify(foreign.service.slice(0, 100));
    throw new UnreadableState(`holds things of the service ${name}, which this version does not know`);
  }
  return state;
}
