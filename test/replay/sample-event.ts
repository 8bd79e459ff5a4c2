/** A write event for tests. */
import type { TrailEvent } from "../../src/trail/record.ts";

/** An SQS CreateQueue of 2024-03-01, with what the test changes. */
export function makeEvent(changes: Partial<TrailEvent> = {}): TrailEvent {
  return {
    eventId: "5d1f7a3e-0000-4000-8000-000000000001",
    eventName: "CreateQueue",
    eventTime: "2024-03-01T23:59:59Z",
    at: Date.UTC(2024, 2, 1, 23, 59, 59),
    region: "eu-west-1",
    account: "111122223333",
    service: "sqs",
    operation: "CreateQueue",
    requestParameters: { queueName: "orders" },
    responseElements: null,
    additionalEventData: undefined,
    resources: undefined,
    invokedBy: undefined,
    caller: undefined,
    ordinal: 0,
    ...changes,
  };
}
