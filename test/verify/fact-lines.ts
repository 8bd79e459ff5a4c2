/** What should exist after calls, a line for each fact. */
import { makeFinder } from "../../src/dialect/lookup.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { planSteps } from "../../src/plan/steps.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import type { Fact } from "../../src/verify/fact.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { makeLive } from "../../src/verify/live.ts";

/** A call as a log has it: its source, name, parameters and answer. */
export type LoggedCall = readonly [source: string, name: string, parameters: object, answer?: object];

const find = makeFinder();

async function makeEvent(
  [source, eventName, requestParameters, answer]: LoggedCall,
  at: number,
): Promise<TrailEvent> {
  const eventSource = `${source}.amazonaws.com`;
  const found = await find({ eventSource, eventName, apiVersion: undefined, requestParameters });
  if ("missing" in found) throw new Error(`no ${eventName}`);
  return {
    eventId: `event-${at}`,
    eventName,
    eventTime: new Date(at * 1000).toISOString(),
    at: at * 1000,
    region: "eu-west-1",
    account: "111122223333",
    service: found.service,
    operation: found.operation,
    requestParameters,
    responseElements: answer ?? null,
    additionalEventData: null,
    resources: null,
    invokedBy: undefined,
    caller: undefined,
    ordinal: at,
  };
}

/** What should exist after calls. */
export async function deriveAll(calls: readonly LoggedCall[]): Promise<Fact[]> {
  const events = await Promise.all(calls.map(makeEvent));
  const steps = await planSteps(events);
  const lives = steps.map((step) => makeLive(step, new Dictionary(), (text) => text));
  return deriveFacts(lives, await KnowledgeBase.load(steps));
}

/** Each fact as the calls that claim it and the read: `CreateRole: GetRole {"RoleName":"r"}`. */
export async function listFacts(calls: readonly LoggedCall[]): Promise<string[]> {
  return (await deriveAll(calls)).map(({ expectations, readers: [reader] }) => {
    const names = expectations.steps.map(({ operation }) => operation.name).join("+");
    return `${names}: ${reader ? `${reader.operation.name} ${JSON.stringify(reader.input)}` : "nothing"}`;
  });
}
