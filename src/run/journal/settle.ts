/** What becomes of calls that were under way when a replay was cut off: whether they were made, and whether they may be sent again. */
import { realClock } from "../../base/clock.ts";
import { Known } from "../../base/known.ts";
import type { Identities } from "../../identities/identities.ts";
import companions from "../../instance/behaviour/makes/companions.json" with { type: "json" };
import type { Step } from "../../plan/steps.ts";
import type { Outcome } from "../../replay/outcome.ts";
import { CallReader, type CallStanding } from "../../verify/stands.ts";
import type { Session } from "../open-session.ts";
import { isIdempotent } from "./idempotence.ts";

/** The code of a call of which nobody knows whether it was made. */
export const UNKNOWN_CODE = "OutcomeUnknown";

/** What became of a call: it is over, or it is to be sent, again perhaps. */
export type Settled =
  | { readonly outcome: Outcome }
  /** `mayBeThere`: it may have been made, so that an answer which says that it was is a success. */
  | { readonly send: true; readonly mayBeThere: boolean };

/** Types of which things come with others, or stand in every account. */
const comesAlong: ReadonlySet<string> = new Set(
  (companions as readonly { readonly service: string; readonly type: string }[]).map(
    ({ service, type }) => `${service} ${type}`,
  ),
);

/** The steps in flight, with what settles them. */
interface Flight {
  readonly session: Session;
  readonly identities: Identities;
  /** Identifiers that answers of the target told. */
  readonly taken: Set<string>;
  readonly signal: AbortSignal;
  readonly told: ReadonlyMap<string, string>;
}

function succeed(step: Step, note: string): Settled {
  return { outcome: { call: step, ok: true, status: 200, note } };
}

function settleOne(
  step: Step,
  standing: CallStanding,
  isRepeatable: boolean,
  deed: string | undefined,
): Settled {
  if (standing.stands === "no") return { send: true, mayBeThere: false };
  if (standing.stands === "yes" && (standing.asAsked || deed === "create" || deed === "attach"))
    return succeed(
      step,
      `the replay was cut off while this call was under way; that it was made is told by ${standing.read}`,
    );
  if (isRepeatable) return { send: true, mayBeThere: true };
  const why = standing.stands === "unknown" ? standing.reason : `what ${standing.read} tells is not as asked`;
  return {
    outcome: {
      call: step,
      ok: false,
      status: 0,
      code: UNKNOWN_CODE,
      message: `the replay was cut off while this call was under way; whether it was made is not known (${why}), and it is not sent a second time`,
    },
  };
}

/** Texts of a value, at every depth. */
function* listTexts(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* listTexts(inner);
}

/**
 * Settles the steps that were under way, in their order: by reading back; else, where a second call does no more than the first,
 * by sending it again; else it is not known. What was read of them is learnt.
 */
export async function settleSteps(
  steps: readonly (readonly [place: number, step: Session["steps"][number]])[],
  { session, identities, taken, signal, told }: Flight,
  settle: (place: number, settled: Settled) => void,
): Promise<void> {
  const stages = { prepare: session.prepare, send: session.ask };
  const reader = await CallReader.load(
    steps.map(([, step]) => step),
    stages,
    realClock,
    signal,
  );
  const forms = new Known<string>(1000);
  const formOf = (step: Step) =>
    forms.take(step.id, () =>
      JSON.stringify([step.service, step.operation.name, step.account, step.region, step.input]),
    );
  const left = new Map<string, number>();
  for (const [, step] of steps) left.set(formOf(step), (left.get(formOf(step)) ?? 0) + 1);
  for (const [place, step] of steps) {
    if (signal.aborted) return;
    const { deed, type, leavesSomething } = reader.find(step);
    const isKept = session.adopts || step.pin !== undefined;
    const standing = await reader.look(step, {
      dictionary: identities.dictionary,
      placeText: session.places.rewriteText,
      told: told.get(step.id),
      isKept,
      taken,
      twins: left.get(formOf(step)) ?? 1,
      comesAlong: comesAlong.has(`${step.service} ${type}`),
    });
    left.set(formOf(step), (left.get(formOf(step)) ?? 1) - 1);
    const settled = settleOne(step, standing, isIdempotent(step, leavesSomething, isKept), deed);
    if ("outcome" in settled && settled.outcome.ok && standing.stands === "yes") {
      identities.learn(step, standing.live);
      for (const text of listTexts(standing.live)) taken.add(text);
    }
    settle(place, settled);
  }
}
