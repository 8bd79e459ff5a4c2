/** A step of any operation, as if it had been recorded without an answer. */
import type { Operation } from "../../../src/aws/model/types.ts";
import { makeStructure, type Structure } from "../../../src/aws/values.ts";
import type { Step } from "../../../src/plan/steps.ts";

const START = Date.UTC(2026, 3, 1);

/** `ordinal` is its minute and its place in the log. */
export function makeRecordedStep(operation: Operation, input: Structure, ordinal: number): Step {
  const at = START + 60_000 * ordinal;
  return {
    id: `event-${ordinal}`,
    event: {
      eventName: operation.name,
      eventTime: new Date(at).toISOString(),
      additionalEventData: undefined,
    },
    service: operation.model.service,
    operation,
    account: "111122223333",
    region: "eu-west-1",
    at,
    ordinal,
    input,
    output: makeStructure(),
    unmatched: [],
  };
}
