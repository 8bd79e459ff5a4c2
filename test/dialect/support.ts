/** Steps out of calls written as CloudTrail holds them, for tests of the plan. */
import { makeFinder } from "../../src/dialect/lookup.ts";
import { planSteps, type Step } from "../../src/plan/steps.ts";
import type { TrailEvent } from "../../src/trail/record.ts";

/** One recorded call: `second` counts from the log's first, the source is without its domain. */
export interface Call {
  readonly second: number;
  readonly source: string;
  readonly name: string;
  readonly request?: unknown;
  readonly response?: unknown;
  readonly account?: string;
  readonly region?: string;
}

const START = Date.UTC(2026, 3, 1);
const find = makeFinder();

/** The events of calls; an event's id is its name and its place in the list. */
export async function makeEvents(calls: readonly Call[]): Promise<TrailEvent[]> {
  const events: TrailEvent[] = [];
  for (const { second, source, name, request = null, response = null, account, region } of calls) {
    const eventSource = `${source}.amazonaws.com`;
    const found = await find({
      eventSource,
      eventName: name,
      apiVersion: undefined,
      requestParameters: request,
    });
    if ("missing" in found) throw new RangeError(`${source} ${name}`);
    const at = START + second * 1000;
    events.push({
      eventId: `${name}#${events.length}`,
      eventName: name,
      eventTime: new Date(at).toISOString(),
      at,
      region: region ?? "eu-west-1",
      account: account ?? "111122223333",
      service: found.service,
      operation: found.operation,
      requestParameters: request,
      responseElements: response,
      additionalEventData: undefined,
      resources: undefined,
      invokedBy: undefined,
      caller: undefined,
      ordinal: events.length,
    });
  }
  return events;
}

/** The steps of calls, sorted by time as selecting gives them. */
export async function makeSteps(calls: readonly Call[]): Promise<Step[]> {
  const events = await makeEvents(calls);
  return planSteps(events.toSorted((a, b) => a.at - b.at || a.ordinal - b.ordinal));
}

/** A Java ByteBuffer as Gson writes it. */
export function writeBuffer(bytes: readonly number[], limit = bytes.length): object {
  return {
    hb: bytes,
    offset: 0,
    isReadOnly: false,
    bigEndian: true,
    mark: -1,
    position: 0,
    limit,
    capacity: 9,
  };
}
