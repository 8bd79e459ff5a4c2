/** Makes streams and ends them. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { CONSUMER } from "./consumers.ts";
import { refuseOnDemand, refuseShards } from "./limits.ts";
import { fail, findNamedStream, nameOf, refuse, STREAM, withStream } from "./streams.ts";

/** Whether a stream that is made grows by itself: where that is said, and where neither that nor a number of shards is. */
function isOnDemand({ StreamModeDetails: details, ShardCount: count }: Structure): boolean {
  return isStructure(details) ? readText(details, "StreamMode") === "ON_DEMAND" : count === undefined;
}

function refuseMaking(context: Context): Done | undefined {
  const { input, caller } = context;
  const name = readText(input, "StreamName");
  if (findNamedStream(context, name))
    return fail("ResourceInUseException", `Stream ${name} under account ${caller.account} already exists.`);
  const { ShardCount: count } = input;
  if (isOnDemand(input)) return refuseOnDemand(context);
  if (typeof count !== "number")
    return refuse("ShardCount must be provided for a stream in PROVISIONED mode.");
  return refuseShards(context, count);
}

/** Makes a stream, which is active at once. */
export function createStream(context: Context): Done {
  const { input, told } = context;
  const refused = told ? undefined : refuseMaking(context);
  if (refused) return refused;
  if (told || input["StreamModeDetails"] !== undefined || !isOnDemand(input)) return make(context, STREAM);
  const StreamModeDetails = merge({ StreamMode: "ON_DEMAND" });
  return make({ ...context, input: merge(input, { StreamModeDetails }) }, STREAM);
}

/** Ends a stream, with its consumers where that is said. */
export const deleteStream = withStream((context, stream) => {
  const { told, input, store, caller } = context;
  const isUsed = store.listInner(stream).some(({ type }) => type === CONSUMER);
  if (isUsed && !told && input["EnforceConsumerDeletion"] !== true) {
    const message = `Stream ${nameOf(stream)} under account ${caller.account} has consumers registered. Deregister them, or set EnforceConsumerDeletion.`;
    return fail("ResourceInUseException", message);
  }
  return remove(context, STREAM);
});
