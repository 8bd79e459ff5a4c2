/** Replays: an archive's events once more. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html */

import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { standUp } from "../../behaviour/makes/stand-up.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { ARCHIVE, listArchived } from "./archives.ts";
import { markReplayed } from "./bus-event.ts";
import { absent, BUS, findBus, invalid, readBusName, SERVICE, taken } from "./buses.ts";
import { sendEvent } from "./send-event.ts";

export const REPLAY = "replay";
/**
 * AWS takes minutes for a replay, so that it can be cancelled while it goes on. Here it is over at once; it can be cancelled, and is
 * told as being cancelled, as long as it would go on there. In milliseconds.
 */
const GOES_ON = 60_000;

function findOwn({ store, caller }: Context, type: string, name: string): Thing | undefined {
  const { account, region } = caller;
  return store.find({ account, region }, { service: SERVICE, type }, [name]);
}

function readDestination({ input }: Context): Structure {
  const { Destination } = input;
  return isStructure(Destination) ? Destination : makeStructure();
}

function readMoment(value: Value | undefined): number {
  return value instanceof Date ? value.getTime() : 0;
}

function refuseStart(context: Context, archive: Thing | undefined): ServiceError | undefined {
  const { input, caller } = context;
  const arn = readText(readDestination(context), "Arn");
  const address = splitArn(arn);
  if (address?.service !== SERVICE || !address.resource.startsWith(`${BUS}/`))
    return invalid("Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.");
  const bus = readBusName(arn, caller);
  if (!findBus(context, bus)) return absent(`Event bus ${bus.name} does not exist.`);
  const source = readText(input, "EventSourceArn");
  if (!archive)
    return invalid(
      `Parameter EventSourceArn is not valid. Reason: Archive ${source.slice(source.lastIndexOf("/") + 1)} does not exist.`,
    );
  if (readText(archive.members, "EventSourceArn") !== arn)
    return invalid(
      "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
    );
  if (readMoment(input["EventStartTime"]) >= readMoment(input["EventEndTime"]))
    return invalid(
      "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
    );
  const name = readText(input, "ReplayName");
  return findOwn(context, REPLAY, name) ? taken(`Replay ${name} already exists.`) : undefined;
}

async function replay(context: Context, archive: Thing): Promise<number | undefined> {
  const { input, caller, mint } = context;
  const destination = readDestination(context);
  const { FilterArns } = destination;
  const filters = Array.isArray(FilterArns) ? FilterArns.filter((arn) => typeof arn === "string") : [];
  const rules = filters.length > 0 ? new Set(filters) : undefined;
  const range = { from: readMoment(input["EventStartTime"]), to: readMoment(input["EventEndTime"]) };
  const bus = readBusName(readText(destination, "Arn"), caller);
  let last: number | undefined;
  for (const event of listArchived(context, archive, range)) {
    const replayed = markReplayed(event, readText(input, "ReplayName"), makeUuid(mint(32)));
    await sendEvent(context, bus, replayed, { rules });
    last = event.happenedAt;
  }
  return last;
}

/** Starts a replay, which is over when it is answered. */
export async function startReplay(context: Context): Promise<Done> {
  const { input, store, now } = context;
  standUp(context);
  const source = readText(input, "EventSourceArn");
  const archive = findOwn(context, ARCHIVE, source.slice(source.lastIndexOf("/") + 1));
  const refused = refuseStart(context, archive);
  if (refused || !archive) return { error: refused ?? absent("") };
  const done = make(context, REPLAY);
  const thing = findOwn(context, REPLAY, readText(input, "ReplayName"));
  if ("error" in done || !thing) return done;
  const last = await replay(context, archive);
  const at = new Date(now);
  const told = merge({ State: "STARTING", ReplayStartTime: at });
  const members = merge(thing.members, told, { ReplayArn: thing.names.arn ?? null, State: "COMPLETED" });
  const end = { ReplayEndTime: at, EventLastReplayedTime: last === undefined ? null : new Date(last) };
  store.put({ ...thing, members: merge(members, end) });
  return { output: merge({ ReplayArn: thing.names.arn ?? null }, told) };
}

/** What was told of a replay: one that is known to be over can no more be cancelled. */
function openTold({ store }: Context, thing: Thing) {
  return store.records.space(nameThing(thing), "told");
}

/** Cancels a replay that would still go on. */
export function cancelReplay(context: Context): Done | undefined {
  const { input, store, now } = context;
  const name = readText(input, "ReplayName");
  const thing = findOwn(context, REPLAY, name);
  if (!thing) return { error: absent(`Replay ${name} does not exist.`) };
  const isLate = now - thing.createdAt >= GOES_ON || openTold(context, thing).get("over") !== undefined;
  const isOver = readText(thing.members, "State") !== "COMPLETED" || isLate;
  if (isOver) {
    const message = `Replay ${name} is not in a valid state for this operation.`;
    return { error: { code: "IllegalStatusException", message, status: 400 } };
  }
  const { ReplayEndTime: _, EventLastReplayedTime: __, ...members } = thing.members;
  store.put({ ...thing, members: merge(members, { State: "CANCELLING" }) });
  return { output: merge({ ReplayArn: thing.names.arn ?? null, State: "CANCELLING" }) };
}

/** Lets replays that were cancelled long enough ago be so, before they are told, and those that are over stay so. */
export function settleReplays(context: Context): void {
  const { store, caller, now } = context;
  const { account, region } = caller;
  for (const thing of store.list({ account, region }, { service: SERVICE, type: REPLAY })) {
    const state = readText(thing.members, "State");
    if (state === "COMPLETED") openTold(context, thing).put("over", "");
    if (state === "CANCELLING" && now - thing.createdAt >= GOES_ON)
      store.put({
        ...thing,
        members: merge(thing.members, {
          State: "CANCELLED",
          ReplayEndTime: new Date(thing.createdAt + GOES_ON),
        }),
      });
  }
}
