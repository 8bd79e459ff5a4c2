/** The texts by which the store knows places and kinds. Each call asks for the same few, which are put together once. */
import { compileLightly } from "../base/compiling.ts";
import { PairMap } from "../base/pair-map.ts";
import type { Kind, ThingPlace } from "./thing.ts";

/** Of accounts and regions, as whoever asks may name any. */
const MOST_PLACES = 1_000;

let known = new PairMap<PairMap<string>>();
let places = 0;

/** The text of a place and a service. */
export function namePlace({ account, region }: ThingPlace, service: string): string {
  return `${account}\n${region}\n${service}`;
}

function startPlace(): PairMap<string> {
  places++;
  return new PairMap();
}

/** The text of what stands at a place and is of a kind. */
export function nameShelf(place: ThingPlace, kind: Kind): string {
  return known.get(place.account, place.region)?.get(kind.service, kind.type) ?? makeName(place, kind);
}

function makeName(place: ThingPlace, { service, type }: Kind): string {
  if (places > MOST_PLACES) [known, places] = [new PairMap(), 0];
  return known
    .getOrInsertComputed(place.account, place.region, startPlace)
    .getOrInsertComputed(service, type, () => `${namePlace(place, service)}\n${type}`);
}

compileLightly(nameShelf);
