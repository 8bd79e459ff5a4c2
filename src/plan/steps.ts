/** Events to steps: the calls to make. */
import { loadModel } from "../aws/model/table.ts";
import type { ServiceModel } from "../aws/model/types.ts";
import { leaveCalls } from "../base/garbage.ts";
import { type Call, decodeCall } from "../dialect/call.ts";
import { learnKeyTypes } from "../dialect/key-types.ts";
import { settleServices } from "../dialect/settle-services.ts";
import type { TrailEvent } from "../trail/record.ts";
import { loadArnServices } from "./missing/arn-services.ts";
import { loadRecipes } from "./missing/catalogue.ts";
import { loadTyped, namesTypes } from "./missing/typed-names.ts";

/** A member that the log does not hold and that was filled in so that the call can be made. */
export interface Placeholder {
  /** The member's path in the input: `SecretString`, `Code.ZipFile`. */
  readonly path: string;
  /** What stands there now, for people: `a secret of 32 characters`, `the file bodies/lambda/price.zip`. */
  readonly filled: string;
  readonly reason: string;
}

/** Why a call is made that the log does not hold. */
export interface Creation {
  /**
   * prerequisite: makes what the log's calls use and never create. seen: makes what its reads name. closing: removes what the
   * log must have lost the removal of. lookup: asks for what the target has by itself.
   */
  readonly kind: "prerequisite" | "seen" | "closing" | "lookup";
  /** What it makes, removes or asks for, as a recipe names it: `vpc`, `role`. */
  readonly type: string;
  /** The recorded identifier it stands for. */
  readonly recorded: string;
  /** The eventID of the call that needs it. */
  readonly neededBy: string;
  /** What in the log tells how it must look, in a sentence. */
  readonly evidence: string;
  /** Of a lookup: the id of the log's call that made what it asks for, and whose answer does not tell the identifier. */
  readonly of?: string;
}

/** One call to make: of the log, or made up. */
export interface Step extends Call {
  readonly placeholders?: readonly Placeholder[];
  /** Set where the log does not hold the call. */
  readonly creation?: Creation;
}

/** CloudTrail's times are whole seconds, in milliseconds. */
export const SECOND_MS = 1000;

/** The second that a call completed in, counted from 1970: within one, the order of calls is not known. */
export function tellSecond({ at }: Pick<Call, "at">): number {
  return Math.floor(at / SECOND_MS);
}

/** The steps for events whose operations the lookup found, in the events' order. What is known of their services is loaded. */
export async function planSteps(found: readonly TrailEvent[]): Promise<Step[]> {
  const models = new Map<string, ServiceModel>();
  const settled = await settleServices(found);
  const events =
    settled.size === 0
      ? found
      : found.map((event) => (settled.has(event) ? { ...event, ...settled.get(event) } : event));
  for (const service of new Set(events.map((event) => event.service))) {
    await loadRecipes(service);
    models.set(service, await loadModel(service));
  }
  const keyTypes = learnKeyTypes(events);
  const steps = events.map((event) => {
    leaveCalls(1);
    const { service, operation: name } = event;
    const operation = models.get(service)?.operations[name];
    if (!operation) throw new RangeError(`no operation ${name} in ${service}`);
    return decodeCall(event, operation, keyTypes);
  });
  for (const step of steps) if (namesTypes(step)) await loadTyped(step);
  await loadArnServices(steps);
  return steps;
}
