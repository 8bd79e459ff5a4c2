/** The replay that the command line and the admin API share: sends a session's calls and says what became of them. */
import { loadIndex } from "../aws/model/table.ts";
import { collectSecrets } from "../aws/secrets/mask.ts";
import { readMasked } from "../aws/secrets/mask-answer.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { realClock } from "../base/clock.ts";
import { listPinned } from "../emulator/pins.ts";
import { type IdMap, makeIdMap } from "../identities/id-map.ts";
import type { Identities } from "../identities/identities.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import type { Step } from "../plan/steps.ts";
import { planDueTimes } from "../replay/pace.ts";
import { findRefusal } from "../replay/partial.ts";
import { type Run, runSteps } from "../replay/run.ts";
import { type Divergence, explainFailures } from "../report/divergence.ts";
import { buildResult } from "../report/result.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import type { JournaledReplay } from "./journal/journaled-replay.ts";
import { listTold } from "./list-told.ts";
import type { Session } from "./open-session.ts";
import { sendObserved } from "./send-observed.ts";
import { openIdentities } from "./session-identities.ts";
import { takeOffPin } from "./take-off-pin.ts";

/** A replay that has ended. */
export interface Replayed {
  readonly result: ReplayResult;
  /** The failed calls with their causes. */
  readonly divergences: readonly Divergence[];
  readonly identities: Identities;
  readonly run: Run;
}

async function send(
  session: Session,
  options: ReplayOptions,
  identities: Identities,
  { signal: asked, observer }: Surroundings,
  journaled: JournaledReplay | undefined,
): Promise<Run> {
  const signal = journaled?.signal ?? asked;
  const times = session.steps.map(({ at }) => at);
  /** The steps with their inputs as they are sent, for the observer. */
  const live = new WeakMap<ReadyRequest, Step>();
  const prepare = (step: Step) => {
    const input = identities.rewrite(step);
    const rewritten = input === step.input ? step : { ...step, input };
    const prepared = session.prepare(rewritten);
    if (observer && "request" in prepared) live.set(prepared.request, rewritten);
    return prepared;
  };
  return runSteps<Session["steps"][number]>(
    session.steps,
    {
      prepare,
      async send(request, givenUp, step) {
        const sent = await sendObserved(session, observer, live.get(request) ?? step, request, givenUp);
        return step.pin === undefined ? sent : takeOffPin(session, observer, step, sent, givenUp);
      },
      read(step, response) {
        const answer = identities.read(step, response);
        const refusal = answer.ok ? findRefusal(step, answer.output) : undefined;
        if (answer.ok && answer.note === undefined && !refusal) return answer;
        const { service, operation, input } = step;
        const values = [input, identities.rewrite(step)].map((value) => ({ shape: operation.input, value }));
        const secrets = collectSecrets(service, values);
        if (refusal) return { ok: false, code: refusal.code, message: secrets.hide(refusal.message) };
        const read = readMasked(operation, response, secrets);
        return journaled?.forgive(step, response.status, read) ?? read;
      },
      onOutcome(outcome, lagMs, place) {
        journaled?.onOutcome(outcome, place);
        observer?.onOutcome?.(outcome, lagMs);
      },
      ...(journaled && {
        recall: (place: number) => journaled.recall(place),
        intend: (place: number) => journaled.intend(place),
        isUnsent: (sent: Sent, place: number) => journaled.isUnsent(sent, place),
      }),
    },
    {
      clock: realClock,
      dueTimes: planDue(times, options, journaled),
      concurrency: options.concurrency,
      signal,
    },
  );
}

/** When calls are due: from the first one that is left, where others have been made before. */
function planDue(
  times: readonly number[],
  options: ReplayOptions,
  journaled: JournaledReplay | undefined,
): number[] | undefined {
  const due = planDueTimes(times, options);
  const first = due?.find((_, place) => journaled?.recall(place) === undefined) ?? 0;
  return first === 0 ? due : due?.map((ms) => Math.max(0, ms - first));
}

/** Sends the calls of an open session (not of a dry run), and reports. Never throws for what the endpoint does. */
export async function replaySession(
  session: Session,
  options: ReplayOptions,
  around: Surroundings,
  journaled?: JournaledReplay,
): Promise<Replayed> {
  const { endpoint, selection, plan, steps, profile } = session;
  const defaultAccount = journaled ? journaled.account : session.defaultAccount;
  const identities = openIdentities(session, options.ids);
  await journaled?.prepare(identities, listTold(steps));
  for (const outcome of journaled?.listEnds() ?? []) around.observer?.onRecalled?.(outcome);
  const sent = await send(session, options, identities, around, journaled);
  const run = journaled?.complete(sent) ?? sent;
  const divergences = explainFailures(steps, run.outcomes);
  const result = buildResult({
    run,
    steps,
    divergences,
    endpoint,
    target: {
      name: profile.name,
      ...(defaultAccount !== undefined && { default_account: defaultAccount }),
      pins: [...listPinned(profile)],
    },
    files: selection.files,
    skipped: { ...selection.skipped, ...plan.skipped },
    ...(options.shard && { sharded: { shard: options.shard, crossings: plan.crossings } }),
    ...(session.onlyRead && { onlyRead: session.onlyRead }),
    findLive: (recorded) => identities.findLive(recorded),
    modelsVersion: `botocore ${(await loadIndex()).botocore}`,
  });
  return { result, divergences, identities, run };
}

/** What `--id-map` keeps of a replay. */
export function listIdentities({ endpoint, profile }: Session, { identities }: Replayed): IdMap {
  const { pairs, dictionary } = identities;
  return makeIdMap(pairs, dictionary.versions.all, { endpoint, target: profile.name });
}
