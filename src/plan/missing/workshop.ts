/** Makes things that the log uses and never makes, each once, and before it what it needs. */
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";
import { tellEventName } from "../../dialect/call.ts";
import type { OtherShards } from "../shards/other-shards.ts";
import { SECOND_MS, type Step } from "../steps.ts";
import { isGiven } from "./add-lookups.ts";
import { findRecipe, getRecipe } from "./catalogue.ts";
import { fillStructure, fillText, type ParentWish } from "./fill.ts";
import { findHome } from "./homes.ts";
import type { Lives } from "./lives.ts";
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { makeUpReference } from "./made-up.ts";
import type { MadeUpCall } from "./make-up.ts";
import { Networks } from "./networks-used.ts";
import { listOpenings } from "./opening.ts";
import type { Recipe } from "./recipes.ts";
import { type Reference, resolveNested } from "./reference.ts";
import { resolveReference } from "./references.ts";
import { listStateCalls } from "./states.ts";
import { digestKey, isCopied, makeKey } from "./thing-keys.ts";
import type { Unopened } from "./unopened.ts";

/** For what and when a thing is made. */
export interface Need {
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
  /** Set where it goes right before the call that needs it. */
  readonly ordinal: number | undefined;
}

/** What a call is about, and what that stands in. */
function listOwn({ step, used }: NamedStep): readonly Reference[] {
  const { input: meanings } = findMeaning(step.service, step.operation.name);
  const own = meanings.filter(({ part }) => part !== "reference");
  const texts = new Set(own.flatMap(({ path }) => readTexts(parsePath(path), step.input)));
  // A member of the same name may refer to another thing elsewhere in the call.
  return used.filter(({ isReferred, recorded }) => !isReferred || texts.has(recorded));
}

/** Higher numbers are not counted up to: the one thing that is made stands for its ARN alone. */
const MOST_COUNTED = 24;

const NONE_TAKEN: ReadonlySet<string> = new Set();

export class Workshop {
  readonly made: WantedCall[] = [];
  readonly #keys = new Set<string>();
  /** How many counted things stand in one, by the key of these without the number. */
  readonly #counts = new Map<string, number>();
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

  /** What a call takes off or changes, where that is older than the log: with it what it is on. */
  open(unopened: Unopened, need: Need): void {
    const { pair } = unopened;
    const { used, step } = need.call;
    // A thing that ends with the call, or begins with what would put it on, is made as a thing.
    const isThing = used.some(
      ({ recipe }) => recipe.service === step.service && recipe.operation === pair.opens.name,
    );
    const own = listOwn(need.call);
    if (isThing || (pair.isLoose && !this.#isOlder(own, unopened, step))) return;
    for (const { reference, named } of listOpenings(step, unopened)) {
      // What the call was answered names what was there before it.
      for (const one of named) if (this.#lives.isMissing(one, need.second)) this.make(one, need);
      this.make(reference, need, own[0], true);
    }
  }

  /** Whether what a part is in is older than the log: made up, or the account's own. */
  #isOlder(own: readonly Reference[], { pair: { closes } }: Unopened, { service, input }: Step): boolean {
    if (own.length > 0) return own.some((one) => this.hasMade(one));
    const { type, input: meanings } = findMeaning(service, closes.name);
    const around = meanings.filter(
      (one) =>
        one.part !== "reference" && one.type !== type && readTexts(parsePath(one.path), input).length > 0,
    );
    // What the log had made of a known type would be known here.
    return around.every((one) => one.type !== undefined && findRecipe(service, one.type) !== undefined);
  }

  /**
   * Makes a thing, and before it what it needs. `child` is what it is made for, where the log does not name it; `isUndone` is
   * set for what the call takes off or changes.
   */
  make(reference: Reference, need: Need, child?: Reference, isUndone = false): void {
    const { recipe, key } = reference;
    if (this.#lives.has(key) || this.#open.has(key) || this.#facts.mayBeMade(reference)) return;
    // The target is asked for it.
    if (isGiven(recipe.service, recipe.named)) return;
    // What the others did with a thing before its end here does not bring it back.
    if (!this.#lives.hasEnded(key) && this.others?.provides(key, need.call.step)) return;
    this.#open.add(key);
    const parts = this.#facts.gatherParts(reference);
    parts["path"] ??= "/";
    parts["digest"] = digestKey(key);
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
    const told = isUndone
      ? `${tellEventName(step)} undoes it, and no call in the log did it`
      : `${tellEventName(step)} ${step.seen ? "names" : "uses"} it; ${found}`;
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
        at: isUndone ? step.at : (need.second - 1) * SECOND_MS,
        ordinal: isUndone ? step.ordinal - 0.5 : undefined,
        creation: {
          kind: step.seen ? "seen" : "prerequisite",
          type: recipe.type,
          recorded: reference.recorded,
          neededBy: step.creation?.neededBy ?? step.id,
          evidence: told,
        },
        neededBy: step.id,
      });
    for (let left = this.#countBefore(reference); left > 0; left--)
      want(making.operation, input, undefined, `${told}; those before it are counted`, home);
    want(making.operation, input, output, told, home);
    for (const state of listStateCalls(reference, this.#facts.listCalls(key))) {
      const proof = `${tellEventName(state.provenBy.step)} proves the state that it was in`;
      const filled = fillStructure(setting, state.input);
      if (Object.keys(filled).length === Object.keys(state.input).length)
        want(state.operation, filled, undefined, proof);
    }
  }

  /** How many of its kind are to be made before a thing whose name is a number that the service counts up. */
  #countBefore({ recipe, key, parts: { own = "" } }: Reference): number {
    if (!recipe.counted) return 0;
    const of = key.slice(0, -own.length);
    const made = this.#counts.get(of) ?? 0;
    const left = Math.max(0, Number(own) - made - 1);
    if (left > MOST_COUNTED) return 0;
    this.#counts.set(of, made + left + 1);
    return left;
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
    const known = wish.isApart
      ? undefined
      : (this.#findKnown(child, wish.type, taken, need) ??
        (standIn && this.#findKnown(standIn, wish.type, taken, need)));
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
