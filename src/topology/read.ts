/** Reads what stands in an instance as a graph. Its cost grows with what stands, and with nothing else. */
import { loadModel } from "../aws/model/table.ts";
import { loadResources } from "../aws/resources/table.ts";
import { HIDDEN } from "../aws/secrets/secret-texts.ts";
import type { Instance } from "../instance/instance.ts";
import type { Thing } from "../instance/thing.ts";
import { listAnswered } from "./answered.ts";
import { configure, type Held, isMintedId } from "./configuration.ts";
import { findOuter, foldThings } from "./fold.ts";
import { KnownNames, type Mentioned, MentionFinder } from "./mentions.ts";
import { drawNetworks } from "./networks.ts";
import { findRelationKind } from "./relation-kinds.ts";
import type { Provenance, Relation, Resource, Topology, TouchedBy } from "./topology.ts";

/** Keys of things: their ARNs, but for those that share one. */
class Keys {
  readonly #taken = new Set<string>();

  give({ names, service, type, place, chain }: Thing): string {
    const { arn } = names;
    const whole = [service, type, place.account, place.region, chain.join("/")].join(":");
    const free = [arn, whole].find((key) => key !== undefined && !this.#taken.has(key));
    // Two chains may be the same once they are joined.
    const key = free ?? `${whole}:${JSON.stringify(chain)}`;
    this.#taken.add(key);
    return key;
  }
}

function tellOrigin({ brought, call }: Thing): Provenance {
  if (brought === "told" || brought === "invented") return "brought";
  return call.madeUp ? "beforehand" : "made";
}

function tellMaker({ call, createdAt, history = [] }: Thing): TouchedBy | undefined {
  if (call.operation === "") return undefined;
  return {
    operation: call.operation,
    ...(call.event !== undefined && { eventId: call.event }),
    at: new Date(createdAt).toISOString(),
    ...(history[0]?.event === call.event && history[0]?.by !== undefined && { by: history[0].by }),
  };
}

function listEvents(root: Thing, held: readonly Held[]): TouchedBy[] {
  const all = [root, ...held.map(({ thing }) => thing)].flatMap(({ history = [] }) => history);
  const once = new Map(all.map((one) => [one.event, one]));
  return [...once.values()]
    .sort((a, b) => a.at - b.at)
    .map(({ operation, event, at, by }) => ({
      operation,
      eventId: event,
      at: new Date(at).toISOString(),
      ...(by !== undefined && { by }),
    }));
}

function listPlaceholders(root: Thing, held: readonly Held[]): string[] {
  const inner = held.flatMap(({ thing, path }) =>
    (thing.placeholders ?? []).map((placeholder) => `${path}.${placeholder}`),
  );
  return [...(root.placeholders ?? []), ...inner];
}

/** What services told by themselves, of what can be seen. */
function listToldAlone(
  {
    root,
    outer,
    held,
  }: { readonly root: Thing; readonly outer: Thing | undefined; readonly held: readonly Held[] },
  configuration: Resource["configuration"],
): string[] {
  const own = listAnswered(root, outer).filter((path) =>
    Object.hasOwn(configuration, path.split(/[.[]/)[0] ?? ""),
  );
  const inner = held.flatMap(({ thing, path }) => listAnswered(thing, root).map((name) => `${path}.${name}`));
  return [...own, ...inner];
}

/**
 * What people call a thing whose name its service made up: what a member says that is named after its type, `PoolName` of a user
 * pool. What is hidden there is no name.
 */
function findGivenName(type: string, configuration: Resource["configuration"]): string | undefined {
  const ofType = type.replaceAll("-", "");
  for (const [member, value] of Object.entries(configuration)) {
    const [, prefix] = /^(\w*)name$/i.exec(member) ?? [];
    const isOwn = prefix !== undefined && ofType.endsWith(prefix.toLowerCase());
    if (isOwn && typeof value === "string" && value !== "" && value !== HIDDEN) return value;
  }
  return undefined;
}

function tell(
  key: string,
  thing: Thing,
  configuration: Resource["configuration"],
  held: readonly Held[],
  outer: Thing | undefined,
): Resource {
  const { service, type, place, chain, names, tags } = thing;
  const name = chain.at(-1) ?? names.id ?? type;
  const madeBy = tellMaker(thing);
  const answered = listToldAlone({ root: thing, outer, held }, configuration);
  const givenName = isMintedId(thing) && name === names.id && findGivenName(type, configuration);
  return {
    key,
    service,
    type,
    account: place.account,
    region: place.region,
    label: tags.get("Name") || givenName || name,
    name,
    ...(names.arn !== undefined && { arn: names.arn }),
    ...(names.id !== undefined && { id: names.id }),
    ...(names.url !== undefined && { url: names.url }),
    createdAt: new Date(thing.createdAt).toISOString(),
    tags: Object.fromEntries(tags),
    configuration,
    origin: tellOrigin(thing),
    ...(madeBy && { madeBy }),
    events: listEvents(thing, held),
    placeholders: listPlaceholders(thing, held),
    ...(answered.length > 0 && { answered }),
  };
}

/** What a resource names, itself and in what is told with it; each other thing once a kind of relation. */
function relate(
  from: Resource,
  mentions: readonly Mentioned[],
  keyOf: ReadonlyMap<Thing, string>,
): Relation[] {
  const relations = new Map<string, Relation>();
  for (const { thing, member, part } of mentions) {
    const to = keyOf.get(thing);
    if (to === undefined || to === from.key) continue;
    const [one, other] = [`${from.service}:${from.type}`, `${thing.service}:${thing.type}`];
    const kind = findRelationKind({ from: one, to: other, member, part });
    relations.getOrInsertComputed(`${kind}\n${to}`, () => ({ from: from.key, to, kind, member }));
  }
  return [...relations.values()];
}

/** Reads what stands. */
export async function readTopology({ store }: Pick<Instance, "store">): Promise<Topology> {
  const services = new Set([...store.listAll()].map(({ service }) => service));
  for (const service of services) await Promise.all([loadResources(service), loadModel(service)]);
  const folded = foldThings(store);
  const names = new KnownNames([...folded].flatMap(([root, held]) => [root, ...held]));
  const finder = new MentionFinder(store, names);
  const keys = new Keys();
  /** What is told with a resource goes by its key. */
  const keyOf = new Map<Thing, string>();
  for (const [root, held] of folded) {
    const key = keys.give(root);
    for (const thing of [root, ...held]) keyOf.set(thing, key);
  }
  const resources: Resource[] = [];
  const relations: Relation[] = [];
  const { ids } = names;
  for (const [root, inner] of folded) {
    const { configuration, held } = configure(root, inner, ids);
    const outer = findOuter(store, root);
    const resource = tell(keyOf.get(root) ?? "", root, configuration, held, outer);
    resources.push(resource);
    const mentions = [
      ...finder.find(root),
      ...held.flatMap(({ thing, path }) =>
        [...finder.find(thing)].map((found) => ({ ...found, member: `${path}.${found.member}` })),
      ),
    ];
    if (outer) mentions.push({ thing: outer, member: "", part: "container" });
    relations.push(...relate(resource, mentions, keyOf));
  }
  return { resources: drawNetworks(resources, relations), relations };
}
