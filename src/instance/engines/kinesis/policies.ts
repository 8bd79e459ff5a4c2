/** Policies of streams and consumers. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { findByArn, refuseConsumer } from "./consumers.ts";
import { answerNothing, fail, findStream, refuseStream } from "./streams.ts";

const KIND = { service: "kinesis", type: "resource-policy" };

interface Found {
  /** What the policy is of. */
  readonly thing: Thing;
  readonly policy: Thing | undefined;
}

function find(context: Context): Found | { readonly error: ServiceError } {
  const arn = readText(context.input, "ResourceARN");
  const consumer = arn.includes("/consumer/");
  const stream = consumer ? undefined : findStream({ ...context, input: merge({ StreamARN: arn }) });
  // The whole ARN is told where a name is elsewhere.
  if (stream && "error" in stream) return refuseStream(context, arn);
  const thing = stream?.stream ?? findByArn(context, arn)?.consumer;
  if (!thing) return refuseConsumer(context, arn);
  const policy = context.store.listInner(thing).find(({ type }) => type === KIND.type);
  return { thing, policy };
}

/** Puts the policy of a stream or a consumer. */
export function putResourcePolicy(context: Context): Done {
  const { input, now, operation, told, store } = context;
  const found = find(context);
  if ("error" in found) return found;
  const { thing, policy } = found;
  store.put({
    ...KIND,
    place: thing.place,
    chain: [...thing.chain, "policy"],
    within: thing.type,
    names: {},
    members: merge({ Policy: readText(input, "Policy") }),
    tags: new Map(),
    createdAt: policy?.createdAt ?? now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  });
  return answerNothing(context);
}

/** Tells a policy: an empty one, where none is set. */
export function getResourcePolicy(context: Context): Done {
  const found = find(context);
  if ("error" in found) return found;
  return { output: merge({ Policy: found.policy ? readText(found.policy.members, "Policy") : "{}" }) };
}

/** Takes a policy away. */
export function deleteResourcePolicy(context: Context): Done {
  const found = find(context);
  if ("error" in found) return found;
  const arn = readText(context.input, "ResourceARN");
  if (!found.policy && !context.told)
    return fail("ResourceNotFoundException", `No resource policy found for resource ARN ${arn}.`);
  if (found.policy) context.store.remove(found.policy);
  return answerNothing(context);
}
