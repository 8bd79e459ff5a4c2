/** Takes the tag off again by which a target was asked for an identifier: nothing of the log has it. */
import { decodeResponse } from "../aws/protocols/responses.ts";
import type { Sent } from "../aws/wire.ts";
import { listUntaggings, type Pinned } from "../emulator/pins.ts";
import type { Observer } from "../options/surroundings.ts";
import type { Step } from "../plan/steps.ts";
import type { Session } from "./open-session.ts";
import { sendObserved } from "./send-observed.ts";

function addNote(sent: Sent, note: string): Sent {
  if (!("response" in sent)) return sent;
  return { ...sent, note: sent.note === undefined ? note : `${sent.note}; ${note}` };
}

type Sending = Pick<Session, "prepare" | "send" | "profile">;

/** Makes the call; gives why it was not answered with success, where it was not. */
async function explainRefusal(
  session: Sending,
  observer: Observer | undefined,
  untagging: Step,
  givenUp: AbortSignal,
): Promise<string | undefined> {
  const prepared = session.prepare(untagging);
  if ("unsendable" in prepared) return prepared.unsendable;
  const sent = await sendObserved(session, observer, untagging, prepared.request, givenUp);
  if ("failure" in sent) return `${sent.failure.code}: ${sent.failure.message}`;
  const said = decodeResponse(untagging.operation, sent.response);
  return said.ok ? undefined : `${said.code}: ${said.message}`;
}

/**
 * What came of a step, whose tag is off once this resolves. The calls are made besides the replay's and no part of its counts;
 * where one fails, the step's note says that the tag stays.
 */
export async function takeOffPin(
  session: Sending,
  observer: Observer | undefined,
  step: Step & Pinned,
  sent: Sent,
  givenUp: AbortSignal,
): Promise<Sent> {
  if (step.pin === undefined || !("response" in sent)) return sent;
  const answer = decodeResponse(step.operation, sent.response);
  const untaggings = answer.ok ? listUntaggings(step, session.profile, answer.output) : [];
  for (const untagging of untaggings) {
    const why = await explainRefusal(session, observer, untagging, givenUp);
    if (why !== undefined)
      return addNote(
        sent,
        `the tag ${session.profile.pin_tag}, which asked for the identifier, stays: ${why}`,
      );
  }
  return sent;
}
