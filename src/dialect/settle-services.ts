/**
 * Settles of which of several APIs behind one eventSource a call is where its parameters fit more than one: of the one that
 * made what it names. A VPC link of API Gateway goes by one member in both of its APIs.
 */
import { loadModel } from "../aws/model/table.ts";
import type { Operation, ServiceModel } from "../aws/model/types.ts";
import { parsePath } from "../aws/resources/read-texts.ts";
import { findMeaning, loadResources } from "../aws/resources/table.ts";
import type { MemberMeaning } from "../aws/resources/types.ts";
import { isObject } from "../base/values.ts";
import type { TrailEvent } from "../trail/record.ts";
import { countMisfits, foldName } from "./lookup.ts";
import sources from "./sources.json" with { type: "json" };

/** What a call is of. */
type Settled = Pick<TrailEvent, "service" | "operation">;

const NOTHING: ReadonlyMap<TrailEvent, Settled> = new Map();

/** The APIs behind one source that calls of a log are of, where these are several. */
function listGroups(events: readonly TrailEvent[]): readonly (readonly string[])[] {
  const present = new Set(events.map(({ service }) => service));
  return sources.flatMap(({ services, choose }) => {
    const found = choose === "fit" ? services.filter((service) => present.has(service)) : [];
    return found.length > 1 ? [found] : [];
  });
}

/** The texts under members of these names, however deep, whatever their case. */
function* listUnder(value: unknown, names: ReadonlySet<string>): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* listUnder(item, names);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== "string") yield* listUnder(inner, names);
    else if (names.has(foldName(name))) yield inner;
  }
}

/** What the members are called that name the thing which a call is about. */
function nameOwn(members: readonly MemberMeaning[]): ReadonlySet<string> {
  const own = members.filter(({ part }) => part === "own");
  return new Set(own.map(({ path }) => foldName(parsePath(path).findLast((step) => step !== "[]") ?? "")));
}

function isMaking({ service, operation }: Settled): boolean {
  const { deed } = findMeaning(service, operation);
  return deed === "create" || deed === "put";
}

class Group {
  /** By what calls name, in an account and a region: the APIs that have made such a thing. */
  readonly #makers = new Map<string, Set<string>>();

  constructor(readonly models: readonly ServiceModel[]) {}

  /** The operations that an event may be of: those of its name whose members fit its parameters as well as the chosen one's. */
  #listFitting({ service, operation, requestParameters }: TrailEvent): readonly Operation[] {
    const all = this.models.flatMap(({ operations }) => operations[operation] ?? []);
    const chosen = all.find(({ model }) => model.service === service);
    if (!chosen || all.length < 2) return all;
    const misfits = countMisfits(chosen, requestParameters);
    return all.filter((one) => countMisfits(one, requestParameters) === misfits);
  }

  #listKeys({ account, region }: TrailEvent, texts: Iterable<string>): readonly string[] {
    return [...texts].map((text) => `${account} ${region} ${text}`);
  }

  /** Takes note of what a call has made, if it is known of which API that is. */
  note(event: TrailEvent): void {
    if (!isMaking(event) || this.#listFitting(event).length > 1) return;
    const { input, output } = findMeaning(event.service, event.operation);
    const texts = [
      ...listUnder(event.requestParameters, nameOwn(input)),
      ...listUnder(event.responseElements, nameOwn(output)),
    ];
    for (const key of this.#listKeys(event, texts))
      this.#makers.getOrInsertComputed(key, () => new Set()).add(event.service);
  }

  /** What an event is of, where that is another than what was chosen; undefined where nothing says so. */
  settle(event: TrailEvent): Settled | undefined {
    const { service, operation, requestParameters } = event;
    if (isMaking(event)) return undefined;
    const fitting = this.#listFitting(event);
    if (fitting.length < 2) return undefined;
    const texts = listUnder(requestParameters, nameOwn(findMeaning(service, operation).input));
    const makers = new Set(this.#listKeys(event, texts).flatMap((key) => [...(this.#makers.get(key) ?? [])]));
    const [only] = makers;
    const found = fitting.find(({ model }) => model.service === only);
    return makers.size === 1 && found && only !== undefined && only !== service
      ? { service: only, operation: found.name }
      : undefined;
  }
}

/** The events that are of another API than the one that was chosen for each by itself. */
export async function settleServices(
  events: readonly TrailEvent[],
): Promise<ReadonlyMap<TrailEvent, Settled>> {
  const groups = listGroups(events);
  if (groups.length === 0) return NOTHING;
  const settled = new Map<TrailEvent, Settled>();
  for (const services of groups) {
    await Promise.all(services.map(loadResources));
    const group = new Group(await Promise.all(services.map(loadModel)));
    const own = events.filter(({ service }) => services.includes(service));
    for (const event of own) group.note(event);
    for (const event of own) {
      const found = group.settle(event);
      if (found) settled.set(event, found);
    }
  }
  return settled;
}
