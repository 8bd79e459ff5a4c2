/** Chooses networks for VPCs and subnets that the log does not create: around the addresses in use, clear of the rest. */

import * as v from "valibot";
import { findMeaning } from "../../aws/resources/table.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import rows from "./addresses.json" with { type: "json" };
import type { LogFacts, NamedStep } from "./log-facts.ts";
import {
  type Block,
  containsBlock,
  countAddresses,
  coverBlocks,
  cutBlock,
  isPrivate,
  parseBlock,
  printBlock,
} from "./networks.ts";
import type { Reference } from "./reference.ts";
import { TakenBlocks } from "./taken-blocks.ts";
import zones from "./zones.json" with { type: "json" };

/** AWS's limits for a VPC's and a subnet's block. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const WIDEST = 16;
const NARROWEST = 28;
const USUAL_SUBNET = 24;

/**
 * A row of addresses.json: members (a pattern, without case) that hold addresses of the thing which a call is about; or
 * operations (patterns of names) whose addresses are those of others.
 */
export const AddressRow = v.union([
  v.strictObject({ members: Pattern, reason: Text }),
  v.strictObject({ service: Text, operations: Text, reason: Text }),
]);

const all = rows as readonly v.InferOutput<typeof AddressRow>[];
const members = all.flatMap((row) => ("members" in row ? [new RegExp(row.members, "i")] : []));
const foreign = all.flatMap((row) => ("operations" in row ? [row] : []));

function tellsOfOthers({ service, operation }: Step): boolean {
  return foreign.some(
    (row) => matchesPattern(row.service, service) && matchesPattern(row.operations, operation.name),
  );
}

function* findBlocks(value: Value | undefined, member = ""): Generator<Block> {
  if (typeof value === "string") {
    const block = members.some((names) => names.test(member)) ? parseBlock(value) : undefined;
    if (block && isPrivate(block)) yield block;
  } else if (Array.isArray(value))
    for (const item of value as readonly Value[]) yield* findBlocks(item, member);
  else if (isStructure(value))
    for (const [name, inner] of Object.entries(value)) yield* findBlocks(inner, name);
}

/** In place of a network's key: of subnets that the log puts in none. */
const LOOSE = "";

/** The one thing of a type that a call names, if there is exactly one. */
function findOnly({ used, answered }: NamedStep, type: string): Reference | undefined {
  const all = [...used, ...answered].filter((reference) => reference.recipe.type === type);
  return all.every(({ key }) => key === all[0]?.key) ? all[0] : undefined;
}

/** A row of zones.json: the letters of two zones that the regions of a pattern have. */
export const ZoneRow = v.strictObject({
  regions: Text,
  letters: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]$/))), v.length(2)),
  reason: Text,
});

function listLetters(region: string): readonly string[] {
  return zones.find(({ regions }) => matchesPattern(regions, region))?.letters ?? [];
}

/** Where the address ranges that networks are put in begin, and end. */
const FIRST_BASE = 10 * 2 ** 24;
const END = 2 ** 32;

/** The subnets of a network: each as often as the log has it, and what they take. */
class Subnets {
  readonly blocks: Block[] = [];
  readonly taken = new TakenBlocks();

  add(block: Block): void {
    this.blocks.push(block);
    this.taken.add(block);
  }
}

export class Networks {
  /** The first block of each network. */
  readonly #ofVpc = new Map<string, Block>();
  readonly #subnetsOfVpc = new Map<string, Subnets>();
  readonly #vpcs = new TakenBlocks();
  /** Where the next network can begin that the log says nothing of: what is before is taken. */
  #nextBase = FIRST_BASE;
  /** How many subnets have been put somewhere, by their network. */
  readonly #zoned = new Map<string, number>();
  readonly #facts: LogFacts;

  constructor(facts: LogFacts) {
    this.#facts = facts;
    for (const call of facts.calls) {
      const { service, operation, input } = call.step;
      if (service !== "ec2") continue;
      this.#addFiltered(call);
      const { CidrBlock: text } = input;
      const block = typeof text === "string" ? parseBlock(text) : undefined;
      const vpc = findOnly(call, "vpc");
      if (!block || !vpc) continue;
      const { type } = findMeaning(service, operation.name);
      if (type === "subnet") this.#findSubnets(vpc.key).add(block);
      if (tellsOfOthers(call.step)) this.#vpcs.add(block);
      else if (type === "vpc") this.#addVpc(vpc.key, block);
    }
  }

