/** Events to steps: each with the model of its service, its operation and the input that its parameters mean. */
import { loadModel } from "../aws/models/table.ts";
import type { Operation, ServiceModel } from "../aws/models/types.ts";
import type { Structure } from "../aws/values.ts";
import type { TrailEvent } from "../trail/record.ts";
import { learnKeyTypes, makeKeyContext } from "./key-types.ts";
import { decodeParameters } from "./parameters.ts";

/** One call to make. */
export interface Step {
  readonly event: TrailEvent;
  readonly model: ServiceModel;
  readonly operation: Operation;
  readonly input: Structure;
  /** Recorded parameters that fit no member of the input, as paths. */
  readonly unmatched: readonly string[];
}

/** The steps for events whose operations the lookup found, in the events' order. */
export async function planSteps(events: readonly TrailEvent[]): Promise<Step[]> {
  const keyTypes = learnKeyTypes(events);
  const steps: Step[] = [];
  for (const event of events) {
    const model = await loadModel(event.service);
    const operation = model.operations[event.operation];
    if (!operation) throw new RangeError(`no operation ${event.operation} in ${event.service}`);
    const decoded = decodeParameters(model, operation, event.requestParameters, (corrected) =>
      makeKeyContext(keyTypes, event, corrected),
    );
    steps.push({ event, model, operation, input: decoded.input, unmatched: decoded.unmatched });
  }
  return steps;
}
