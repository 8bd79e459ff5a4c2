/** Names that production gave and the models would refuse: what stands under such a name is asked for by it. */
import type { Operation } from "../aws/model/types.ts";
import type { Requester } from "./caller.ts";
import type { Fault } from "./fault.ts";
import type { Store } from "./store.ts";

/** Whether a member takes ARNs, as far as its pattern tells; of a bound alone nothing is known. */
function isOfForm({ constraint }: Fault, text: string): boolean {
  if (constraint.kind === "pattern") return !text.startsWith("arn:") || constraint.pattern.includes("arn");
  return constraint.kind === "length";
}

/** Whether something of the service stands under the text, or in what goes by that: an identity store, which no call makes. */
function stands(store: Store, { model }: Operation, { account, region }: Requester, text: string): boolean {
  const { service } = model;
  return [region, ""].some((one) => {
    const place = { account, region: one };
    return store.listTypes(place, service).some((type) => {
      const kind = { service, type };
      return store.find(place, kind, [text]) !== undefined || store.list(place, kind, [text]).length > 0;
    });
  });
}

/** The faults of an input without those of names under which something stands. */
export function forgiveNames(
  store: Store,
  operation: Operation,
  caller: Requester,
  faults: readonly Fault[],
): readonly Fault[] {
  return faults.filter((fault) => {
    const { value } = fault;
    return !(typeof value === "string" && isOfForm(fault, value) && stands(store, operation, caller, value));
  });
}
