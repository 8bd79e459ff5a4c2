/** A call for tests that do not care for what its API says. */
import type { Operation } from "../../src/aws/model/types.ts";
import type { Call } from "../../src/dialect/call.ts";

/** An operation of an API that has no other and says nothing of it. */
function makeOperation(service: string, name: string): Operation {
  const metadata = {
    protocol: "json",
    apiVersion: "1",
    endpointPrefix: service,
    serviceId: service,
  } as const;
  return {
    name,
    http: { method: "POST", requestUri: "/" },
    model: { service, metadata, operations: {} },
  };
}

/** What a test changes of a call. */
export interface CallChanges extends Partial<Omit<Call, "operation">> {
  readonly operation?: string;
  readonly eventName?: string;
}

/** An SQS CreateQueue of 2024-03-01, with what the test changes; `event: undefined` makes it a made-up one. */
export function makeCall(changes: CallChanges = {}): Call {
  const { operation = "CreateQueue", eventName = operation, service = "sqs", ...others } = changes;
  return {
    id: "5d1f7a3e-0000-4000-8000-000000000001",
    event: { eventName, eventTime: "2024-03-01T23:59:59Z", additionalEventData: undefined },
    service,
    operation: makeOperation(service, operation),
    account: "111122223333",
    region: "eu-west-1",
    at: Date.UTC(2024, 2, 1, 23, 59, 59),
    ordinal: 0,
    input: {},
    output: {},
    unmatched: [],
    ...others,
  };
}
