/** Events to steps: each with the model of its service, its operation and the input that its parameters mean. */
import { loadModel } from "../aws/model/table.ts";
import type { Operation, ServiceModel } from "../aws/model/types.ts";
import type { Structure } from "../aws/values.ts";
import { leaveCalls } from "../base/garbage.ts";
import { learnKeyTypes, makeKeyContext } from "../dialect/key-types.ts";
import { decodeParameters } from "../dialect/parameters.ts";
import type { TrailEvent } from "../trail/record.ts";

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
  /** prerequisite: makes what the log uses and never creates. closing: removes what the log must have lost the removal of. */
  readonly kind: "prerequisite" | "closing";
  /** What it makes or removes, as a recipe names it: `vpc`, `role`. */
  readonly type: string;
  /** The recorded identifier it stands for. */
  readonly recorded: string;
  /** The event that needs it. */
  readonly neededBy: string;
  /** What in the log tells how it must look, in a sentence. */
  readonly evidence: string;
}

/** One call to make. */
export interface Step {
  readonly event: TrailEvent;
  readonly model: ServiceModel;
  readonly operation: Operation;
  readonly input: Structure;
  /** Recorded parameters that fit no member of the input, as paths. */
  readonly unmatched: readonly string[];
  readonly placeholders?: readonly Placeholder[];
  /** Set where the log does not hold the call; its event is made up (eventId ""), with what the answer would have been. */
  readonly creation?: Creation;
}

/** The steps for events whose operations the lookup found, in the events' order. */
export async function planSteps(events: readonly TrailEvent[]): Promise<Step[]> {
  const keyTypes = learnKeyTypes(events);
  const steps: Step[] = [];
  for (const event of events) {
    const model = await loadModel(event.service);
    const operation = model.operations[event.operation];
    if (!operation) throw new RangeError(`no operation ${event.operation} in ${event.service}`);
    const decoded = decodeParameters(operation, event.requestParameters, (corrected) =>
      makeKeyContext(keyTypes, event, corrected),
    );
    leaveCalls(1);
    steps.push({ event, model, operation, input: decoded.input, unmatched: decoded.unmatched });
  }
  return steps;
}
