/**
 * Finds the API operation that a CloudTrail record names by eventSource and eventName. One source can stand for
 * several APIs (elasticloadbalancing, rds, ses); sources.json and event-names.json hold what the models do not say.
 */

import * as v from "valibot";
import { loadIndex, loadModel } from "../aws/model/table.ts";
import type { Operation, ServiceEntry, ServiceModel } from "../aws/model/types.ts";
import { loadResources } from "../aws/resources/table.ts";
import { isStructure } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { Text } from "../base/row-types.ts";
import { sourcePrefix, stripEventVersion } from "../trail/event-names.ts";
import type { FoundOperation, RecordedCall } from "../trail/find-operation.ts";
import { isMissingAt } from "./correct.ts";
import { findCorrections } from "./corrections.ts";
import eventNameRows from "./event-names.json" with { type: "json" };
import { measureRoot } from "./made-by.ts";
import { matchMember } from "./match-member.ts";
import sourceRows from "./sources.json" with { type: "json" };
import { openWrappers } from "./wrappers.ts";

/** A row of sources.json: the APIs behind one eventSource, in the order they are tried. */
export const SourceRow = v.strictObject({
  source: Text,
  services: v.pipe(v.array(Text), v.nonEmpty()),
  /** `first`: the first API that has the operation; `fit`: the one whose members fit the parameters best. */
  choose: v.picklist(["first", "fit"]),
  reason: Text,
});

/** A row of event-names.json: an event that is logged under another name than its operation's. */
export const EventNameRow = v.strictObject({
  source: Text,
  logged: Text,
  service: Text,
  operation: Text,
  reason: Text,
});

/** A name as the lookup compares it: lower case, letters and digits only. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Everything that a service is called, its own name first. */
function listNames({ service, endpointPrefix, signingName, serviceId }: ServiceEntry): string[] {
  return [service, endpointPrefix, signingName, serviceId];
}

/** How closely a name, which is `folded` beside it, means a service: by its own name, its endpoint, what it signs as. */
function rankService(row: ServiceEntry, name: string, folded: string): number {
  const names = listNames(row);
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const alike = names.findIndex((one) => foldName(one) === folded);
  return alike >= 0 ? names.length + alike : Number.POSITIVE_INFINITY;
}

/**
 * The services that a name means, best first: botocore's name, an eventSource or its prefix (`monitoring`), an
 * endpoint prefix. Empty for a name that no service has.
 */
export async function findServices(name: string): Promise<ServiceEntry[]> {
  const prefix = sourcePrefix(name.trim());
  const { services } = await loadIndex();
  const listed = sourceRows.find((row) => row.source === prefix)?.services ?? [];
  const folded = foldName(prefix);
  const ranked = services
    .map((row) => ({ row, rank: rankService(row, prefix, folded) }))
    .filter(({ row, rank }) => rank < Number.POSITIVE_INFINITY && !listed.includes(row.service))
    .sort((a, b) => a.rank - b.rank);
  const named = listed.flatMap((service) => services.find((row) => row.service === service) ?? []);
  return [...named, ...ranked.map(({ row }) => row)];
}

/**
 * The eventSources of all records that may be calls of the services that `wanted` names (by botocore's names or by
 * prefixes, lower case): each folded, without its `.amazonaws.com`. The counterpart of findServices.
 */
export async function listSources(wanted: readonly string[]): Promise<string[]> {
  const { services } = await loadIndex();
  const means = (name: string) => wanted.includes(sourcePrefix(name));
  const rows = services.filter((row) => means(row.service) || means(row.endpointPrefix));
  const isOurs = (service: string) => rows.some((row) => row.service === service);
  const sources = [
    ...wanted,
    ...rows.flatMap(listNames),
    ...sourceRows.filter((row) => row.services.some(isOurs)).map((row) => row.source),
    ...eventNameRows.filter((row) => isOurs(row.service)).map((row) => row.source),
  ];
  return [...new Set(sources.map((source) => foldName(source)))].filter((source) => source !== "").sort();
}

/** The event names under which operations are logged that are called otherwise, where `matches` is true of the operation. */
export function listLoggedNames(matches: (operation: string) => boolean): string[] {
  return eventNameRows.filter((row) => matches(row.operation)).map((row) => row.logged);
}

/** How many of the recorded top-level parameters, out of their wrappers, the operation's input has no member for. */
export function countMisfits(operation: Operation, requestParameters: unknown): number {
  if (!isStructure(requestParameters)) return 0;
  if (!operation.input) return Object.keys(requestParameters).length;
  const input = operation.input;
  const { members } = openWrappers(operation.model.metadata.protocol, input, requestParameters);
  return Object.keys(members).filter((key) => !matchMember(input, key)).length;
}

function isRetired({ model, retired }: Operation): boolean {
  return (model.metadata.retired ?? retired) !== undefined;
}

