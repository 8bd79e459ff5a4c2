/** Plans the replay of a log that is told as records, with its reads as evidence. */
import { makeFinder } from "../../../src/dialect/lookup.ts";
import { planReplay } from "../../../src/plan/plan-replay.ts";
import { Witnesses } from "../../../src/plan/seen/witnesses.ts";
import { makeRecord, selectFrom, type TestRecord } from "../../trail/records.ts";

let second = 0;

/** A call of a source (`sqs`), each a second after the one before. */
export function makeCall(
  source: string,
  eventName: string,
  requestParameters: object,
  changes: TestRecord = {},
): TestRecord {
  second++;
  const eventSource = `${source}.amazonaws.com`;
  return makeRecord(second, {
    eventSource,
    eventName,
    requestParameters,
    responseElements: null,
    ...changes,
  });
}

/** The same of a call that only reads. */
export function makeRead(...call: Parameters<typeof makeCall>): TestRecord {
  return { ...makeCall(...call), readOnly: true };
}

/** How many calls are kept as evidence, what is made, and the whole plan. */
export async function tell(records: readonly TestRecord[]) {
  const witnesses = new Witnesses();
  const { events } = await selectFrom([JSON.stringify({ Records: records })], {
    findOperation: makeFinder(),
    witness: witnesses,
  });
  const options = { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false } as const;
  const plan = await planReplay(events, options, { witnesses: witnesses.events });
  const made = plan.steps.flatMap(({ creation, operation, input }) =>
    creation ? [{ kind: creation.kind, type: creation.type, operation: operation.name, input }] : [],
  );
  return { kept: witnesses.events.length, made, steps: plan.steps };
}
