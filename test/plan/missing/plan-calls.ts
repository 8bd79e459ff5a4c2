/** Plans recorded calls, one a row, as the command does: decoded, then with what the log lacks. */
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { planSteps, type Step } from "../../../src/plan/steps.ts";
import type { TrailEvent } from "../../../src/trail/record.ts";

/** A call of a log: operation, parameters, answer and second. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly parameters?: unknown;
  readonly answer?: unknown;
  /** Seconds after the log's begin. */
  readonly second?: number;
  readonly region?: string;
  readonly account?: string;
  /** What the record has beside the call. */
  readonly additional?: TrailEvent["additionalEventData"];
}

const BEGIN = Date.UTC(2024, 0, 1);

function makeEvent(call: Call, ordinal: number): TrailEvent {
  const at = BEGIN + (call.second ?? ordinal) * 1000;
  return {
    eventId: `e${ordinal}`,
    eventName: call.operation,
    eventTime: new Date(at).toISOString(),
    at,
    region: call.region ?? "eu-west-1",
    account: call.account ?? "111122223333",
    service: call.service,
    operation: call.operation,
    requestParameters: call.parameters ?? null,
    responseElements: call.answer ?? null,
    additionalEventData: call.additional ?? null,
    resources: null,
    invokedBy: undefined,
    caller: undefined,
    ordinal,
  };
}

/** The steps of calls, which stand in the order of time. */
export function planCalls(calls: readonly Call[]): Promise<Step[]> {
  return planSteps(calls.map(makeEvent));
}

/** A step as `Operation(text, text)`, with a mark where the log does not hold it. */
export function showStep({ operation, input, creation }: Step): string {
  const texts = Object.values(input).flatMap((value) => (typeof value === "string" ? [value] : []));
  return `${creation ? "+" : ""}${operation.name}(${texts.join(", ")})`;
}

/** The steps of calls with what they need and the log never makes. */
export async function showPrerequisites(calls: readonly Call[]): Promise<string[]> {
  return (await addPrerequisites(await planCalls(calls))).map(showStep);
}

/** The steps that make things of a type which the calls need. */
export async function makePrerequisites(calls: readonly Call[], type: string): Promise<Step[]> {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.filter(({ creation }) => creation?.type === type);
}
