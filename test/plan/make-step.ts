/** A step from recorded parameters, for tests. */
import { planSteps, type Step } from "../../src/plan/steps.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

let count = 0;

/** The step of an event with `requestParameters`, with an eventId of its own. */
export async function makeStep(
  service: string,
  operation: string,
  requestParameters: unknown,
  changes: Partial<TrailEvent> = {},
): Promise<Step> {
  count += 1;
  const event = makeEvent({
    eventId: `event-${count}`,
    eventName: operation,
    service,
    operation,
    requestParameters,
    ordinal: count,
    ...changes,
  });
  const [step] = await planSteps([event]);
  if (!step) throw new Error("no step");
  return step;
}
