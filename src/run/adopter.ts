/** Tells an instance of cloudmock, with each call of a replay, what production answered: in this process or at its endpoint. */
import type { Structure } from "../aws/values.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { type Connection, showToken } from "../emulator/connect.ts";
import { findMainRegion } from "../emulator/main-region.ts";
import { ADOPTION_PATH, readTold, writeTold } from "../instance/adoption.ts";
import type { RecordedAnswer } from "../instance/gateway.ts";
import type { Instance, LogHome } from "../instance/instance.ts";
import type { Step } from "../plan/steps.ts";
import type { Tally } from "../trail/tally.ts";
import { fingerprint } from "./fingerprint.ts";

/** An instance that takes what production answered. */
export interface Adopter {
  settle(home: LogHome): Promise<void>;
  /** Its answer to a request; of what only reads back, nothing is told. */
  answer(request: ReadyRequest, told: RecordedAnswer | undefined, givenUp: AbortSignal): Promise<Sent>;
}

/** What is told of a step, of which production's answer is `output` here; undefined of what only reads back. */
export function tellAnswer(
  { event, creation, at, id, placeholders }: Pick<Step, "event" | "creation" | "at" | "id" | "placeholders">,
  output: Structure,
): RecordedAnswer | undefined {
  if (!event && !creation) return undefined;
  const hidden = placeholders && { placeholders: placeholders.map(({ path }) => path) };
  const by = event?.principal !== undefined && { by: event.principal };
  return { output, at, id, event: event && id, ...by, ...hidden };
}

/** Where most of a log is, and which log it is. */
export function tellHome(
  { accounts }: Pick<Connection, "accounts">,
  tallies: readonly Tally[],
  steps: readonly Pick<Step, "id" | "at">[],
): LogHome {
  return {
    account: accounts.main && (accounts.accounts.get(accounts.main) ?? accounts.main),
    region: findMainRegion(tallies, (tally) => accounts.place(tally)),
    trail: fingerprint(steps),
    since: steps.reduce<number | undefined>((first, { at }) => Math.min(first ?? at, at), undefined),
  };
}

/** An instance of this process. */
export function adoptHere(instance: Instance): Adopter {
  return {
    settle: async (home) => instance.settle(home),
    answer: async (request, told) => ({ response: await instance.answerReady(request, told) }),
  };
}

/** How an instance of another process is reached. */
export interface AdopterPlace {
  readonly endpoint: string;
  readonly version: string;
  readonly token: string | undefined;
  readonly send: (request: ReadyRequest, givenUp: AbortSignal) => Promise<Sent>;
}

/** An instance of another process, which said that it takes what it is told. */
export function adoptThere({ endpoint, version, token, send }: AdopterPlace): Adopter {
  const headers = { ...showToken(token), "user-agent": `cloudmock/${version}` };
  const make = (method: string, body: string | Uint8Array) => ({
    method,
    url: `${endpoint}${ADOPTION_PATH}`,
    headers,
    body,
  });
  return {
    async settle(home) {
      await send(make("PUT", JSON.stringify(home)), new AbortController().signal);
    },
    async answer(request, told, givenUp) {
      if (!told) return send(request, givenUp);
      const sent = await send(make("POST", writeTold(request, told)), givenUp);
      const isWhole = "response" in sent && sent.response.status === 200 && sent.note === undefined;
      return isWhole ? { response: readTold(sent.response.body) } : sent;
    },
  };
}
