/**
 * What one second puts on and takes off again and again, or makes and removes: each call has its place among these, so that
 * to the things that this hangs on it has no other than to go after their making and before their end.
 */
import { type Links, linkGroups } from "./links.ts";
import { FIRST_LIFE } from "./lives.ts";
import { groupBy } from "./ranks.ts";
import type { Member, Placed } from "./things-of-second.ts";
import { ROLES, type Role } from "./touches.ts";

/** Links the calls that go by turns. */
export function linkRounds(calls: readonly Placed[], before: Links<Placed>): void {
  if (!calls.some(({ turn }) => typeof turn === "object")) return;
  const rounds = Map.groupBy(calls, ({ turn }) => (typeof turn === "object" ? turn : undefined));
  for (const [round, group] of rounds) {
    if (round === undefined) continue;
    const placed = new Map(group.map((call) => [call.step, call]));
    linkGroups(
      round.calls.flatMap((step) => {
        const call = placed.get(step);
        return call ? [[call]] : [];
      }),
      before,
    );
  }
}

const BOUNDS: ReadonlySet<Role> = new Set(["makes", "removes"]);

/** Whether the second makes a thing once more after it has made and removed it. */
function isRenewedAgain(members: readonly Member[]): boolean {
  for (const { role, life } of members) if (life > FIRST_LIFE && role === "makes") return true;
  return false;
}

/** The calls that make or remove a thing again and again, or put it on and take it off. */
export function findAlternating(things: readonly (readonly Member[])[]): ReadonlySet<Placed> {
  const found = new Set<Placed>();
  for (const members of things) {
    const isAgain = isRenewedAgain(members);
    for (const { call, role } of members)
      if (typeof call.turn === "object" || (isAgain && BOUNDS.has(role))) found.add(call);
  }
  return found;
}

/** Links those that alternate to the beginning and the end of a thing that they only touch; gives the thing's other calls. */
export function linkAlternating(
  members: readonly Member[],
  alternating: ReadonlySet<Placed>,
  before: Links<Placed>,
): readonly Member[] {
  const isFree = ({ call, role }: Member) => !BOUNDS.has(role) && alternating.has(call);
  const free = members.filter(isFree);
  if (free.length === 0) return members;
  const bounded = members.filter((member) => isFree(member) || BOUNDS.has(member.role));
  const groups = groupBy(
    bounded,
    (member) => member.life * ROLES.length + (isFree(member) ? 1 : ROLES.indexOf(member.role)),
  );
  linkGroups(
    groups.map((group) => group.map(({ call }) => call)),
    before,
  );
  const others = members.filter((member) => !isFree(member));
  for (const { call, life, isImplied, isExclusive } of free) {
    if (isImplied || !isExclusive || typeof call.turn !== "object" || call.turn.parting !== call.step)
      continue;
    const users = others.filter(
      (one) =>
        one.life === life &&
        one.role === "uses" &&
        !one.isImplied &&
        !one.call.touch.uses.some(({ isLeft }) => isLeft),
    );
    linkGroups([users.map((one) => one.call), [call]], before);
  }
  return others;
}
