/** Who may take a role, told by the services that the log hands it to. */

import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import type { NamedStep } from "./log-facts.ts";
import rows from "./principals.json" with { type: "json" };
import type { Reference } from "./reference.ts";

export const PrincipalRow = v.strictObject({
  service: Text,
  /** A pattern of operation names. */
  operations: Text,
  /** Absent where the calls hand a role to nobody who takes it. */
  principal: v.optional(Text),
  reason: Text,
});

/** The service principal to which a call hands a role, if it is one that takes roles. */
function findPrincipal({ service, operation, seen }: Step): string | undefined {
  if (seen?.by !== undefined) return seen.by;
  const row = (rows as readonly v.InferOutput<typeof PrincipalRow>[]).find(
    (one) => one.service === service && matchesPattern(one.operations, operation.name),
  );
  return row ? row.principal : `${operation.model.metadata.endpointPrefix}.amazonaws.com`;
}

/** The `Principal` of a role's trust policy: the services that use the role; its account where none does. */
export function findTrusted(
  calls: readonly NamedStep[],
  { account = "", partition = "" }: Reference["parts"],
): { readonly Service: readonly string[] } | { readonly AWS: string } {
  const services = new Set(calls.flatMap(({ step }) => findPrincipal(step) ?? []));
  return services.size > 0 ? { Service: [...services] } : { AWS: `arn:${partition}:iam::${account}:root` };
}
