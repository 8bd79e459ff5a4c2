/** Who may take a role, told by the services that the log hands it to and by those who take it. */

import * as v from "valibot";
import { findModel } from "../../aws/model/table.ts";
import { splitArn } from "../../aws/resources/arns.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Asker } from "../../trail/record.ts";
import type { Step } from "../steps.ts";
import type { NamedStep } from "./log-facts.ts";
import rows from "./principals.json" with { type: "json" };
import type { Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";

export const PrincipalRow = v.strictObject({
  service: Text,
  /** A pattern of operation names. */
  operations: Text,
  /**
   * The service that takes the role; `{"asker": true}` whoever asks, where the log says who that is; `{"member": …}` the
   * provider of identities that a member names. Absent where the calls hand a role to nobody who takes it.
   */
  principal: v.optional(
    v.union([Text, v.strictObject({ asker: v.literal(true) }), v.strictObject({ member: Text })]),
  ),
  reason: Text,
});

type Row = v.InferOutput<typeof PrincipalRow>;

const table = rows as readonly Row[];

/** Who takes a role, and by which call. */
interface Taker extends Asker {
  readonly action: string;
}

/** What services do to take a role. */
const ASSUME = "AssumeRole";

/** The principal of an operation that is handed a role; that of its service where no row says otherwise. */
function findPrincipal(service: string, operation: string): Row["principal"] {
  const row = table.find((one) => one.service === service && matchesPattern(one.operations, operation));
  if (row) return row.principal;
  const { endpointPrefix, signingName = endpointPrefix } = findModel(service)?.metadata ?? {};
  return `${signingName ?? service}.amazonaws.com`;
}

/** The service that takes the role which a thing has by this recipe; undefined where none does. */
export function findService({
  service,
  operation,
}: Pick<Recipe, "service" | "operation">): string | undefined {
  const principal = findPrincipal(service, operation);
  return typeof principal === "string" ? principal : undefined;
}

/** The one to whom a call hands a role, if it is one that takes roles. */
function findTaker({ service, operation, input, seen }: Step): Taker | undefined {
  const principal = findPrincipal(service, operation.name);
  if (principal === undefined) return undefined;
  if (typeof principal === "string") return { kind: "Service", text: principal, action: ASSUME };
  if ("asker" in principal) return seen?.by && { ...seen.by, action: operation.name };
  const provider = input[principal.member];
  return typeof provider === "string"
    ? { kind: "Federated", text: provider, action: operation.name }
    : undefined;
}

/** Who had taken a role in whose name a call was made, if its record says that. */
function findEarlierTaker({ name, parts }: Reference, { seen }: Step): Taker | undefined {
  const { role = "", kind, text = "" } = seen?.taking ?? {};
  const { account, resource } = splitArn(role) ?? {};
  // An account has one role of a name, whatever its path.
  if (kind === undefined || account !== parts["account"] || resource?.split("/").at(-1) !== name)
    return undefined;
  if (kind === "Federated") return { kind, text, action: "AssumeRoleWithWebIdentity" };
  if (kind !== "Type") return { kind, text, action: ASSUME };
  // AWS::ECS::Task is of ecs.
  const [, service = ""] = text.toLowerCase().split("::");
  const principal = findPrincipal(service, "");
  return typeof principal === "string" ? { kind: "Service", text: principal, action: ASSUME } : undefined;
}

/** Whether a role only made a call, which then is on other things. */
function isMadeBy({ key }: Reference, { used, answered, seen }: NamedStep): boolean {
  return seen.some((one) => one.key === key) && ![...used, ...answered].some((one) => one.key === key);
}

/**
 * The `Statement` of a role's trust policy: those who take the role by the calls that name it, or the service of what it is
 * made up for by the recipe `holder`; its own account where the log knows of none.
 */
export function findTrust(
  role: Reference,
  calls: readonly NamedStep[],
  holder: Recipe | undefined,
): readonly unknown[] {
  const { account = "", partition = "" } = role.parts;
  const service = holder && findService(holder);
  const takers: Taker[] = service === undefined ? [] : [{ kind: "Service", text: service, action: ASSUME }];
  for (const call of calls) {
    const taker = isMadeBy(role, call) ? undefined : findTaker(call.step);
    takers.push(...[taker, findEarlierTaker(role, call.step)].filter((one) => one !== undefined));
  }
  if (takers.length === 0) takers.push({ kind: "AWS", text: account, action: ASSUME });
  const byAction = Map.groupBy(takers, ({ action }) => action);
  return [...byAction].map(([action, all]) => {
    const named: Record<string, string[]> = {};
    for (const { kind, text } of all) {
      const name = kind === "AWS" ? `arn:${partition}:iam::${text}:root` : text;
      named[kind] = [...new Set([...(named[kind] ?? []), name])];
    }
    // One alone is no list, as IAM gives it back; moto looks for it so.
    const Principal = Object.fromEntries(
      Object.entries(named).map(([kind, names]) => [kind, names.length === 1 ? names[0] : names]),
    );
    return { Effect: "Allow", Principal, Action: `sts:${action}` };
  });
}

const asking = new WeakMap<Recipe, boolean>();

/** Whether what a recipe makes says who may take it. */
export function asksForTrust(recipe: Recipe): boolean {
  return asking.getOrInsertComputed(recipe, () =>
    JSON.stringify(recipe.input).includes('"$evidence":"trust"'),
  );
}
