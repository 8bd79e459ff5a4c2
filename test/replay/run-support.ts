/** Steps and stages of runs that send nothing. */
import type { ReadyRequest, Sent } from "../../src/aws/wire.ts";
import type { Call } from "../../src/dialect/call.ts";
import type { Prepared, Run, Stages } from "../../src/replay/run.ts";
import { makeCall } from "../support/make-call.ts";

export interface TestStep extends Call {
  readonly after?: readonly number[];
  readonly unsendable?: string;
}

export const OK: Sent = { response: { status: 200, headers: {}, body: new Uint8Array() } };

export function makeSteps(count: number): TestStep[] {
  return Array.from({ length: count }, (_, ordinal) => makeCall({ id: `e${ordinal}`, ordinal }));
}

export function prepare(step: TestStep): Prepared {
  if (step.unsendable !== undefined) return { unsendable: step.unsendable };
  return { request: { method: "POST", url: `http://e/${step.id}`, headers: {}, body: undefined } };
}

export function idOf(request: ReadyRequest): string {
  return request.url.slice("http://e/".length);
}

export function makeStages(changes: Partial<Stages<TestStep>> = {}): Stages<TestStep> {
  return { prepare, send: async () => OK, read: () => ({ ok: true }), ...changes };
}

export function ids(calls: readonly Call[]): string[] {
  return calls.map(({ id }) => id);
}

export function outcomeIds(run: Run): string[] {
  return ids(run.outcomes.map(({ call }) => call));
}

export const never = new AbortController().signal;
