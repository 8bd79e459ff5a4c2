/** The identities of a session's calls. */
import type { IdMap } from "../identities/id-map.ts";
import { Identities } from "../identities/identities.ts";
import type { Session } from "./open-session.ts";

/** Identities with the pairs of an earlier run, if there are any, in the places that the session's calls go to. */
export function openIdentities({ steps, places }: Session, pairs: IdMap["pairs"] = []): Identities {
  const callers = new Set(steps.map(({ account }) => account));
  return new Identities(places.rewriteText, pairs, callers);
}
