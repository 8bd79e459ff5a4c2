/** What behaviours work with: a call, what the tables say of it, and what stands. */

import type { ServiceReadings } from "../../aws/resources/readings.ts";
import type { OperationMeaning, ServiceResources } from "../../aws/resources/types.ts";
import type { Knowledge } from "../../verify/knowledge.ts";
import type { CheckedCall } from "../gateway.ts";
import type { Store, ThingPlace } from "../store.ts";

/** What a call is answered from. */
export interface Context extends CheckedCall {
  readonly meaning: OperationMeaning;
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
  /** What verification knows of the operation: how what it says is read. */
  readonly knowledge: Knowledge;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A text of so many hexadecimal digits that was never given before. */
  readonly mint: (length: number) => string;
}

/** The type of what is brought to a thing of a type, and told with it. */
export function nameAttached(type: string): string {
  return `${type} attachment`;
}

/** Where things of a type stand for the caller: those named once an account have no region. */
export function placeOf({ caller, resources }: Context, type: string): ThingPlace {
  const scope = resources.types[type]?.scope ?? resources.scope;
  return { account: caller.account, region: scope === "region" ? caller.region : "" };
}
