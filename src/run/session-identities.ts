/** The identities of a session's calls. */
import type { IdMap } from "../identities/id-map.ts";
import { Identities } from "../identities/identities.ts";
import type { Session } from "./open-session.ts";

/** Identities with what an earlier run has learnt, if there was one, in the places that the session's calls go to. */
export function openIdentities({ steps, places }: Session, known?: IdMap): Identities {
  const callers = new Set(steps.map(({ account }) => account));
  const identities = new Identities(places.rewriteText, known?.pairs, callers);
  identities.dictionary.versions.add(known?.versions ?? []);
  return identities;
}
