/** Sends a step's request where somebody watches. */

import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { realClock } from "../base/clock.ts";
import type { Observer } from "../options/surroundings.ts";
import type { Step } from "../plan/steps.ts";
import type { Session } from "./open-session.ts";

/** Sends `request`, which was made of `step`, and tells the observer of both ends. */
export function sendObserved(
  { send }: Pick<Session, "send">,
  observer: Observer | undefined,
  step: Step,
  request: ReadyRequest,
  givenUp: AbortSignal,
): Promise<Sent> {
  return observer ? tell(send, observer, step, request, givenUp) : send(request, givenUp, step);
}

async function tell(
  send: Session["send"],
  observer: Observer,
  step: Step,
  request: ReadyRequest,
  givenUp: AbortSignal,
): Promise<Sent> {
  observer.onSend?.();
  const start = realClock.now();
  const sent = await send(request, givenUp, step);
  observer.onExchange?.({ step, request, sent, tookMs: realClock.now() - start });
  return sent;
}
