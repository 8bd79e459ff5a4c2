/** Who may take a role, told by the services that the log hands it to and by those who take it. */

import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Asker } from "../../trail/record.ts";
import type { Step } from "../steps.ts";
import type { NamedStep } from "./log-facts.ts";
import rows from "./principals.json" with { type: "json" };
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

const table = rows as readonly v.InferOutput<typeof PrincipalRow>[];

/** Who takes a role, and by which call. */
interface Taker extends Asker {
  readonly action: string;
}

/** What services do to take a role. */
const ASSUME = "AssumeRole";

/** The one to whom a call hands a role, if it is one that takes roles. */
function findTaker({ service, operation, input, seen }: Step): Taker | undefined {
  const row = table.find((one) => one.service === service && matchesPattern(one.operations, operation.name));
  const { principal } = row ?? { principal: `${operation.model.metadata.endpointPrefix}.amazonaws.com` };
  if (principal === undefined) return undefined;
  if (typeof principal === "string") return { kind: "Service", text: principal, action: ASSUME };
  if ("asker" in principal) return seen?.by && { ...seen.by, action: operation.name };
  const provider = input[principal.member];
  return typeof provider === "string"
    ? { kind: "Federated", text: provider, action: operation.name }
    : undefined;
}

/** Whether a role only made a call, which then is on other things. */
function isMadeBy({ key }: Reference, { used, answered, seen }: NamedStep): boolean {
  return seen.some((one) => one.key === key) && ![...used, ...answered].some((one) => one.key === key);
}

/** The `Statement` of a role's trust policy: those who take the role; its own account where the log knows of none. */
export function findTrust(role: Reference, calls: readonly NamedStep[]): readonly unknown[] {
  const { account = "", partition = "" } = role.parts;
  const takers = calls.flatMap((call) => (isMadeBy(role, call) ? [] : (findTaker(call.step) ?? [])));
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