  /** Takes note of the networks that a read picks out by their blocks. */
  #addFiltered(call: NamedStep): void {
    for (const { recipe, key, parts } of call.called) {
      const block = parseBlock(parts["CidrBlock"] ?? "");
      if (!block) continue;
      if (recipe.type === "vpc") this.#addVpc(key, block);
      else if (recipe.type === "subnet") this.#findSubnets(findOnly(call, "vpc")?.key ?? LOOSE).add(block);
    }
  }

  #findSubnets(key: string): Subnets {
    return this.#subnetsOfVpc.getOrInsertComputed(key, () => new Subnets());
  }

  #addVpc(key: string, block: Block): void {
    this.#ofVpc.getOrInsert(key, block);
    this.#vpcs.add(block);
  }

  /** The private addresses and blocks in the calls that name `key` and no other thing of its type. */
  #listUsed(key: string, type: string): Block[] {
    return this.#facts
      .listCalls(key)
      .filter((call) => findOnly(call, type)?.key === key && !tellsOfOthers(call.step))
      .flatMap(({ step }) => [...findBlocks(step.input), ...findBlocks(step.output)]);
  }

  /** A block for a VPC: around what the log has in it; else one that no other network has. */
  chooseVpc(vpc: Reference): string {
    const isNamed = this.#facts.listCalls(vpc.key).length > 0;
    const inside = this.#subnetsOfVpc.get(isNamed ? vpc.key : LOOSE)?.blocks ?? [];
    if (!isNamed) for (const block of inside) this.#findSubnets(vpc.key).add(block);
    const used = [...inside, ...this.#listUsed(vpc.key, "vpc")];
    const [first] = used;
    // What lies beyond the widest block that AWS allows is in a second one, which its own call adds.
    const near = first ? used.filter((block) => containsBlock(cutBlock(first.base, WIDEST), block)) : [];
    const block = coverBlocks(near, WIDEST) ?? this.#findNext(first !== undefined);
    this.#addVpc(vpc.key, block);
    return printBlock(block);
  }

  /** The first of the ranges for networks, or the first of them that no network has. */
  #findNext(isAny: boolean): Block {
    if (isAny) return { base: FIRST_BASE, prefix: WIDEST };
    const isTaken = (base: number) => base < END && !this.#vpcs.isFree({ base, prefix: WIDEST });
    while (isTaken(this.#nextBase)) this.#nextBase += countAddresses(WIDEST);
    return { base: this.#nextBase, prefix: WIDEST };
  }

  /** A block for a subnet of `vpc`: around the addresses that the log has in it, clear of the network's others. */
  chooseSubnet(subnet: Reference, vpc: Reference): string {
    const network = this.#ofVpc.get(vpc.key) ?? { base: FIRST_BASE, prefix: WIDEST };
    const subnets = this.#findSubnets(vpc.key);
    const used = this.#listUsed(subnet.key, "subnet");
    const block = this.#fitAround(used, subnets.taken) ?? this.#findFree(network, subnets.taken);
    subnets.add(block);
    return printBlock(block);
  }

  /** The zone for a subnet of `vpc` of which the log says none: services want places in two. */
  chooseZone(region: string, vpc: Reference): string {
    const count = this.#zoned.get(vpc.key) ?? 0;
    this.#zoned.set(vpc.key, count + 1);
    return `${region}${listLetters(region)[count % 2] ?? "a"}`;
  }

  #fitAround(used: readonly Block[], others: TakenBlocks): Block | undefined {
    const [first] = used;
    if (!first) return undefined;
    const own = used.filter((block) => containsBlock(cutBlock(first.base, WIDEST), block));
    const tight = coverBlocks(own, NARROWEST);
    if (!tight) return undefined;
    for (let prefix = Math.min(USUAL_SUBNET, tight.prefix); prefix <= tight.prefix; prefix++) {
      const block = cutBlock(tight.base, prefix);
      if (others.isFree(block)) return block;
    }
    return undefined;
  }

  /** The last free part of a network: the log's own subnets tend to begin at its start. */
  #findFree(network: Block, others: TakenBlocks): Block {
    const start = Math.max(USUAL_SUBNET, Math.min(network.prefix + 1, NARROWEST));
    for (let prefix = start; prefix <= NARROWEST; prefix++) {
      const block = others.findLast(network, prefix);
      if (block) return block;
    }
    return cutBlock(network.base, NARROWEST);
  }
}

compileLightly(findOnly);
