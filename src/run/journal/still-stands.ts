/** Whether a target still has what a journal says was made there: one that was started anew has none of it. */
import { isStructure, type Value } from "../../aws/values.ts";
import { realClock } from "../../base/clock.ts";
import type { Identities } from "../../identities/identities.ts";
import { isMinted } from "../../identities/minted.ts";
import { keepFinalState } from "../../plan/final/final-state.ts";
import type { Step } from "../../plan/steps.ts";
import type { Outcome } from "../../replay/outcome.ts";
import { CallReader } from "../../verify/stands.ts";
import type { Session } from "../open-session.ts";

/** So many of the last things are looked for, and found if the target has not forgotten. */
const MOST_LOOKED_FOR = 8;

/** Whether it is known what stands for all that the service gave out: of secrets a journal holds only some. */
function isKnown({ output }: Step, { adopts }: Session, identities: Identities): boolean {
  const isLost = (value: Value | undefined, member: string): boolean => {
    if (typeof value === "string") return isMinted(value, member) && identities.findLive(value) === undefined;
    if (Array.isArray(value)) return (value as readonly Value[]).some((inner) => isLost(inner, member));
    return isStructure(value) && Object.entries(value).some(([name, inner]) => isLost(inner, name));
  };
  return adopts || !isLost(output, "");
}

/** What is not there any more, in words, where nothing is found of what was made last; undefined where something is. */
export async function looksForgotten(
  session: Session,
  identities: Identities,
  ends: ReadonlyMap<number, Outcome>,
  open: readonly number[],
  signal: AbortSignal,
): Promise<string | undefined> {
  // What a call under way was to remove need not be there.
  const flying = new Set(open);
  const made = session.steps.filter((_, place) => ends.get(place)?.ok || flying.has(place));
  const unsure = new Set(open.map((place) => session.steps[place]?.id));
  const { lasting } = keepFinalState(made);
  const stages = { prepare: session.prepare, send: session.ask };
  const reader = await CallReader.load(lasting, stages, realClock, signal);
  const things = lasting.filter(
    (step) =>
      !unsure.has(step.id) && reader.find(step).deed === "create" && isKnown(step, session, identities),
  );
  let missing: string | undefined;
  for (const step of things.slice(-MOST_LOOKED_FOR).reverse()) {
    const standing = await reader.look(step, {
      dictionary: identities.dictionary,
      placeText: session.places.rewriteText,
      isKept: true,
      taken: new Set(),
      twins: 0,
      comesAlong: true,
    });
    if (standing.stands === "yes") return undefined;
    if (standing.stands === "no")
      missing ??= `${standing.read} does not find what ${step.operation.name} made`;
  }
  return missing;
}
