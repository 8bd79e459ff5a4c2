/** Things that stand in two places, since two accounts or regions have them together: a connection of two networks. */

import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import rows from "./mirrors.json" with { type: "json" };

/** A row of mirrors.json: the places of a type's things, by paths of their members. */
export const MirrorRow = v.strictObject({
  service: Text,
  type: Text,
  places: v.pipe(v.array(v.strictObject({ account: Text, region: Text })), v.nonEmpty()),
  reason: Text,
});

type Row = v.InferOutput<typeof MirrorRow>;

const ROWS = Map.groupBy(rows as readonly Row[], ({ service }) => service);
const NONE: readonly never[] = [];

/** What a call names of the things that stand in two places. */
interface Mirrored {
  readonly row: Row;
  readonly things: readonly Thing[];
}

function listPlaces({ members, place }: Thing, { places }: Row): ThingPlace[] {
  return places.flatMap(({ account, region }) => {
    const [one] = readTexts(parsePath(account), members);
    const [other] = readTexts(parsePath(region), members);
    const isOwn = one === place.account && other === place.region;
    return one === undefined || other === undefined || isOwn ? [] : [{ account: one, region: other }];
  });
}

function readNames({ meaning, input }: Context, output: Structure, type: string): string[] {
  const read = (members: typeof meaning.input, values: Structure) =>
    members.flatMap((one) => (one.type === type ? readTexts(parsePath(one.path), values) : []));
  return [...read(meaning.input, input), ...read(meaning.output, output)];
}

/** The things of two places that a call names, as they stand. */
export function listMirrored(context: Context, output: Structure): readonly Mirrored[] {
  const { operation, meaning } = context;
  const all = ROWS.get(operation.model.service);
  if (all === undefined || meaning.deed === "read" || meaning.deed === "list") return NONE;
  return listMirroredBy(context, output, all);
}

function listMirroredBy(context: Context, output: Structure, all: readonly Row[]): readonly Mirrored[] {
  const { store } = context;
  return all.flatMap((row) => {
    const place = placeOf(context, row.type);
    const names = readNames(context, output, row.type);
    const things = names.flatMap((name) => store.find(place, row, [name]) ?? []);
    return things.length === 0 ? [] : [{ row, things: [...new Set(things)] }];
  });
}

/** Lets what a call did to a thing be seen in its other place as well. */
export function mirror(context: Context, before: readonly Mirrored[], output: Structure): void {
  const { store } = context;
  for (const { row, things } of before) {
    for (const thing of things) {
      if (store.find(thing.place, thing, thing.chain.slice(-1))) continue;
      for (const place of listPlaces(thing, row)) store.remove({ ...thing, place });
    }
  }
  for (const { row, things } of listMirrored(context, output))
    for (const thing of things) {
      for (const place of listPlaces(thing, row)) {
        const there = store.find(place, thing, thing.chain.slice(-1));
        // Each side has tags of its own.
        store.put({ ...thing, place, tags: there?.tags ?? new Map() });
      }
    }
}

compileLightly(readNames, listMirrored, mirror);
