/** Reads back what should stand in a session's target and compares it with what the log asked for. */

import { realClock } from "../base/clock.ts";
import { tellCount } from "../base/count.ts";
import type { NoAnswer } from "../base/failure.ts";
import type { Dictionary } from "../identities/dictionary.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { keepFinalState } from "../plan/final/final-state.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { buildVerifyReport } from "../verify/report.ts";
import type { VerifyReport } from "../verify/report-schema.ts";
import { type Verifiable, verifyResources } from "../verify/verify.ts";
import { listTold } from "./list-told.ts";
import type { Session } from "./open-session.ts";
import type { Replayed } from "./replay-session.ts";
import { sendObserved } from "./send-observed.ts";
import { openIdentities } from "./session-identities.ts";

type Watching = Pick<Surroundings, "signal" | "observer" | "remarks">;

/** What was read back. */
export interface ReportRead {
  readonly report: VerifyReport;
  /** How many reads got no answer at all: what they were to tell is unreadable, and nobody knows how it is. */
  readonly unanswered: number;
}

/** Says that a report is not of all that it is about, in the words of the last failure. */
function remarkUnanswered(unanswered: number, failure: NoAnswer | undefined, { remarks }: Watching): void {
  if (failure)
    remarks.warn(
      `${tellCount(unanswered, "read")} got no answer (${failure.message}): what they were to tell is not verified`,
    );
}

async function readBack(
  session: Session,
  known: { readonly dictionary?: Dictionary; readonly failures?: NonNullable<Verifiable["failures"]> },
  options: ReplayOptions,
  around: Watching,
): Promise<ReportRead> {
  const { signal, observer } = around;
  observer?.onVerify?.();
  let unanswered = 0;
  let last: NoAnswer | undefined;
  const recorded = session.steps.filter((step) => !step.creation);
  const surviving = new Set(keepFinalState(recorded).lasting.map(({ id }) => id));
  const told = listTold(session.steps);
  const names = new Set(told.values());
  // What is removed under a name that no answer tells was made by the log all the same.
  const removesNamed = ({ creation, touch, input }: (typeof session.steps)[number]) =>
    !creation &&
    touch.deed === "delete" &&
    Object.values(input).some((one) => typeof one === "string" && names.has(one));
  const verified = await verifyResources(
    {
      steps: session.steps.filter((step) => surviving.has(step.id) || removesNamed(step)),
      all: session.steps,
      placeText: session.places.rewriteText,
      told,
      ...known,
    },
    {
      prepare: session.prepare,
      async send(request, givenUp, step) {
        const sent = await sendObserved({ send: session.ask }, observer, step, request, givenUp);
        if ("failure" in sent && !signal.aborted) {
          unanswered++;
          last = sent.failure;
        }
        return sent;
      },
    },
    { concurrency: options.concurrency, signal, clock: realClock },
  );
  remarkUnanswered(unanswered, last, around);
  return { report: buildVerifyReport(verified, session.endpoint), unanswered };
}

/**
 * Verifies what an earlier replay made, by the pairs of its `--id-map` where they are given. What adopts needs none. Nothing but
 * reads is sent.
 */
export async function verifySession(
  session: Session,
  options: ReplayOptions,
  around: Watching,
): Promise<ReportRead> {
  const isKnown = options.ids !== undefined || session.adopts;
  const dictionary = isKnown ? openIdentities(session, options.ids).dictionary : undefined;
  return readBack(session, dictionary ? { dictionary } : {}, options, around);
}

/**
 * The result of a replay of the session, with what it has made read back where that was asked for. A verification that is
 * cut short is no part of it: what was not read would pass for verified, so the result is interrupted instead.
 */
export async function verifyReplayed(
  session: Session,
  { result, identities, run }: Replayed,
  options: ReplayOptions,
  around: Watching,
): Promise<Pick<ReportRead, "unanswered"> & { readonly result: ReplayResult }> {
  if (!options.verify || result.interrupted) return { result, unanswered: 0 };
  const failures = new Map(
    run.outcomes.flatMap((outcome) =>
      outcome.ok ? [] : [[outcome.call.id, `${outcome.code}: ${outcome.message}`]],
    ),
  );
  const known = { dictionary: identities.dictionary, failures };
  const { report, unanswered } = await readBack(session, known, options, around);
  return around.signal.aborted
    ? { result: { ...result, interrupted: true }, unanswered }
    : { result: { ...result, verification: report }, unanswered };
}