function chooseByFit(candidates: readonly Operation[], call: RecordedCall): Operation | undefined {
  const version = call.apiVersion && foldName(call.apiVersion);
  const ofVersion = candidates.filter(({ model }) => foldName(model.metadata.apiVersion) === version);
  const eligible = ofVersion.length > 0 ? ofVersion : candidates;
  const misfits = eligible.map((operation) => countMisfits(operation, call.requestParameters));
  const fitting = eligible.filter((_, place) => misfits[place] === Math.min(...misfits));
  if (fitting.length < 2) return fitting[0];
  const roots = fitting.map(({ model }) => measureRoot(model.service, call.requestParameters));
  return fitting[roots.indexOf(Math.min(...roots))];
}

/** How an event's name is compared with an operation's: as they are, or in any case. */
type Compare = (name: string) => string;

/** Names in another case than the API's count only where no name is equal: Route 53 Domains logs `registerDomain`. */
const COMPARISONS: readonly Compare[] = [stripEventVersion, (name) => stripEventVersion(name).toLowerCase()];

/** The operation of a name, with or without the API version that logs and CloudFront's model append to it. */
function findOperation(model: ServiceModel, name: string, compare: Compare): Operation | undefined {
  if (Object.hasOwn(model.operations, name)) return model.operations[name];
  const plain = compare(name);
  return Object.values(model.operations).find((operation) => compare(operation.name) === plain);
}

/**
 * The candidates of one event name: the operations that the services `behind` its source have under it, those that AWS
 * retired last. An API that was split off keeps its source (chime), and emulators know the current one.
 */
async function listCandidates(
  source: string,
  eventName: string,
  choose: "first" | "fit",
  behind: (source: string) => Promise<ServiceEntry[]>,
): Promise<Operation[] | "no service"> {
  const renamed = eventNameRows.find(
    (row) => row.source === source && row.logged === stripEventVersion(eventName),
  );
  const services = renamed ? [renamed.service] : (await behind(source)).map((row) => row.service);
  if (services.length === 0) return "no service";
  const candidates: Operation[] = [];
  for (const compare of COMPARISONS) {
    for (const service of services) {
      const operation = findOperation(await loadModel(service), renamed?.operation ?? eventName, compare);
      if (operation) candidates.push(operation);
      if (operation && choose === "first" && !isRetired(operation)) break;
    }
    if (candidates.length > 0) break;
  }
  if (candidates.length > 1) for (const { model } of candidates) await loadResources(model.service);
  const [retired, current] = [candidates.filter(isRetired), candidates.filter((each) => !isRetired(each))];
  return [...current, ...retired].slice(0, choose === "first" ? 1 : undefined);
}

/** Whether the parameters of a call do not change which operation it is, nor whether it means something. */
function isSettled(candidates: readonly Operation[] | "no service"): boolean {
  if (candidates === "no service") return true;
  const [only, ...others] = candidates;
  if (!only || others.length > 0) return others.length === 0;
  return !findCorrections(only.model.service, only.name).some(({ kind }) => kind === "unlisted");
}

/** Whether a part is missing that the log never holds and that nothing can stand for. */
function lacksUnlisted({ model, name }: Operation, call: RecordedCall): boolean {
  return findCorrections(model.service, name).some(
    (row) => row.kind === "unlisted" && isMissingAt(call.requestParameters, row.at),
  );
}

/**
 * Makes a lookup that remembers what it found. It answers at once for a name it has met before and with a
 * promise where a model has to be read first.
 */
export function makeFinder(): (call: RecordedCall) => FoundOperation | Promise<FoundOperation> {
  const known = new Map<string, Operation[] | "no service">();
  /** What is found of names that mean one operation, whatever its parameters are: by the source, since one text of both would be made anew each time. */
  const settled = new Map<string, Map<string, FoundOperation>>();
  const services = new Map<string, Promise<ServiceEntry[]>>();
  const behind = (source: string) => services.getOrInsertComputed(source, findServices);

  function decide(candidates: Operation[] | "no service", call: RecordedCall): FoundOperation {
    if (candidates === "no service") return { missing: "service" };
    const found = candidates.length > 1 ? chooseByFit(candidates, call) : candidates[0];
    if (!found) return { missing: "operation" };
    const { model, name } = found;
    const sources = [...new Set([sourcePrefix(call.eventSource), model.metadata.endpointPrefix])];
    return {
      service: model.service,
      operation: name,
      sources,
      isUnlisted: lacksUnlisted(found, call),
    };
  }

  return (call) => {
    const { eventSource, eventName } = call;
    const found = settled.get(eventSource)?.get(eventName);
    if (found) return found;
    const key = `${eventSource} ${eventName}`;
    const before = known.get(key);
    if (before) {
      const decided = decide(before, call);
      if (isSettled(before))
        settled.getOrInsertComputed(eventSource, () => new Map()).set(eventName, decided);
      return decided;
    }
    const source = sourcePrefix(eventSource);
    const choose = sourceRows.find((row) => row.source === source)?.choose === "first" ? "first" : "fit";
    return listCandidates(source, eventName, choose, behind).then((candidates) => {
      known.set(key, candidates);
      return decide(candidates, call);
    });
  };
}

compileLightly(chooseByFit, isSettled, lacksUnlisted);
