/** Reads what stands in an instance, for an export. */
import { loadModel } from "../aws/model/table.ts";
import { loadResources } from "../aws/resources/table.ts";
import type { Value } from "../aws/values.ts";
import type { JsonObject } from "../base/values.ts";
import type { Instance } from "../instance/instance.ts";
import { isMade, type Thing } from "../instance/thing.ts";
import { listAnswered, listTold } from "../topology/answered.ts";
import { showMembers } from "../topology/show-members.ts";
import type { StandingThing } from "./standing.ts";

/** The members that a call asked for, or that have become otherwise than the answer of the call that made the thing told. */
function listAsked(thing: Thing): Set<string> {
  return new Set(Object.keys(thing.members)).difference(new Set(listAnswered(thing)));
}

/** Texts and numbers are as the service has them; of what it tells as structures, it may tell more than can be said. */
function isNested(value: Value | undefined): boolean {
  return typeof value === "object" && value !== null;
}

/**
 * The thing with its members as the call that made it said them, where they are what it answered: a text in place of the structure
 * that a service tells for it.
 */
function sayAsAsked(thing: Thing): Thing {
  const { members, call } = thing;
  const told = listTold(thing);
  const asked = Object.entries(call.input).filter(
    ([name, value]) =>
      (isNested(value) || isNested(members[name])) &&
      members[name] !== undefined &&
      told.get(name)?.some((one) => Bun.deepEquals(one, members[name])) === true,
  );
  return asked.length === 0 ? thing : { ...thing, members: { ...members, ...Object.fromEntries(asked) } };
}

/** The members as they may be shown: what a thing is called is no secret, for it stands there anyway. */
function showNamed(thing: Thing): JsonObject {
  const names = Object.entries(thing.members).filter(
    ([, value]) => typeof value === "string" && thing.chain.includes(value),
  );
  return { ...showMembers(sayAsAsked(thing)), ...(Object.fromEntries(names) as JsonObject) };
}

/** What stands in an instance, in the order in which it was made. */
export async function readStanding({ store }: Pick<Instance, "store">): Promise<StandingThing[]> {
  const things = [...store.listAll()];
  for (const service of new Set(things.map((thing) => thing.service)))
    await Promise.all([loadResources(service), loadModel(service)]);
  return things.map((thing) => {
    const { service, type, place, chain, within, names, tags, call } = thing;
    return {
      service,
      type,
      account: place.account,
      region: place.region,
      chain,
      within,
      id: names.id,
      arn: names.arn,
      url: names.url,
      tags: Object.fromEntries(tags),
      operation: call.operation,
      isNamed: Object.values(call.input).includes(chain.at(-1)),
      isBrought: !isMade(thing),
      members: showNamed(thing),
      asked: listAsked(thing),
      placeholders: thing.placeholders ?? [],
      createdAt: thing.createdAt,
    };
  });
}
