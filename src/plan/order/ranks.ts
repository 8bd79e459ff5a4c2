/** The places that calls of one second have on a thing by what they do to it. */

import type { Deed } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import { ROLES, type Role } from "./touches.ts";
import type { Turn } from "./turns.ts";

/** Of what nothing links, by deeds. */
export const DEED_RANKS: Readonly<Record<Deed, number>> = {
  create: 0,
  put: 1,
  read: 1,
  list: 1,
  update: 1,
  tag: 1,
  attach: 1,
  act: 1,
  detach: 2,
  untag: 2,
  delete: 3,
};

const PARTING: ReadonlySet<Role> = new Set(["detaches", "removes a part"]);

/**
 * The place of a role in a thing's life; to keep its state is to use it. What takes off what stood before the second goes
 * before what puts it on again (`early`), what changes it after that (`changing`), and what puts it on once more after what
 * takes it off (`late`).
 */
export function rankRole(role: Role, turn: Turn | undefined): number {
  const rank = ROLES.indexOf(role === "captures" ? "uses" : role);
  if (turn === "early" && PARTING.has(role)) return ROLES.indexOf("uses") - 0.5;
  if (rank !== ROLES.indexOf("uses")) return rank;
  if (turn === "changing") return rank + 0.5;
  return turn === "late" ? ROLES.indexOf("removes a part") + 0.5 : rank;
}

/** The items with a place, grouped by it, lowest first. */
export function groupBy<T>(items: readonly T[], place: (item: T) => number | undefined): T[][] {
  if (items.length < 2)
    return items.every((item) => place(item) !== undefined) ? items.map((item) => [item]) : [];
  const placed = [...Map.groupBy(items, place)].flatMap(([at, group]) =>
    at === undefined ? [] : [{ at, group }],
  );
  return placed.sort((a, b) => a.at - b.at).map(({ group }) => group);
}

compileLightly(groupBy);
