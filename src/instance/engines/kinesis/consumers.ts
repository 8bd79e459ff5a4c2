/** Consumers of a stream with throughput of their own. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { fail, findNamedStream, nameOf as nameOfStream, refuse, withStream } from "./streams.ts";
import { readToken, writeToken } from "./tokens.ts";

export const CONSUMER = "stream-consumer";
const MOST_CONSUMERS = 20;
const USUAL_PAGE = 100;

/** A consumer's own name; one that production made stands under the end of its ARN. */
function nameOf(consumer: Thing): string {
  return readText(consumer.members, "ConsumerName") || nameOfStream(consumer);
}

/** The consumers of a stream, by their names. */
function listConsumers({ store }: Context, stream: Thing): Thing[] {
  const all = store.listInner(stream).filter(({ type }) => type === CONSUMER);
  return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function tell(consumer: Thing): Structure {
  return merge({
    ConsumerName: nameOf(consumer),
    ConsumerARN: consumer.names.arn ?? null,
    ConsumerStatus: "ACTIVE",
    ConsumerCreationTimestamp: new Date(Math.floor(consumer.createdAt / 1000) * 1000),
  });
}

/** The consumer of an ARN, and the stream that it is of. */
export function findByArn(
  context: Context,
  arn: string,
): { readonly stream: Thing; readonly consumer: Thing } | undefined {
  const [, name = ""] = /:stream\/([^/]+)\/consumer\//.exec(arn) ?? [];
  const stream = findNamedStream(context, name);
  const consumer = stream && listConsumers(context, stream).find(({ names }) => names.arn === arn);
  return consumer && { stream, consumer };
}

/** What is said where no consumer is called so. */
export function refuseConsumer({ caller }: Context, text: string): { readonly error: ServiceError } {
  return fail("ResourceNotFoundException", `Consumer ${text}, account ${caller.account} not found.`);
}

/** The consumer that a call names, by its ARN or by that of the stream and its name. */
function findConsumer(
  context: Context,
): { readonly stream: Thing; readonly consumer: Thing } | { readonly error: ServiceError } {
  const { input } = context;
  const [arn, name] = [readText(input, "ConsumerARN"), readText(input, "ConsumerName")];
  const streamArn = readText(input, "StreamARN");
  if (arn === "" && (name === "" || streamArn === ""))
    return refuse("Either ConsumerARN, or StreamARN and ConsumerName must be provided.");
  if (arn !== "") return findByArn(context, arn) ?? refuseConsumer(context, arn);
  const [, called = ""] = /:stream\/([^/]+)/.exec(streamArn) ?? [];
  const stream = findNamedStream(context, called);
  const consumer = stream && listConsumers(context, stream).find((one) => nameOf(one) === name);
  return consumer ? { stream, consumer } : refuseConsumer(context, name);
}

/** Registers a consumer. */
export const registerStreamConsumer = withStream((context, stream): Done => {
  const name = readText(context.input, "ConsumerName");
  const all = listConsumers(context, stream);
  if (!context.told) {
    if (all.some((one) => nameOf(one) === name))
      return fail(
        "ResourceInUseException",
        `Consumer ${name} under stream ${nameOfStream(stream)} already exists.`,
      );
    if (all.length >= MOST_CONSUMERS)
      return fail(
        "LimitExceededException",
        `Stream ${nameOfStream(stream)} has reached the limit of ${MOST_CONSUMERS} registered consumers.`,
      );
  }
  const done = make(context, CONSUMER);
  const made = listConsumers(context, stream).find((one) => nameOf(one) === name);
  return "error" in done || context.told || !made ? done : { output: merge({ Consumer: tell(made) }) };
});

/** Tells a consumer. */
export function describeStreamConsumer(context: Context): Done {
  const found = findConsumer(context);
  if ("error" in found) return found;
  const { consumer, stream } = found;
  return {
    output: merge({ ConsumerDescription: merge(tell(consumer), { StreamARN: stream.names.arn ?? null }) }),
  };
}

/** Tells the consumers of a stream. */
export const listStreamConsumers = withStream((context, stream): Done => {
  const { input, now } = context;
  const given = readText(input, "NextToken");
  const token = given === "" ? undefined : readToken(given);
  if (given !== "" && !token) return refuse("NextToken is invalid.");
  if (token && token.until < now)
    return fail("ExpiredNextTokenException", "The provided NextToken has expired.");
  const after = token ? readText(token.asked, "after") : "";
  const all = listConsumers(context, stream).filter((one) => nameOf(one) > after);
  const { MaxResults: most } = input;
  const page = all.slice(0, typeof most === "number" ? most : USUAL_PAGE);
  const last = page.at(-1);
  const hasMore = last !== undefined && page.length < all.length;
  return {
    output: merge({
      Consumers: page.map(tell),
      ...(hasMore && { NextToken: writeToken(merge({ after: nameOf(last) }), now) }),
    }),
  };
});

/** Lets a consumer go. */
export function deregisterStreamConsumer(context: Context): Done {
  const found = findConsumer(context);
  // What production let go may be older than the log.
  if ("error" in found) return context.told ? remove(context, CONSUMER) : found;
  context.store.remove(found.consumer);
  return { output: merge() };
}
