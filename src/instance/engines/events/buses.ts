/** Buses and the rules on them, as they stand. */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Requester } from "../../caller.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { readText } from "../engine.ts";
import type { EventPattern } from "../patterns/read-pattern.ts";
import { readPattern } from "../patterns/read-pattern.ts";

export const SERVICE = "events";
export const BUS = "event-bus";
export const RULE = "rule";
export const TARGET = "target";
export const DEFAULT_BUS = "default";

/** Where a bus is, and its name there. */
export interface BusName {
  readonly place: ThingPlace;
  readonly name: string;
}

/** The bus that a text names: by its name, or its ARN, which may be another account's or region's. */
export function readBusName(text: string, { account, region }: Requester): BusName {
  const arn = splitArn(text);
  if (!arn) return { place: { account, region }, name: text === "" ? DEFAULT_BUS : text };
  return {
    place: { account: arn.account, region: arn.region },
    name: arn.resource.slice(arn.resource.indexOf("/") + 1),
  };
}

/** The thing of a bus; undefined where it does not stand. */
export function findBus({ store }: Pick<Context, "store">, { place, name }: BusName): Thing | undefined {
  return store.find(place, { service: SERVICE, type: BUS }, [name]);
}

/** The rule of a name on a bus; undefined where it does not stand. */
export function findRule(
  { store }: Pick<Context, "store">,
  { place, name }: BusName,
  rule: string,
): Thing | undefined {
  return store.find(place, { service: SERVICE, type: RULE }, [rule], [name]);
}

/** What EventBridge says of what a caller's input is wrong in. */
export function invalid(message: string): ServiceError {
  return { code: "ValidationException", message, status: 400 };
}

/** What EventBridge says of what is not there. */
export function absent(message: string): ServiceError {
  return { code: "ResourceNotFoundException", message, status: 400 };
}

/** What EventBridge says of a name that is taken. */
export function taken(message: string): ServiceError {
  return { code: "ResourceAlreadyExistsException", message, status: 400 };
}

/** The bus that a call names, and what is said where it does not stand. */
export function readCallBus(context: Context, member = "EventBusName"): BusName {
  return readBusName(readText(context.input, member), context.caller);
}

/** Refuses a call about a bus that does not stand. */
export function refuseBus(context: Context, bus: BusName): ServiceError | undefined {
  return findBus(context, bus) ? undefined : absent(`Event bus ${bus.name} does not exist.`);
}

/** Refuses a call about a rule that does not stand, on a bus that may not stand either. */
export function refuseRule(context: Context, bus: BusName, rule: string): ServiceError | undefined {
  const refused = refuseBus(context, bus);
  if (refused) return refused;
  if (findRule(context, bus, rule)) return undefined;
  return absent(`Rule ${rule} does not exist on EventBus ${bus.name}.`);
}

/** What is wrong with a pattern of events. */
export function refusePattern(text: string): ServiceError | undefined {
  const read = readPattern(text);
  if ("pattern" in read) return undefined;
  const message = `Event pattern is not valid. Reason: ${read.fault}`;
  return { code: "InvalidEventPatternException", message, status: 400 };
}

const patterns = new WeakMap<Thing, EventPattern | false>();

/** The pattern of a rule or an archive; undefined where it has none, or one that cannot be read. */
export function findPattern(thing: Thing): EventPattern | undefined {
  const known = patterns.getOrInsertComputed(thing, ({ members }) => {
    const text = readText(members, "EventPattern");
    const read = text === "" ? undefined : readPattern(text);
    return read && "pattern" in read ? read.pattern : false;
  });
  return known === false ? undefined : known;
}

/** Whether a rule does anything. */
export function isEnabled({ members }: Thing): boolean {
  return readText(members, "State") !== "DISABLED";
}
