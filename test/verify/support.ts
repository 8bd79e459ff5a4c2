/** Steps and verifications for tests: made from records, against a server that is given. */

import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { ReadyRequest } from "../../src/aws/wire.ts";
import { realClock } from "../../src/base/clock.ts";
import { tellEventName } from "../../src/dialect/call.ts";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { Identities } from "../../src/identities/identities.ts";
import { fillPlaceholders } from "../../src/plan/fill/placeholders.ts";
import { orderSteps } from "../../src/plan/order/order.ts";
import { planSteps, type Step } from "../../src/plan/steps.ts";
import { prepareRequest } from "../../src/replay/prepare.ts";
import { runSteps } from "../../src/replay/run.ts";
import { sendRequest } from "../../src/replay/send.ts";
import { findSources } from "../../src/trail/find-sources.ts";
import { selectEvents } from "../../src/trail/select.ts";
import type { ReadStages } from "../../src/verify/read-back.ts";
import type { Verdict, VerifiedLog } from "../../src/verify/verdict.ts";
import { verifyResources } from "../../src/verify/verify.ts";

const NO_FILTERS = {
  services: [],
  events: [],
  regions: [],
  accounts: [],
  from: undefined,
  to: undefined,
} as const;

/** The steps of a trail, in the order in which they are sent. */
export async function readSteps(path: string): Promise<Step[]> {
  const selection = await selectEvents(await findSources([path]), {
    findOperation: makeFinder(),
    filters: NO_FILTERS,
    includeReads: false,
    strict: false,
    onMalformed: () => {},
  });
  return orderSteps(fillPlaceholders(await planSteps(selection.events)));
}

const signal = new AbortController().signal;

/** How requests go to an endpoint. */
export function makeStages(endpoint: string): ReadStages {
  return {
    prepare: (step) => prepareRequest(step, { endpoint, version: "0.0.0" }),
    send: (request: ReadyRequest, givenUp) => sendRequest(request, { timeoutMs: 60_000, signal: givenUp }),
  };
}

/** Replays steps; gives the identities that were learnt and why calls failed. */
export async function replayInto(endpoint: string, steps: readonly Step[]) {
  const identities = new Identities();
  const { prepare, send } = makeStages(endpoint);
  const run = await runSteps(
    steps,
    {
      prepare: (step) => prepare({ ...step, input: identities.rewrite(step) }),
      send,
      read: (step, response) => identities.read(step, response),
    },
    { clock: realClock, dueTimes: undefined, concurrency: 8, signal },
  );
  const failed = run.outcomes.flatMap((outcome) =>
    outcome.ok ? [] : [[outcome.call.id, `${outcome.code}: ${outcome.message}`] as const],
  );
  return { dictionary: identities.dictionary, failures: new Map(failed) };
}

/** Verifies steps against an endpoint. */
export function verifyAgainst(
  endpoint: string,
  verifiable: Parameters<typeof verifyResources>[0],
): Promise<VerifiedLog> {
  return verifyResources(verifiable, makeStages(endpoint), { concurrency: 8, signal, clock: realClock });
}

/** Verdicts as lines of text, those that are not verified. */
export function listOpen(verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter(({ status }) => status !== "verified")
    .map(({ status, call, names }) => `${status} ${call.service}.${tellEventName(call)} ${names[0] ?? ""}`);
}

/** A call as it was asked, and what it was answered. */
export type Asking = readonly [name: string, input: Structure, output?: Structure];

/** What a read is answered, always or by its URL and body: null where there is no such thing, undefined where it is refused. */
export type Answer = object | string | ((url: string, body: string) => string | null | undefined);

const NO_SUCH_THING = JSON.stringify({ __type: "ResourceNotFoundException" });

/** What a verification knows besides the calls: why they failed, by their places, and the pairs of an id map, which is empty by itself. */
export interface Known {
  readonly failures?: Readonly<Record<number, string>>;
  readonly pairs?: Readonly<Record<string, string>> | "no map";
}

/** The dictionary of pairs. */
function makeDictionary(pairs: Readonly<Record<string, string>>): Dictionary {
  const dictionary = new Dictionary();
  for (const [recorded, live] of Object.entries(pairs)) dictionary.set(recorded, live);
  return dictionary;
}

/**
 * What a verification finds of calls of one service, where each read is answered with what stands under its name; a read that has
 * no answer here is refused.
 */
async function verifyCalls(
  service: string,
  calls: readonly Asking[],
  answers: Readonly<Record<string, Answer | null>>,
  { failures = {}, pairs = {} }: Known,
): ReturnType<typeof verifyResources> {
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
  const stages: ReadStages = {
    prepare,
    send: async ({ url, body: asked }, __, { operation }) => {
      const answer = answers[operation.name];
      const told = typeof answer === "function" ? answer(url, Buffer.from(asked ?? "").toString()) : answer;
      const said =
        told === null ? NO_SUCH_THING : typeof told === "string" ? told : JSON.stringify(told ?? {});
      const status = told === null ? 400 : told === undefined ? 500 : 200;
      const body = new TextEncoder().encode(said);
      return { response: { status, headers: { "content-type": "application/json" }, body } };
    },
  };
  const schedule = { concurrency: 1, signal, clock: realClock };
  const known = {
    failures: new Map(Object.entries(failures)),
    dictionary: pairs === "no map" ? undefined : makeDictionary(pairs),
  };
  return await verifyResources({ steps, ...known }, stages, schedule);
}

/** The verdicts on calls of one service. */
export async function judgeCalls(
  service: string,
  calls: readonly Asking[],
  answers: Readonly<Record<string, Answer | null>>,
  known: Known = {},
): Promise<string[]> {
  const { verdicts } = await verifyCalls(service, calls, answers, known);
  return verdicts.map(({ status, call, differences, reason }) => {
    const told = differences.map(({ member, expected, found }) => `${member} ${expected} is ${found}`);
    return [`${tellEventName(call)} ${status}`, ...told, ...(reason === undefined ? [] : [reason])].join(
      ": ",
    );
  });
}

/** The status of each removal of calls of one service, with the part that was taken. */
export async function judgeRemovals(
  service: string,
  calls: readonly Asking[],
  answers: Readonly<Record<string, Answer | null>>,
): Promise<string[]> {
  const { removals } = await verifyCalls(service, calls, answers, {});
  return removals.map(({ status, part }) => (part === undefined ? status : `${status} ${part}`));
}
