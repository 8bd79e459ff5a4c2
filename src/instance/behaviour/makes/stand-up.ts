/** Makes what no call does, and comes with nothing: what every account has, and what production's calls prove to have stood. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../context.ts";
import { makeMint } from "../names/seeded-mint.ts";
import { listPlaceParts } from "../parts.ts";
import { bringAlong, makeCompanion, ROOT_ROWS } from "./companions.ts";

type RootRow = (typeof ROOT_ROWS)[number];

function groupRows(servicesOf: (row: RootRow) => readonly string[]): ReadonlyMap<string, readonly RootRow[]> {
  const pairs = ROOT_ROWS.flatMap((row) => servicesOf(row).map((service) => [service, row] as const));
  const groups = Map.groupBy(pairs, ([service]) => service);
  return new Map([...groups].map(([service, all]) => [service, all.map(([, row]) => row)]));
}

/** By the service of the things. */
const STANDING = groupRows(({ service, named }) => (named ? [] : [service]));

/** By the services of the calls that prove them. */
const PROVEN = groupRows(({ named = [] }) => [
  ...new Set(named.map((type) => type.slice(0, type.indexOf(":")))),
]);

/** Whether a call of production's names a thing that proves a row's. */
function isProven({ told, meaning, input, operation }: Context, { named = [] }: RootRow): boolean {
  const { service } = operation.model;
  return (
    told !== undefined &&
    meaning.input.some(
      ({ type, path }) =>
        named.includes(`${service}:${type}`) && readTexts(parsePath(path), input).length > 0,
    )
  );
}

/** Makes what stands by itself, before anything else of its service and type does. */
export function standUp(context: Context): void {
  const { service } = context.operation.model;
  if (STANDING.has(service) || (context.told && PROVEN.has(service))) standUpOf(context, service);
}

function standUpOf(context: Context, service: string): void {
  const { store } = context;
  const proven = context.told ? (PROVEN.get(service) ?? []).filter((row) => isProven(context, row)) : [];
  const lacking = [...(STANDING.get(service) ?? []), ...proven].filter(
    (row) => !store.hasHad(placeOf(context, row.type), row),
  );
  for (const row of lacking) {
    // Whichever call of a replay is the first.
    const { account, region } = placeOf(context, row.type);
    const seed = [account, region, row.service, row.type, row.name].join(" ");
    const own = context.told?.id === undefined ? context : { ...context, mint: makeMint(seed) };
    const thing = makeCompanion(own, row, { parts: listPlaceParts(own) });
    store.put(thing);
    bringAlong(own, thing, makeStructure());
  }
}
