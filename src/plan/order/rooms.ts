/**
 * Where there is room for some things only: a listener's place on a port, a user's two access keys. What takes a place waits
 * for what leaves it, and where all are taken, goes after that in their second.
 */

import * as v from "valibot";
import { compileLightly, lightly } from "../../base/compiling.ts";
import { Text } from "../../base/row-types.ts";
import { type Step, tellSecond } from "../steps.ts";
import { isRemoval } from "./existence.ts";
import rows from "./rooms.json" with { type: "json" };
import { MARKS, type Touch, type TouchingStep, Use } from "./touches.ts";
import { tellCounted } from "./versions.ts";

/**
 * A row of rooms.json: in each thing of the type `within` (else in each account and region) there are `most` things that
 * `makes` make and `ends` end; where `by` is given, of those that say the same there. `first` make the outer thing with one.
 */
export const RoomRow = v.strictObject({
  service: Text,
  makes: v.pipe(v.array(Text), v.nonEmpty()),
  ends: v.pipe(v.array(Text), v.nonEmpty()),
  within: v.optional(Text),
  by: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  first: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  most: v.pipe(v.number(), v.integer(), v.minValue(1)),
  reason: Text,
});

type Row = v.InferOutput<typeof RoomRow>;

/** What a call does with a room, by its operation. */
interface Part {
  readonly row: Row;
  readonly kind: "makes" | "ends" | "first";
}

const byOperation = new Map<string, Part>();
for (const row of rows as readonly Row[])
  for (const kind of ["makes", "ends", "first"] as const)
    for (const operation of row[kind] ?? []) byOperation.set(`${row.service} ${operation}`, { row, kind });

/** A call's part in a room. */
interface Guest extends Part {
  readonly room: string;
  /** The keys of the thing that it makes or ends. */
  readonly things: readonly string[];
}

/** The room that a call's thing is in, as far as its input tells. */
function nameRoom(
  { step, touch }: TouchingStep,
  { service, within, by = [], makes }: Row,
): string | undefined {
  const around = within === undefined ? "" : touch.uses.find(({ type }) => type === within)?.key;
  if (around === undefined) return undefined;
  const said = by.map((member) => String(step.input[member]));
  return ["room", service, makes[0], step.account, step.region, around, ...said].join(" ");
}

function listThings({ uses }: Touch, kind: Part["kind"]): readonly string[] {
  const isOwn = (use: Use) => (kind === "ends" ? isRemoval(use) : use.isOwn && use.role === "makes");
  return uses.filter(isOwn).map(({ key }) => key);
}

/** The calls of a second that leave a full room, and those that come after them. */
export interface Full {
  readonly leaving: readonly Step[];
  readonly late: readonly Step[];
}

/** The rooms of a log's calls, and, second by second, which things are in them. */
export class Rooms {
  readonly #guests = new Map<Step, Guest>();
  readonly #inside = new Map<string, Set<string>>();

  /** `calls` are in the order of time. */
  constructor(calls: readonly TouchingStep[]) {
    const roomOf = new Map<string, string>();
    const read = lightly((call: TouchingStep) => {
      const part = byOperation.get(`${call.step.service} ${call.step.operation.name}`);
      return part ? [{ call, part, things: listThings(call.touch, part.kind) }] : [];
    });
    const found = calls.flatMap(read);
    for (const second of Map.groupBy(found, ({ call }) => tellSecond(call.step)).values()) {
      const before = new Map(
        second.map(({ call, things }) => [call, things.flatMap((one) => roomOf.get(one) ?? [])[0]]),
      );
      for (const { call, part, things } of second) {
        if (part.kind === "ends") continue;
        const room = nameRoom(call, part.row);
        if (room === undefined) continue;
        if (part.kind === "makes") for (const thing of things) roomOf.set(thing, room);
        this.#guests.set(call.step, { ...part, room, things });
      }
      for (const { call, part, things } of second) {
        if (part.kind !== "ends") continue;
        const known =
          before.get(call) ?? things.map((thing) => roomOf.get(thing)).find((room) => room !== undefined);
        // A thing that the log does not make is in a room that it does not tell, where that is told by more than what it is in.
        const room = known ?? (part.row.by === undefined ? nameRoom(call, part.row) : undefined);
        if (room !== undefined) this.#guests.set(call.step, { ...part, room, things });
      }
    }
  }

  /** The touch of a call that takes or leaves a place, which such a call has for itself. */
  addRoom({ step, touch }: TouchingStep): Touch {
    const guest = this.#guests.get(step);
    if (!guest || guest.kind === "first") return touch;
    const use = Use.of(guest.room, undefined, "", "uses", MARKS.exclusive);
    return { ...touch, uses: [...touch.uses, use] };
  }

  /** Where a second fills a room: what leaves it goes before what has no place else. */
  listFull(calls: readonly TouchingStep[]): readonly Full[] {
    if (this.#guests.size === 0) return [];
    const guests = calls.flatMap(({ step }) => {
      const guest = this.#guests.get(step);
      return guest ? [{ step, guest }] : [];
    });
    return [...Map.groupBy(guests, ({ guest }) => guest.room)].flatMap(([room, all]) => {
      const makers = all.filter(({ guest }) => guest.kind === "makes");
      const enders = all.filter(({ guest }) => guest.kind === "ends");
      const most = all[0]?.guest.row.most ?? 1;
      const excess = (this.#inside.get(room)?.size ?? 0) + makers.length - most;
      if (excess <= 0 || makers.length === 0 || enders.length === 0) return [];
      const ended = new Set(enders.flatMap(({ guest }) => guest.things));
      const isStaying = ({ guest }: { guest: Guest }) => !guest.things.some((thing) => ended.has(thing));
      const tellPlace = ({ step }: { step: Step }) => tellCounted(step) ?? step.ordinal;
      // What stays goes last; where all that is made leaves again, some of it has to leave before the rest comes.
      const inTurn = makers.sort(
        (a, b) => Number(isStaying(a)) - Number(isStaying(b)) || tellPlace(a) - tellPlace(b),
      );
      const late = inTurn.slice(-excess);
      const lately = new Set(late.flatMap(({ guest }) => guest.things));
      const leaving = enders.filter(({ guest }) => !guest.things.some((thing) => lately.has(thing)));
      const listSteps = (some: readonly { step: Step }[]) => some.map(({ step }) => step);
      return [{ leaving: listSteps(leaving), late: listSteps(late) }];
    });
  }

  /** Notes what the calls of a second made and ended. */
  note(calls: readonly TouchingStep[]): void {
    for (const { step } of calls) {
      const guest = this.#guests.get(step);
      if (!guest) continue;
      const { kind, room, things } = guest;
      const inside = this.#inside.getOrInsertComputed(room, () => new Set());
      const first = `first of ${room}`;
      if (kind === "first") inside.add(first);
      else if (kind === "makes" && things[0] !== undefined) inside.add(things[0]);
      else if (!things.some((thing) => inside.delete(thing))) inside.delete(first);
    }
  }
}

compileLightly(listThings, Rooms.prototype.listFull, Rooms.prototype.note, Rooms.prototype.addRoom);
