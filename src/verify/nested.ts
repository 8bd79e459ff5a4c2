/**
 * What a change gives member by member of what the making of the thing gives in a structure of its own: the port of a health check,
 * which is made with a HealthCheckConfig.
 */
import type { Operation } from "../aws/model/types.ts";
import { findMeaning } from "../aws/resources/table.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";

/** By the name of a member of a change, the structure of the making that holds such a one. */
type Holders = ReadonlyMap<string, string>;

const NONE: Holders = new Map();

const known = new WeakMap<Operation, Map<Operation, Holders>>();

function findHolders(maker: Operation, change: Operation): Holders {
  const { service } = change.model;
  const { type, input } = findMeaning(service, change.name);
  const naming = input.filter(({ part }) => part !== "reference");
  // What names another thing besides is about that.
  if (maker === change || type === undefined || naming.some((one) => one.type !== type)) return NONE;
  const { members = {} } = maker.input ?? {};
  const own = change.input?.members ?? {};
  const names = new Set(input.map(({ path }) => path));
  const found = Object.entries(own).flatMap(([name, shape]) => {
    if (members[name] || names.has(name)) return [];
    const holders = Object.entries(members).filter(
      ([holder, { type: kind, members: inner }]) =>
        kind === "structure" && !own[holder] && inner?.[name]?.type === shape.type,
    );
    return holders.length === 1 ? holders.map(([holder]) => [name, holder] as const) : [];
  });
  return new Map(found);
}

/** What a change says, as the making of the thing would say it where that alone has a place in what is known of the thing. */
export function nestLikeMaking(
  maker: Operation,
  change: Operation,
  input: Structure,
  hasPlace: (holder: string, name: string) => boolean,
): Structure {
  const holders = known
    .getOrInsertComputed(change, () => new Map())
    .getOrInsertComputed(maker, () => findHolders(maker, change));
  if (holders.size === 0) return input;
  const nested: Record<string, Value | undefined> = makeStructure();
  for (const [name, value] of Object.entries(input)) {
    const holder = holders.get(name);
    if (holder === undefined || !hasPlace(holder, name)) {
      nested[name] = value;
      continue;
    }
    const said = nested[holder];
    nested[holder] = Object.assign(makeStructure(), isStructure(said) ? said : {}, { [name]: value });
  }
  return nested as Structure;
}
