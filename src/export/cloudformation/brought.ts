/** What comes along with things, which a template has no resource for: others name it by an attribute of what it comes with. */
import { listRows } from "../../aws/cloudformation/rows.ts";
import type { StandingThing } from "../standing.ts";

/** The things, with the ids of what came along with them in members that are called as the attributes are. */
export function tellBrought(standing: readonly StandingThing[]): StandingThing[] {
  const told = new Map<string, Record<string, string>>();
  for (const { type, attribute, by } of listRows("brought"))
    for (const one of standing) {
      const owner = one.members[by];
      if (!one.isBrought || `${one.service}:${one.type}` !== type || one.id === undefined) continue;
      if (typeof owner === "string")
        told.getOrInsertComputed(`${one.service} ${owner}`, () => ({}))[attribute] = one.id;
    }
  return standing.map((one) => {
    const more = told.get(`${one.service} ${one.id}`);
    return more ? { ...one, members: { ...one.members, ...more } } : one;
  });
}
