/** Makes the step of a call that the log does not hold. */
import { loadModel } from "../../aws/model/table.ts";
import type { Structure } from "../../aws/values.ts";
import type { Creation, Step } from "../steps.ts";

/** A call to make up, with what its answer would have been. */
export interface MadeUpCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Structure;
  readonly answer: Structure | null;
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ordinal: number;
  readonly creation: Creation;
}

/** The step of a made-up call. Its event has no id. Throws a RangeError for an operation that the API has not. */
export async function makeStep(call: MadeUpCall): Promise<Step> {
  const { service, operation: name, input, answer, account, region, at, ordinal, creation } = call;
  const model = await loadModel(service);
  const operation = model.operations[name];
  if (!operation) throw new RangeError(`no operation ${name} in ${service}`);
  const event = {
    eventId: "",
    eventName: name,
    eventTime: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
    at,
    region,
    account,
    service,
    operation: name,
    requestParameters: input,
    responseElements: answer,
    additionalEventData: null,
    resources: null,
    invokedBy: undefined,
    ordinal,
  };
  return { event, model, operation, input, unmatched: [], creation };
}
