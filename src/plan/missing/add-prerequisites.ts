/**
 * Adds the calls that make what the log uses and never makes: logs start in the middle of a life. Each is made a second
 * before its first use, after what it needs itself.
 */

import { createHash } from "node:crypto";
import { loadOperation } from "../../aws/model/table.ts";
import { loadResources } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";
import { leaveCalls } from "../../base/garbage.ts";
import { tellEventName } from "../../dialect/call.ts";
import type { OtherShards } from "../shards/other-shards.ts";
import { SECOND_MS, type Step } from "../steps.ts";
import { getRecipe } from "./catalogue.ts";
import { fillStructure, fillText, type ParentWish } from "./fill.ts";
import { findHome } from "./homes.ts";
import { Lives, listMoments } from "./lives.ts";
import { LogFacts, type NamedStep, nameStep } from "./log-facts.ts";
import { makeUpReference } from "./made-up.ts";
import { type MadeUpCall, makeUp } from "./make-up.ts";
import { Networks } from "./networks-used.ts";
import type { Recipe } from "./recipes.ts";
import { type Reference, resolveNested } from "./reference.ts";
import { resolveReference } from "./references.ts";
import { listStateCalls } from "./states.ts";
import { isCopied, makeKey } from "./thing-keys.ts";

/** For what and when a thing is made. */
interface Need {
  readonly call: NamedStep;
  readonly second: number;
}

/** Where a thing is made. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/** A call to make up, whose operation is still to be looked up. */
interface WantedCall extends Omit<MadeUpCall, "operation" | "ordinal"> {
  readonly operation: string;
}

function compareTimes(one: NamedStep, other: NamedStep): number {
  return one.step.at - other.step.at || one.step.ordinal - other.step.ordinal;
}

const NONE_TAKEN: ReadonlySet<string> = new Set();

class Workshop {
  readonly made: WantedCall[] = [];
  readonly #keys = new Set<string>();
  readonly #facts: LogFacts;
  readonly #lives: Lives;
  readonly #networks: Networks;
  /** What is being made now: a thing does not need itself. */
  readonly #open = new Set<string>();

  constructor(
    facts: LogFacts,
    lives: Lives,
    readonly others: OtherShards | undefined,
  ) {
    this.#facts = facts;
    this.#lives = lives;
    this.#networks = new Networks(facts);
  }

