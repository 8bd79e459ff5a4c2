/** Tells which of the missing things are missing because what they are parts of is: a bucket's policy with the bucket. */
import type { Fact } from "./fact.ts";
import { listKeys, listLookups } from "./named.ts";

function isWhole({ knowledge, others, own, readers }: Fact): boolean {
  return (
    knowledge.deed === "create" && others.length === 0 && own.length + (readers[0]?.used.length ?? 0) > 0
  );
}

/** Whether the one is no part of the other, but the same thing, made again. */
function isSameThing(one: Fact, other: Fact): boolean {
  const isMade = one.knowledge.deed === "create" || one.knowledge.deed === "put";
  return isMade && one.knowledge.type === other.knowledge.type && one.others.length === 0;
}

/** What stands in nothing else that is missing: of a rule not the listener, but the balancer that is gone with it. */
function findOutermost(wholes: ReadonlyMap<Fact, Fact>, part: Fact): Fact {
  const passed = new Set([part]);
  let whole = part;
  for (let next = wholes.get(part); next && !passed.has(next); next = wholes.get(next)) {
    passed.add(next);
    whole = next;
  }
  return whole;
}

/** The whole of each fact that is a part, among those given, the outermost one. */
export function findWholes(facts: readonly Fact[]): ReadonlyMap<Fact, Fact> {
  const wholes = new Map<string, Fact>();
  for (const fact of facts.filter(isWhole)) {
    const { step } = fact.live;
    for (const key of fact.own.flatMap((named) => listKeys(named, step)))
      if (!wholes.has(key)) wholes.set(key, fact);
  }
  const found = new Map<Fact, Fact>();
  for (const fact of facts) {
    const naming = fact.named.filter(({ row }) => row.part !== "reference");
    for (const key of naming.flatMap((named) => listLookups(named, fact.live.step))) {
      const whole = wholes.get(key);
      if (!whole || whole === fact || isSameThing(fact, whole)) continue;
      found.set(fact, whole);
      break;
    }
  }
  return new Map([...found.keys()].map((part) => [part, findOutermost(found, part)]));
}
