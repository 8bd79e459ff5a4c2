/** API destinations, which are active as long as their connections are authorized. Nothing is sent to them. */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { update } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { absent, invalid, SERVICE, taken } from "./buses.ts";
import { findNamedBy } from "./check-others.ts";
import { CONNECTION } from "./connections.ts";

const API_DESTINATION = "api-destination";

function findConnectionOf({ store, caller }: Context, arn: string): Thing | undefined {
  const { account, region } = caller;
  return store.find({ account, region }, { service: SERVICE, type: CONNECTION }, [arn]);
}

function refuseEndpoint(context: Context): ServiceError | undefined {
  const { input } = context;
  const endpoint = readText(input, "InvocationEndpoint");
  if (endpoint !== "" && !endpoint.startsWith("https://"))
    return invalid(`Parameter InvocationEndpoint is not valid. Reason: Endpoint '${endpoint}' is not valid.`);
  const arn = readText(input, "ConnectionArn");
  if (arn === "" || findConnectionOf(context, arn)) return undefined;
  const [, name = ""] = splitArn(arn)?.resource.split("/") ?? [];
  return absent(`Connection '${name}' does not exist.`);
}

/** What is wrong with a call about an API destination. `head`: what comes before that it is not there. */
export function checkApiDestination(context: Context, head = ""): ServiceError | undefined {
  if (findNamedBy(context, API_DESTINATION, "Name")) return refuseEndpoint(context);
  const name = readText(context.input, "Name");
  return absent(`${head}An api-destination '${name}' does not exist.`);
}

function tellState(context: Context, { members }: Thing): string {
  const connection = findConnectionOf(context, readText(members, "ConnectionArn"));
  const state = connection && readText(connection.members, "ConnectionState");
  return state === undefined || state === "AUTHORIZED" ? "ACTIVE" : "INACTIVE";
}

/** The answer with the state of the destination, which is kept. */
function withState(context: Context, done: Done): Done {
  const thing = findNamedBy(context, API_DESTINATION, "Name");
  if ("error" in done || !thing) return done;
  const state = { ApiDestinationState: tellState(context, thing) };
  context.store.put({ ...thing, members: merge(thing.members, state) });
  return { output: merge(done.output, state) };
}

/** Makes a destination. */
export function createApiDestination(context: Context): Done {
  const name = readText(context.input, "Name");
  if (findNamedBy(context, API_DESTINATION, "Name"))
    return { error: taken(`An api-destination '${name}' already exists.`) };
  const refused = refuseEndpoint(context);
  return refused ? { error: refused } : withState(context, make(context, API_DESTINATION));
}

/** Changes a destination. */
export function updateApiDestination(context: Context): Done {
  const refused = checkApiDestination(context);
  return refused ? { error: refused } : withState(context, update(context, API_DESTINATION));
}

/** Says of the destinations of a connection, which has changed, whether they are active. */
export function settleDestinations(context: Context, connection: Thing): void {
  const { store } = context;
  for (const thing of store.list(connection.place, { service: SERVICE, type: API_DESTINATION }))
    if (readText(thing.members, "ConnectionArn") === connection.names.arn)
      store.put({
        ...thing,
        members: merge(thing.members, { ApiDestinationState: tellState(context, thing) }),
      });
}