  /** Makes a thing, and before it what it needs. `child` is what it is made for, where the log does not name it. */
  make(reference: Reference, need: Need, child?: Reference): void {
    const { recipe, key } = reference;
    if (this.#lives.has(key) || this.#open.has(key) || this.#facts.mayBeMade(reference)) return;
    // What the others did with a thing before its end here does not bring it back.
    if (!this.#lives.hasEnded(key) && this.others?.provides(key, need.call.step)) return;
    this.#open.add(key);
    const parts = this.#facts.gatherParts(reference);
    parts["path"] ??= "/";
    parts["digest"] = createHash("sha256").update(key).digest("hex").slice(0, 8);
    const arn = recipe.derived && recipe.address && fillText(recipe.address, parts);
    if (arn) parts["arn"] ??= arn;
    if (recipe.scope === "bucket") parts["region"] = findHome(reference, this.#facts.listCalls(key));
    const place = { account: parts["account"] ?? "", region: parts["region"] ?? "" };
    const parents = new Map<string, Reference>();
    const evidence = new Set<string>();
    const isNamed = this.#facts.listCalls(key).length > 0;
    const setting = {
      reference,
      parts,
      facts: this.#facts,
      networks: this.#networks,
      users: this.#facts.listCalls(isNamed || !child ? key : child.key),
      findParent: (type: string) => parents.get(type),
      noteEvidence: (text: string) => evidence.add(text),
      takeParent: (wish: ParentWish, as: string) => {
        const taken = new Set([...parents.values()].map((parent) => parent.key));
        const standIn = isNamed ? undefined : child;
        const parent = this.#chooseParent(reference, { ...place, parts }, wish, taken, need, standIn);
        if (!parent) return undefined;
        parents.set(wish.isOther ? `${wish.type} (other)` : wish.type, parent.reference);
        if (!wish.isOther) this.#facts.notePlace(key, parent.reference);
        evidence.add(`${wish.type} ${parent.reference.name} ${parent.isKnown ? "by the log" : "made up"}`);
        this.make(parent.reference, need, reference);
        return this.#tellParent(parent.reference, as);
      },
    };
    const home = this.#findHome(reference, place);
    const making = home === undefined || !recipe.copied ? recipe : recipe.copied;
    const input = fillStructure(setting, making.input);
    const output = making.answer && fillStructure(setting, making.answer);
    this.#open.delete(key);
    this.#lives.add(key);
    this.#keys.add(key);
    const { step } = need.call;
    const found = evidence.size > 0 ? `${[...evidence].join("; ")}` : "nothing but its name";
    const told = `${tellEventName(step)} ${step.seen ? "names" : "uses"} it; ${found}`;
    const want = (
      operation: string,
      given: Structure,
      answer: Structure | undefined,
      told: string,
      region = place.region,
    ) =>
      this.made.push({
        service: recipe.service,
        operation,
        input: given,
        output: answer,
        account: place.account,
        region,
        at: (need.second - 1) * SECOND_MS,
        creation: {
          kind: step.seen ? "seen" : "prerequisite",
          type: recipe.type,
          recorded: reference.recorded,
          neededBy: step.creation?.neededBy ?? step.id,
          evidence: told,
        },
        neededBy: step.id,
      });
    want(making.operation, input, output, told, home);
    for (const state of listStateCalls(reference, this.#facts.listCalls(key))) {
      const proof = `${tellEventName(state.provenBy.step)} proves the state that it was in`;
      want(state.operation, fillStructure(setting, state.input), undefined, proof);
    }
  }

  /** The region of a thing that can be copied and is in another one than `region`; undefined where there is none. */
  #findHome({ recipe, name }: Reference, { account, region }: Place): string | undefined {
    if (!isCopied(recipe, name)) return undefined;
    return this.#facts
      .listRegions()
      .find((other) => other !== region && this.#lives.has(makeKey(recipe, name, account, other)));
  }

  /** Whether it has made a thing, which may have ended since. */
  hasMade({ key }: Reference): boolean {
    return this.#keys.has(key);
  }

  #tellParent(parent: Reference, as: string): string | undefined {
    const parts = this.#facts.gatherParts(parent);
    if (as === "arn") {
      const { address } = parent.recipe;
      return parts["arn"] ?? (address && fillText(address, { path: "/", ...parts }));
    }
    // Of what stands in other things, beside whose names it stands, only its own.
    return parent.recipe.within ? parts["own"] : parent.name;
  }

  /** What the log puts a thing in, of a type, if it is there or can be made. */
  #findKnown(
    { key }: Reference,
    type: string,
    taken: ReadonlySet<string>,
    need: Need,
  ): Reference | undefined {
    return this.#facts
      .findCompanions(key, type)
      .find(
        (other) =>
          !taken.has(other.key) && (this.#lives.has(other.key) || this.#lives.isMissing(other, need.second)),
      );
  }

  /** The things that what is made up for `child` has to stand in with it: a deployment in the API of its stage. */
  #listShared(child: Reference, recipe: Recipe, need: Need): string {
    if (!recipe.derived) return "";
    const types = [...JSON.stringify(recipe.input).matchAll(/"\$parent":"([^"]+)"/g)].map(([, type]) => type);
    return types.flatMap((type = "") => this.#findKnown(child, type, NONE_TAKEN, need)?.key ?? []).join(" ");
  }

  /**
   * A parent by the log that is there or can be made; else one made up, unless the wish can do without. What is made up
   * itself stands where that is which it is made for, `standIn`.
   */
  #chooseParent(
    child: Reference,
    place: Place & { readonly parts: Readonly<Record<string, string>> },
    wish: ParentWish,
    taken: ReadonlySet<string>,
    need: Need,
    standIn: Reference | undefined,
  ): { reference: Reference; isKnown: boolean } | undefined {
    const recipe = getRecipe(wish.type);
    if (wish.of !== undefined) {
      const reference = recipe.within
        ? resolveNested(recipe, wish.of, place.parts, place)
        : resolveReference(recipe, wish.of, place);
      return reference && { reference, isKnown: true };
    }
    const known =
      this.#findKnown(child, wish.type, taken, need) ??
      (standIn && this.#findKnown(standIn, wish.type, taken, need));
    if (known) return { reference: known, isKnown: true };
    const reference = wish.isOptional
      ? undefined
      : makeUpReference(
          recipe,
          place,
          `${wish.isOther}${wish.isOwn ? child.key : ""}${this.#listShared(child, recipe, need)}`,
        );
    return reference && { reference, isKnown: false };
  }
}

/** Whether a read may name a thing before it is there, as KMS encrypts for a parameter that is about to be put. */
function isForetold({ step }: NamedStep, { recipe }: Reference): boolean {
  return step.seen !== undefined && step.service !== recipe.service;
}

/** What the other shards and the log's reads say. */
export interface Besides {
  readonly others?: OtherShards | undefined;
  /** Steps that are not sent, and say what there is: what only they name is made too. */
  readonly witnesses?: readonly Step[];
  /** Told of each step's names. */
  readonly onNamed?: ((call: NamedStep) => void) | undefined;
}

const NO_STEPS: readonly Step[] = [];

/**
 * `steps` (sorted by time) with the calls that make what they use and never make, as steps with `creation`; these
 * stand a second before the first use. Things of other accounts, AWS's own, and those that `others` make (the other
 * shards, where the steps are those of one shard of a log) are not made.
 */
export async function addPrerequisites(
  steps: readonly Step[],
  { others, witnesses = NO_STEPS, onNamed }: Besides = {},
): Promise<Step[]> {
  const own = steps.map(nameStep);
  if (onNamed) for (const call of own) onNamed(call);
  const all = witnesses.length === 0 ? own : [...own, ...witnesses.map(nameStep)].sort(compareTimes);
  const moments = listMoments(all);
  const lives = new Lives(moments);
  const workshop = new Workshop(new LogFacts(all), lives, others);
  // What a call needs is made for the call, even where a read has named it before.
  const seen = new Map<string, { readonly reference: Reference; readonly need: Need }>();
  for (const moment of moments) {
    const { second, acts } = moment;
    leaveCalls(acts.length);
    for (const { call, needed } of acts) {
      for (const reference of needed) {
        if (!lives.isMissing(reference, second) || lives.revive(call, reference)) continue;
        if (isForetold(call, reference) && lives.isMadeFrom(reference.key, second)) continue;
        const need = { call, second };
        if (!call.step.seen) workshop.make(reference, need);
        else if (!seen.has(reference.key)) seen.set(reference.key, { reference, need });
      }
    }
    lives.pass(moment);
  }
  for (const { reference, need } of seen.values())
    if (!workshop.hasMade(reference)) workshop.make(reference, need);
  const count = workshop.made.length;
  // Before all of the log's calls of their second, in the order in which they need each other.
  const made = await Promise.all(
    workshop.made.map(async (call, place) => {
      const operation = await loadOperation(call.service, call.operation);
      await loadResources(call.service);
      return makeUp({ ...call, operation, ordinal: place - count });
    }),
  );
  return [...made, ...steps].sort((a, b) => a.at - b.at);
}
