/** Says of each removal of some calls whether it is gone, in an endpoint of which it is said what stands there. */
import { loadOperation } from "../../src/aws/model/table.ts";
import { realClock } from "../../src/base/clock.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import type { Step } from "../../src/plan/steps.ts";
import { verifyResources } from "../../src/verify/verify.ts";
import { type Answer, type Asking, makeStages } from "./support.ts";

/** The status of each removal, in an endpoint that answers each read with what stands under its name. */
export async function judgeRemovals(
  service: string,
  calls: readonly Asking[],
  answers: Readonly<Record<string, Answer | null>>,
): Promise<string[]> {
  const steps = await Promise.all(
    calls.map(
      async ([name, input, output = {}], ordinal): Promise<Step> => ({
        id: String(ordinal),
        service,
        operation: await loadOperation(service, name),
        account: "111122223333",
        region: "eu-west-1",
        at: 1_000 * ordinal,
        ordinal,
        input,
        output,
        unmatched: [],
      }),
    ),
  );
  const { prepare } = makeStages("http://127.0.0.1:1");
  const { removals } = await verifyResources(
    { steps, dictionary: new Dictionary() },
    {
      prepare,
      send: async ({ url, body }, _, { operation }) => {
        const answer = answers[operation.name];
        const told = typeof answer === "function" ? answer(url, Buffer.from(body ?? "").toString()) : answer;
        const said =
          told === null
            ? JSON.stringify({ __type: "ResourceNotFoundException" })
            : typeof told === "string"
              ? told
              : JSON.stringify(told ?? {});
        const status = told === null ? 404 : told === undefined ? 500 : 200;
        return {
          response: {
            status,
            headers: { "content-type": "application/json" },
            body: new TextEncoder().encode(said),
          },
        };
      },
    },
    { concurrency: 1, signal: new AbortController().signal, clock: realClock },
  );
  return removals.map(({ status, part }) => (part === undefined ? status : `${status} ${part}`));
}
