/** What EventBridge refuses of calls about rules, in its order. */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import {
  type BusName,
  DEFAULT_BUS,
  findBus,
  findRule,
  invalid,
  RULE,
  readCallBus,
  refuseBus,
  refusePattern,
  refuseRule,
  TARGET,
} from "./buses.ts";
import { readSchedule } from "./schedule.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_RULES = 300;
const LONGEST_PATTERN = 2048;

/** What is said of one more than there may be. */
export const TOO_MANY: ServiceError = {
  code: "LimitExceededException",
  message: "The requested resource exceeds the maximum number allowed.",
  status: 400,
};

/** Refuses to change what EventBridge itself made. */
export function refuseManaged(context: Context, rule: Thing | undefined): ServiceError | undefined {
  if (!rule || readText(rule.members, "ManagedBy") === "" || context.input["Force"] === true)
    return undefined;
  const message = `This rule is managed by an AWS service. You can't modify it: ${rule.chain.at(-1)}`;
  return { code: "ManagedRuleException", message, status: 400 };
}

function refuseExpression(
  name: string,
  pattern: string,
  schedule: string,
  bus: BusName,
): ServiceError | undefined {
  if (pattern === "" && schedule === "")
    return invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  if (schedule !== "" && bus.name !== DEFAULT_BUS)
    return invalid("ScheduleExpression is supported only on the default event bus.");
  if (schedule !== "" && !readSchedule(schedule))
    return invalid("Parameter ScheduleExpression is not valid.");
  if (Buffer.byteLength(pattern) > LONGEST_PATTERN)
    return invalid(`Parameter EventPattern for rule ${name} exceeds limit of ${LONGEST_PATTERN}.`);
  return pattern === "" ? undefined : refusePattern(pattern);
}

/** What is wrong with a rule that is put. */
export function checkPutRule(context: Context): ServiceError | undefined {
  const { input, store } = context;
  const bus = readCallBus(context);
  const name = readText(input, "Name");
  const refused =
    refuseExpression(name, readText(input, "EventPattern"), readText(input, "ScheduleExpression"), bus) ??
    refuseBus(context, bus);
  if (refused) return refused;
  const before = findRule(context, bus, name);
  if (before) return refuseManaged(context, before);
  const thing = findBus(context, bus);
  const count = thing ? store.listInner(thing).filter(({ type }) => type === RULE).length : 0;
  return count >= MOST_RULES ? TOO_MANY : undefined;
}

/** What is wrong with a rule that is to go; `gone` where there is none, which is no fault. */
export function checkDeleteRule(context: Context): ServiceError | "gone" | undefined {
  const bus = readCallBus(context);
  const rule = findRule(context, bus, readText(context.input, "Name"));
  if (!rule) return refuseBus(context, bus) ?? "gone";
  const managed = refuseManaged(context, rule);
  if (managed) return managed;
  const hasTargets = context.store.listInner(rule).some(({ type }) => type === TARGET);
  return hasTargets ? invalid("Rule can't be deleted since it has targets.") : undefined;
}

/** What is wrong with a call that names a rule by `member`. */
export function checkRule(context: Context, member = "Name"): ServiceError | undefined {
  return refuseRule(context, readCallBus(context), readText(context.input, member));
}

/** The same of a call that changes it. */
export function checkChangedRule(context: Context, member = "Name"): ServiceError | undefined {
  const name = readText(context.input, member);
  return checkRule(context, member) ?? refuseManaged(context, findRule(context, readCallBus(context), name));
}
