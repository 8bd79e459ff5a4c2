/** Sends events on buses to the targets of the rules that match them. */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { isStructure, type Structure } from "../../../aws/values.ts";
import { findCause } from "../../../replay/causes.ts";
import type { Thing } from "../../thing.ts";
import { type DeliveryWorld, deliver } from "../deliveries/deliver.ts";
import { merge, readText } from "../engine.ts";
import { matchesEvent } from "../patterns/match-event.ts";
import { archiveEvent } from "./archives.ts";
import { type BusEvent, readEvent } from "./bus-event.ts";
import {
  BUS,
  type BusName,
  findBus,
  findPattern,
  isEnabled,
  RULE,
  readBusName,
  SERVICE,
  TARGET,
} from "./buses.ts";
import { followPath } from "./json-path.ts";
import { type LeadingRule, writeTargetInput } from "./target-input.ts";

/** So many buses one after another at most: each may lead to the next, and the last to the first. */
const MOST_BUSES = 5;

/** How an event goes over a bus. */
export interface Sending {
  /** ARNs of the rules by which it goes, where not all count. */
  readonly rules?: ReadonlySet<string> | undefined;
  /** Whether archives are to keep it. */
  readonly isKept?: boolean;
  /** Over how many buses it came. */
  readonly hops?: number;
}

function readInner(target: Thing, structure: string, member: string): string | undefined {
  const inner = target.members[structure];
  return isStructure(inner) ? readText(inner, member) || undefined : undefined;
}

function tellAttribute(text: string): Structure {
  return merge({ DataType: "String", StringValue: text });
}

/** Why something could not be delivered, in the codes that EventBridge has for that. */
function tellCode({ code, message, status }: ServiceError): string {
  const { absent, category } = findCause({ code, message, status: status ?? 400, deed: "read" });
  if (absent) return "NO_RESOURCE";
  return category === "invalid_parameters" ? "INVALID_PARAMETER" : "ERROR_FROM_TARGET";
}

/** What a queue gets of an event whose target could not be reached: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
async function putAside(
  world: DeliveryWorld,
  rule: Thing,
  target: Thing,
  event: BusEvent,
  error: ServiceError,
): Promise<void> {
  const arn = readInner(target, "DeadLetterConfig", "Arn");
  if (arn === undefined) return;
  const attributes = merge({
    ERROR_CODE: tellAttribute(tellCode(error)),
    ERROR_MESSAGE: tellAttribute(error.message || error.code),
    RULE_ARN: tellAttribute(rule.names.arn ?? ""),
    TARGET_ARN: tellAttribute(readText(target.members, "Arn")),
  });
  await deliver(world, { arn, text: event.text, attributes });
}

function tellPartition(target: Thing, event: BusEvent): string {
  const path = readInner(target, "KinesisParameters", "PartitionKeyPath");
  const found = path === undefined ? undefined : followPath(readEvent(event), path);
  return typeof found === "string" && found !== ""
    ? found
    : found === undefined
      ? event.id
      : JSON.stringify(found);
}

/** What a target gets; or why that cannot be written, of an event that is deeper than JSON can be written. */
function writeInput(
  target: Structure,
  event: BusEvent,
  rule: LeadingRule,
): string | ServiceError | undefined {
  try {
    return writeTargetInput(target, event, rule);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      code: "ValidationException",
      message: "The event is too deep for the target's input.",
      status: 400,
    };
  }
}

async function sendToTarget(
  world: DeliveryWorld,
  rule: Thing,
  target: Thing,
  event: BusEvent,
  hops: number,
): Promise<void> {
  const arn = readText(target.members, "Arn");
  const address = splitArn(arn);
  if (address?.service === SERVICE && address.resource.startsWith(`${BUS}/`)) {
    if (hops < MOST_BUSES)
      await sendEvent(world, readBusName(arn, { account: "", region: "" }), event, {
        hops: hops + 1,
        isKept: true,
      });
    return;
  }
  const leading = { name: rule.chain.at(-1) ?? "", arn: rule.names.arn ?? "" };
  const text = writeInput(target.members, event, leading);
  if (text === undefined) return;
  if (typeof text === "object") {
    await putAside(world, rule, target, event, text);
    return;
  }
  const refused = await deliver(world, {
    arn,
    text,
    group: readInner(target, "SqsParameters", "MessageGroupId"),
    partition: tellPartition(target, event),
  });
  if (refused) await putAside(world, rule, target, event, refused);
}

/** Sends an event by one rule to all of its targets. */
export async function sendByRule(
  world: DeliveryWorld,
  rule: Thing,
  event: BusEvent,
  hops = 0,
): Promise<void> {
  for (const target of world.store.listInner(rule))
    if (target.type === TARGET) await sendToTarget(world, rule, target, event, hops);
}

/** Brings an event to a bus: to its archives, and by the rules that match it to their targets. A bus that is not there gets none. */
export async function sendEvent(
  world: DeliveryWorld,
  name: BusName,
  event: BusEvent,
  { rules, isKept = false, hops = 0 }: Sending = {},
): Promise<void> {
  const bus = findBus(world, name);
  if (!bus) return;
  if (isKept) archiveEvent(world, bus, event);
  for (const rule of world.store.listInner(bus)) {
    if (rule.type !== RULE || !isEnabled(rule) || (rules && !rules.has(rule.names.arn ?? ""))) continue;
    const pattern = findPattern(rule);
    if (pattern && matchesEvent(pattern, readEvent(event))) await sendByRule(world, rule, event, hops);
  }
}
