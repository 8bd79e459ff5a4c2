/** Calls operations of the instance as a client does: what a client's request is checked for is checked. */
import { loadOperation } from "../../../../aws/model/table.ts";
import type { ServiceError } from "../../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { listAllFaults } from "../../../check.ts";
import { describeFaults, leaveFaults } from "../../../describe-faults.ts";
import type { Done } from "../../../gateway.ts";
import { refuseFirst } from "../../../own-faults.ts";

/** A call that is to be made. */
export interface ClientCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Structure;
}

/** What a call answers. Nothing that it throws comes out. */
export async function callAsClient(
  { ask, caller, host }: Pick<Context, "ask" | "caller" | "host">,
  { service, operation: name, input }: ClientCall,
): Promise<Done> {
  try {
    const operation = await loadOperation(service, name);
    const first = refuseFirst(operation, input);
    if (first) return { error: first };
    const faults = leaveFaults(operation, listAllFaults(operation, input));
    if (faults.length > 0)
      return { error: describeFaults(operation, operation.model.metadata.protocol, faults) };
    return await ask({ service, operation: name, input, caller, host });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code: "InternalFailure", message, status: 500 } };
  }
}

/** What a service said, as CloudFormation tells it in the reason of an event. */
export function tellServiceError(service: string, { code, message, status }: ServiceError): string {
  return `${message} (Service: ${service}, Status Code: ${status ?? 400}, Error Code: ${code})`;
}
