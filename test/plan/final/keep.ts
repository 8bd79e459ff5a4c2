/** Keeps the final state of calls that go one a second. */
import { expect } from "bun:test";
import { tellEventName } from "../../../src/dialect/call.ts";
import { type FinalState, keepFinalState } from "../../../src/plan/final/final-state.ts";
import { type OrderedStep, orderSteps } from "../../../src/plan/order/order.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

/** A call without its second: they go one a second. */
export type Written = readonly [
  what: string,
  request: object,
  response?: object | undefined,
  more?: Partial<Call>,
];

/** The account of the calls. */
export const ACCOUNT = "111122223333";
/** The id of a security group without its last letter. */
export const GROUP = "sg-0a0a0a0a0a0a0a0a";
/** The ARN of something in the calls' region. */
export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

function write([what, request, response, more]: Written, second: number): Call {
  const [source = "", name = ""] = what.split(" ");
  return { second, source, name, request, ...(response ? { response } : {}), ...more };
}

function nameCall(step: Step): string {
  return `${tellEventName(step)} ${step.ordinal + 1}`;
}

async function tell(calls: readonly Call[]): Promise<FinalState> {
  const state = keepFinalState(await orderSteps(await makeSteps(calls)));
  expect(state.kept.length + state.superseded).toBe(calls.length);
  return state;
}

/** The places in the log, counted from 0, of the calls that are kept. */
export async function keepCalls(calls: readonly Call[]): Promise<number[]> {
  return (await tell(calls)).kept.map(({ ordinal }) => ordinal);
}

/** The names of the calls that are kept, each with its place in the log. */
export async function keep(...written: readonly Written[]): Promise<string[]> {
  return (await tell(written.map(write))).kept.map(nameCall);
}

/** The same once all texts in the calls have been placed elsewhere, as a replay does once it has ordered them. */
export async function keepPlaced(
  place: (text: string) => string,
  ...written: readonly Written[]
): Promise<string[]> {
  const steps = await orderSteps(await makeSteps(written.map(write)));
  const placed = steps.map(
    (step): OrderedStep => ({ ...step, input: JSON.parse(place(JSON.stringify(step.input))) }),
  );
  return keepFinalState(placed).kept.map(nameCall);
}

/** The same of those that tell what stands. */
export async function listLasting(...written: readonly Written[]): Promise<string[]> {
  return (await tell(written.map(write))).lasting.map(nameCall);
}

/** Makes the queue `q`. */
export const queue = (region: string): Written => [
  "sqs CreateQueue",
  { queueName: "q" },
  { queueUrl: `https://sqs.${region}.amazonaws.com/${ACCOUNT}/q` },
  { region },
];
