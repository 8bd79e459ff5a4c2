/** In which network and subnet each resource is drawn. */
import { findDrawn } from "./relation-kinds.ts";
import type { Relation, RelationKind, Resource } from "./topology.ts";

type Place = Pick<Resource, "network" | "subnet">;

/** What a resource stands in is asked first, then what is joined to it, as its groups of rules are. */
const FOLLOWED: readonly RelationKind[] = ["within", "attached-to"];
/** Nothing stands in so many others. */
const DEEPEST = 16;

function findOnly(keys: readonly string[]): string | undefined {
  return new Set(keys).size === 1 ? keys[0] : undefined;
}

class Networks {
  readonly #places = new Map<string, Place>();

  constructor(
    readonly drawn: ReadonlyMap<string, "network" | "subnet">,
    readonly relations: ReadonlyMap<string, readonly Relation[]>,
  ) {}

  find(key: string, depth = 0): Place {
    const known = this.#places.get(key);
    if (known) return known;
    // What is being looked for in a circle is nowhere.
    this.#places.set(key, {});
    const place = depth > DEEPEST ? {} : this.#look(key, depth);
    this.#places.set(key, place);
    return place;
  }

  /** What is in several networks stands between them, and what is in several subnets in none of them. */
  #look(key: string, depth: number): Place {
    const own = this.relations.get(key) ?? [];
    const named = (box: "network" | "subnet") =>
      own.flatMap(({ to, kind }) => (kind === "within" && this.drawn.get(to) === box ? [to] : []));
    const [networks, subnets] = [named("network"), named("subnet")];
    const all = [...networks, ...subnets.flatMap((one) => this.find(one, depth + 1).network ?? [])];
    if (all.length > 0) return this.#draw(findOnly(all), findOnly(subnets));
    for (const kind of FOLLOWED) {
      const outer = own.flatMap((one) => (one.kind === kind ? [this.#findIn(one.to, depth)] : []));
      const network = findOnly(outer.flatMap((one) => one.network ?? []));
      if (network !== undefined)
        return this.#draw(network, findOnly(outer.flatMap((one) => one.subnet ?? [])));
    }
    return {};
  }

  /** Where what stands in another thing is, or what is joined to it. */
  #findIn(key: string, depth: number): Place {
    return this.drawn.get(key) === "network" ? { network: key } : this.find(key, depth + 1);
  }

  #draw(network: string | undefined, subnet: string | undefined): Place {
    if (network === undefined) return {};
    return subnet === undefined ? { network } : { network, subnet };
  }
}

/** The resources, each with the network and the subnet that it is drawn in, where it stands in just one. */
export function drawNetworks(resources: readonly Resource[], relations: readonly Relation[]): Resource[] {
  const drawn = new Map<string, "network" | "subnet">();
  for (const { key, service, type } of resources) {
    const box = findDrawn(`${service}:${type}`);
    if (box) drawn.set(key, box);
  }
  const networks = new Networks(
    drawn,
    Map.groupBy(relations, ({ from }) => from),
  );
  return resources.map((resource) =>
    drawn.get(resource.key) === "network" ? resource : { ...resource, ...networks.find(resource.key) },
  );
}
