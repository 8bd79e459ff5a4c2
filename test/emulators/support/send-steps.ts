/** Sends planned steps to an emulator, as a replay does. */
import { realClock } from "../../../src/base/clock.ts";
import type { Identities } from "../../../src/identities/identities.ts";
import type { OrderedStep } from "../../../src/plan/order/order.ts";
import { prepareRequest } from "../../../src/replay/prepare.ts";
import { runSteps } from "../../../src/replay/run.ts";
import { sendRequest } from "../../../src/replay/send.ts";

const TIMEOUT_MS = 300_000;

/** The operations that went through, by their names; of one that did not, also why. */
export async function sendSteps(
  endpoint: string,
  steps: readonly OrderedStep[],
  identities: Identities,
): Promise<string[]> {
  const { outcomes } = await runSteps(
    steps,
    {
      prepare: (step) =>
        prepareRequest({ ...step, input: identities.rewrite(step) }, { endpoint, version: "0" }),
      send: (request, signal) => sendRequest(request, { timeoutMs: TIMEOUT_MS, signal }),
      read: (step, response) => identities.read(step, response),
    },
    { clock: realClock, dueTimes: undefined, concurrency: 4, signal: new AbortController().signal },
  );
  return outcomes.map((outcome) => {
    const { name } = outcome.call.operation;
    return outcome.ok ? name : `${name}: ${outcome.code} ${outcome.message}`;
  });
}
