/** Policies that say where messages go that were received too often: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
import type { Context } from "../../behaviour/context.ts";
import { parseObject, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { findByArn, readAttributes, readQueue, splitQueueArn } from "./queue.ts";
import { refuseParameter } from "./refuse.ts";

const MOST_RECEIPTS = 1000;
const MOST_SOURCES = 10;

/** Whether a queue may send its messages to another one, by what is said of that. */
function isAllowed(policy: string, arn: string): boolean {
  const { redrivePermission: permission, sourceQueueArns: arns } = parseObject(policy) ?? {};
  if (permission === "denyAll") return false;
  return permission !== "byQueue" || (Array.isArray(arns) && arns.includes(arn));
}

/** Throws a Refusal where a queue cannot have such a policy. */
export function checkRedrive({ store }: Context, text: string, arn: string): void {
  const refuseBecause = (reason: string) => refuseParameter(text, "RedrivePolicy", reason);
  const policy = parseObject(text);
  if (!policy) throw refuseBecause("Redrive policy is not a valid JSON map.");
  const { deadLetterTargetArn: target, maxReceiveCount: given } = policy;
  for (const name of ["maxReceiveCount", "deadLetterTargetArn"])
    if (policy[name] === undefined)
      throw refuseBecause(`Redrive policy does not contain mandatory attribute: ${name}.`);
  for (const name of Object.keys(policy))
    if (name !== "deadLetterTargetArn" && name !== "maxReceiveCount")
      throw refuseBecause("Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].");
  const count = typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST_RECEIPTS)
    throw refuseBecause(
      `Invalid value for maxReceiveCount: ${String(given)}, valid values are from 1 to ${MOST_RECEIPTS} both inclusive.`,
    );
  const at = typeof target === "string" ? splitQueueArn(target) : undefined;
  const own = splitQueueArn(arn);
  if (typeof target !== "string" || !at) throw refuseBecause("Invalid value for deadLetterTargetArn.");
  if (own && at.place.account !== own.place.account)
    throw refuseBecause("Dead-letter target owner should be same as the source.");
  if (own && at.place.region !== own.place.region)
    throw refuseBecause("Dead-letter target should be in same region as the source.");
  const thing = findByArn(store, target);
  if (!thing) throw refuseBecause("Dead letter target does not exist.");
  if (readQueue(thing).isFifo !== arn.endsWith(".fifo"))
    throw refuseBecause("Dead-letter queue must be same type of queue as the source.");
  if (!isAllowed(readText(readAttributes(thing), "RedriveAllowPolicy"), arn))
    throw refuseBecause("Queue does not have permission to access the dead letter queue.");
}

/** Throws a Refusal where no queue can have such a policy. */
export function checkAllowing(text: string): void {
  const refuseBecause = (reason: string) => refuseParameter(text, "RedriveAllowPolicy", reason);
  const policy = parseObject(text);
  if (!policy)
    throw refuseBecause(
      "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  const { redrivePermission: permission, sourceQueueArns: arns } = policy;
  if (permission !== "allowAll" && permission !== "denyAll" && permission !== "byQueue")
    throw refuseBecause(
      "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  if (permission === "byQueue" && (!Array.isArray(arns) || arns.length === 0 || arns.length > MOST_SOURCES))
    throw refuseBecause(
      "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  if (permission !== "byQueue" && arns !== undefined)
    throw refusal(
      "InvalidParameterValue",
      "You can't specify sourceQueueArns when redrivePermission is allowAll or denyAll.",
    );
}
