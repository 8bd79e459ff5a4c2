/** What EventBridge refuses of calls about buses and what stands beside them. */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { ARCHIVE } from "./archives.ts";
import {
  absent,
  BUS,
  DEFAULT_BUS,
  findBus,
  invalid,
  RULE,
  readBusName,
  readCallBus,
  refuseBus,
  refusePattern,
  refuseRule,
  SERVICE,
  taken,
} from "./buses.ts";
import { checkDeadLetters } from "./check-targets.ts";
import { findSource } from "./event-sources.ts";

/** What a call names by a member, of a type that stands by itself. */
export function findNamedBy(
  { store, caller, input }: Context,
  type: string,
  member: string,
): Thing | undefined {
  const { account, region } = caller;
  return store.find({ account, region }, { service: SERVICE, type }, [readText(input, member)]);
}

/** What is wrong with a bus that is made. */
export function checkCreateEventBus(context: Context): ServiceError | undefined {
  const { input } = context;
  const name = readText(input, "Name");
  const source = readText(input, "EventSourceName");
  if (findBus(context, readCallBus(context, "Name"))) return taken(`Event bus ${name} already exists.`);
  if (source === "" && name.includes("/")) return invalid("Event bus name must not contain '/'.");
  if (source !== "" && !findSource(context, source)) return absent(`Event source ${source} does not exist.`);
  if (source !== "" && source !== name) return invalid("Event bus name must match event source name.");
  return checkDeadLetters(input["DeadLetterConfig"]);
}

/** What is wrong with a bus that is to go; `gone` where there is none, which is no fault. */
export function checkDeleteEventBus(context: Context): ServiceError | "gone" | undefined {
  const name = readCallBus(context, "Name");
  if (name.name === DEFAULT_BUS) return invalid(`Cannot delete event bus ${DEFAULT_BUS}.`);
  const bus = findBus(context, name);
  if (!bus) return "gone";
  const hasRules = context.store.listInner(bus).some(({ type }) => type === RULE);
  return hasRules ? invalid("EventBus can't be deleted since it has rules.") : undefined;
}

function readStatements(policy: string): readonly unknown[] {
  const value: unknown = policy === "" ? {} : JSON.parse(policy);
  const { Statement } = value as { readonly Statement?: unknown };
  return Array.isArray(Statement) ? Statement : [];
}

/** What is wrong with a permission that a bus is to give. */
export function checkPutPermission(context: Context): ServiceError | undefined {
  const { input } = context;
  const refused = refuseBus(context, readCallBus(context));
  if (refused) return refused;
  const policy = readText(input, "Policy");
  if (policy !== "") {
    try {
      JSON.parse(policy);
    } catch {
      return invalid("This policy contains invalid Json");
    }
    return undefined;
  }
  const principal = readText(input, "Principal");
  if (principal === "") return invalid("Parameter Principal must be specified.");
  if (input["Condition"] !== undefined && principal !== "*")
    return {
      code: "InvalidParameterValue",
      message: "Value of the parameter 'principal' must be '*' when the parameter 'condition' is set.",
      status: 400,
    };
  if (readText(input, "Action") !== "events:PutEvents")
    return invalid("Provided value in parameter 'action' is not supported.");
  return readText(input, "StatementId") === ""
    ? invalid("Parameter StatementId must be specified.")
    : undefined;
}

/** What is wrong with a permission that is to be taken. */
export function checkRemovePermission(context: Context): ServiceError | undefined {
  const { input } = context;
  const name = readCallBus(context);
  const bus = findBus(context, name);
  if (!bus) return refuseBus(context, name);
  if (input["RemoveAllPermissions"] === true) return undefined;
  const statements = readStatements(readText(bus.members, "Policy"));
  const id = readText(input, "StatementId");
  const isThere = statements.some((one) => (one as { readonly Sid?: unknown }).Sid === id);
  return isThere ? undefined : absent("Statement with the provided id does not exist.");
}

/** What is wrong with the bus that archives are of, where one is named. */
export function checkSource(context: Context): ServiceError | undefined {
  const { input, caller } = context;
  const source = readText(input, "EventSourceArn");
  if (source === "") return undefined;
  const bus = readBusName(source, caller);
  // A bus of another region is none that an archive could be of.
  const isHere = bus.place.region === caller.region && bus.place.account === caller.account;
  return isHere && findBus(context, bus) ? undefined : absent(`Event bus ${bus.name} does not exist.`);
}

/** What is wrong with an archive that is made. */
export function checkCreateArchive(context: Context): ServiceError | undefined {
  const { input } = context;
  const name = readText(input, "ArchiveName");
  const refused = checkSource(context);
  if (refused) return refused;
  if (findNamedBy(context, ARCHIVE, "ArchiveName")) return taken(`Archive ${name} already exists.`);
  const pattern = readText(input, "EventPattern");
  return pattern === "" ? undefined : refusePattern(pattern);
}

/** What is wrong with a call about an archive. */
export function checkArchive(context: Context): ServiceError | undefined {
  if (!findNamedBy(context, ARCHIVE, "ArchiveName"))
    return absent(`Archive ${readText(context.input, "ArchiveName")} does not exist.`);
  const pattern = readText(context.input, "EventPattern");
  return pattern === "" ? undefined : refusePattern(pattern);
}

/** What is wrong with a list that is filtered by more than one of its members. */
export function checkOneFilter(
  { input, operation }: Context,
  members: readonly string[],
): ServiceError | undefined {
  if (members.filter((member) => input[member] !== undefined).length < 2) return undefined;
  return invalid(
    `At most one filter is allowed for ${operation.name}. Use either : State, EventSourceArn, or NamePrefix.`,
  );
}

/** What is wrong with a call about tags. */
export function checkTagged(context: Context): ServiceError | undefined {
  const arn = readText(context.input, "ResourceARN");
  const address = splitArn(arn);
  if (address?.service !== SERVICE)
    return invalid(`Parameter ResourceARN is not valid. Reason: Provided Arn is not in correct format.`);
  const { account, region, resource } = address;
  const [kind = "", ...names] = resource.split("/");
  const place = { account, region };
  if (kind === BUS) return refuseBus(context, { place, name: names.join("/") });
  if (kind !== RULE) return undefined;
  const bus = names.length > 1 ? names.slice(0, -1).join("/") : DEFAULT_BUS;
  return refuseRule(context, { place, name: bus }, names.at(-1) ?? "");
}
