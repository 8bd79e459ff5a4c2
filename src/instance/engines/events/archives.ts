/** Archives: events of a bus that are kept. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html */
import { isObject } from "../../../base/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { matchesEvent } from "../patterns/match-event.ts";
import { type BusEvent, readEvent } from "./bus-event.ts";
import { findPattern, SERVICE } from "./buses.ts";

export const ARCHIVE = "archive";

type World = Pick<Context, "store">;

function openSpace({ store }: World, archive: Thing): Space {
  return store.records.space(nameThing(archive), "events");
}

/** Digits of a moment, whose order is theirs. */
function writeMoment(ms: number): string {
  return String(Math.max(0, ms)).padStart(16, "0");
}

/** Keeps an event in the archives of a bus that ask for such. What a replay sends is in them already. */
export function archiveEvent(world: World, bus: Thing, event: BusEvent): void {
  const { store } = world;
  for (const archive of store.list(bus.place, { service: SERVICE, type: ARCHIVE })) {
    if (readText(archive.members, "EventSourceArn") !== bus.names.arn) continue;
    const pattern = findPattern(archive);
    if (pattern && !matchesEvent(pattern, readEvent(event))) continue;
    const { EventCount: count, SizeBytes: size } = archive.members;
    const space = openSpace(world, archive);
    const key = `${writeMoment(event.happenedAt)} ${event.id}`;
    // One that comes back over other buses is in it already.
    if (space.get(key) !== undefined) continue;
    space.put(key, JSON.stringify(event));
    const members = merge(archive.members, {
      EventCount: (typeof count === "number" ? count : 0) + 1,
      SizeBytes: (typeof size === "number" ? size : 0) + event.size,
    });
    store.put({ ...archive, members });
  }
}

function readKept(text: string): BusEvent | undefined {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? (value as unknown as BusEvent) : undefined;
}

/** So many events are taken from an archive at a time. */
const PAGE = 500;

/** The events of an archive that happened from one moment on and before another one, in order. */
export function* listArchived(
  world: World,
  archive: Thing,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<BusEvent> {
  const space = openSpace(world, archive);
  const range = { from: writeMoment(from), to: writeMoment(to), limit: PAGE };
  for (let after: string | Uint8Array | undefined; ; ) {
    const records = space.list({ ...range, after });
    for (const { value } of records) {
      const event = readKept(typeof value === "string" ? value : Buffer.from(value).toString());
      if (event) yield event;
    }
    if (records.length < PAGE) return;
    after = records.at(-1)?.key;
  }
}
