/** A step from recorded parameters, for tests. */
import { loadModel } from "../../src/aws/model/table.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";
import type { Step } from "../../src/plan/steps.ts";
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
  const model = await loadModel(service);
  const found = model.operations[operation];
  if (!found) throw new RangeError(`no operation ${operation} in ${service}`);
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
  const { input, unmatched } = decodeParameters(found, requestParameters);
  return { event, model, operation: found, input, unmatched };
}
