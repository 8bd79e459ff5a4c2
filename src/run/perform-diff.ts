/** A whole comparison: from two places to how they differ. */
import { EXIT, type ExitCode } from "../base/errors.ts";
import { makePlaceRewriter } from "../emulator/place-texts.ts";
import type { DiffOptions } from "../options/diff-options.ts";
import { matchServices } from "../options/match-services.ts";
import { warnOfUnknownServices } from "../options/selection.ts";
import type { Surroundings } from "../options/surroundings.ts";
import {
  diffNames,
  diffTopologies,
  isSame,
  type TopologyDifference,
  type WantedResources,
} from "../topology/diff/diff.ts";
import { renamePlaces } from "../topology/diff/rename.ts";
import type { Resource, Topology } from "../topology/topology.ts";
import { type StoodUp, standUp } from "./stand-up.ts";

/** A comparison that has ended; undefined where somebody ended it before there was one. */
export interface Compared {
  readonly difference: TopologyDifference | undefined;
  readonly exitCode: ExitCode;
}

/** Whether a resource passes the filters; one of no region is in none of those that are asked for. */
async function makeWanted({ services, regions, accounts }: DiffOptions): Promise<WantedResources> {
  const found = (await Promise.all(services.map(matchServices))).flat();
  const names = new Set(found.flatMap((one) => (typeof one === "string" ? [] : [one.service])));
  const fits = (asked: readonly string[], own: string) => asked.length === 0 || asked.includes(own);
  return ({ service, region, account }: Resource) =>
    (services.length === 0 || names.has(service)) && fits(regions, region) && fits(accounts, account);
}

function listPlaces({ resources }: Topology, member: "account" | "region"): string[] {
  const made = resources.filter(({ origin }) => origin !== "brought");
  return [...new Set(made.map((one) => one[member]))].filter((text) => text !== "");
}

/** Tells how two of one account or region each would be compared, where these are others and nobody said so. */
function adviseMaps(a: Topology, b: Topology, { remarks }: Pick<Surroundings, "remarks">): void {
  for (const member of ["account", "region"] as const) {
    const [ofA, ofB] = [listPlaces(a, member), listPlaces(b, member)];
    const [one, other] = [ofA[0], ofB[0]];
    if (ofA.length === 1 && ofB.length === 1 && one !== other)
      remarks.info(
        `A is in ${member} ${one}, B in ${other}: --${member}-map ${one}=${other} takes the one for the other`,
      );
  }
}

function tellFailed({ result }: StoodUp, side: string, { remarks }: Pick<Surroundings, "remarks">): void {
  if (result && result.failed > 0)
    remarks.warn(
      `${side}: ${result.failed} of ${result.replayed} calls failed, and what they did is missing`,
    );
}

/** Compares. Throws UsageError, InputError and EndpointError. */
export async function performDiff(
  options: DiffOptions,
  around: Omit<Surroundings, "instance">,
): Promise<Compared> {
  const { replay, allowRemote, renamed } = options;
  await warnOfUnknownServices({ ...replay.filters, services: options.services }, around.remarks);
  const interrupted: Compared = { difference: undefined, exitCode: EXIT.interrupted };
  const a = await standUp({ place: options.a, replay, allowRemote }, around);
  if (around.signal.aborted) return interrupted;
  const b = await standUp({ place: options.b, replay, allowRemote }, around);
  if (around.signal.aborted) return interrupted;
  tellFailed(a, "A", around);
  tellFailed(b, "B", around);
  const ofA = renamePlaces(a.topology, makePlaceRewriter(renamed));
  if (renamed.accounts.size + renamed.regions.size === 0) adviseMaps(ofA, b.topology, around);
  const isWanted = await makeWanted(options);
  const namesOnly = a.tells === "names" || b.tells === "names";
  if (namesOnly)
    around.remarks.info(
      "a result tells which things stand, and not how they are: members, tags and what nobody verified are not compared",
    );
  const difference = namesOnly
    ? diffNames(ofA, b.topology, isWanted)
    : await diffTopologies(ofA, b.topology, isWanted);
  return { difference, exitCode: isSame(difference) ? EXIT.done : EXIT.diverged };
}
