/** Which things a member of a call names by its own name, where recipes say so. */
import { matchesPattern } from "../../base/pattern.ts";
import { RECIPES, type Recipe } from "./recipes.ts";
import type { CallSite } from "./reference.ts";

/** What a recipe says of the members that name its things: patterns of services, operations and members. */
const withMembers = RECIPES.flatMap((recipe) =>
  (recipe.members ?? []).map((row) => {
    const [services = "", operations = "", members = ""] = row.split(":");
    return { recipe, services, operations, members };
  }),
);

/** What recipes say of the members of one operation, and what is known of those that were met. */
export interface ByMember {
  readonly rows: typeof withMembers;
  readonly known: Map<string, readonly Recipe[]>;
}

const byOperation = new Map<string, Map<string, ByMember>>();

/** What recipes say of the members of a call's operation; told once. */
export function listByMember({ service, operation }: CallSite): ByMember {
  const ofService = byOperation.getOrInsertComputed(service, () => new Map());
  return ofService.getOrInsertComputed(operation, () => ({
    known: new Map(),
    rows: withMembers.filter(
      ({ services, operations }) =>
        matchesPattern(services, service) && matchesPattern(operations, operation),
    ),
  }));
}

/** The recipes whose things a member may name, each once. */
export function findByMember({ rows, known }: ByMember, member: string): readonly Recipe[] {
  return known.getOrInsertComputed(member, () => {
    const named = rows.flatMap(({ recipe, members }) => (matchesPattern(members, member) ? recipe : []));
    return [...new Set(named)];
  });
}
