/** Makes things that the log uses and never makes, each once, and before it what it needs. */
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";
import { tellEventName } from "../../dialect/call.ts";
import type { OtherShards } from "../shards/other-shards.ts";
import { SECOND_MS, type Step } from "../steps.ts";
import { listBrought } from "./brought.ts";
import { findRecipe } from "./catalogue.ts";
import { Companions } from "./companions.ts";
import { fillStructure, type ParentWish, tellAddress } from "./fill.ts";
import { isGiven } from "./given.ts";
import { findHome } from "./homes.ts";
import { findMaking } from "./instead.ts";
import type { Lives } from "./lives.ts";
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { MadeThings } from "./made-things.ts";
import type { WantedCall } from "./make-up.ts";
import { Networks } from "./networks-used.ts";
import { listOpenings } from "./opening.ts";
import type { OwnParts } from "./own-parts.ts";
import { type Need, Parents } from "./parents.ts";
import { listPartTexts } from "./proofs.ts";
import { makesBy } from "./recipes.ts";
import type { CallSite, Reference } from "./reference.ts";
import { listStateCalls, MOST_COUNTED } from "./states.ts";
import { digestKey, isCopied, makeKey } from "./thing-keys.ts";
import { ToldLater } from "./told-later.ts";
import type { Unopened } from "./unopened.ts";

/** What a call is about, and what that stands in. */
function listOwn({ step, used }: NamedStep): readonly Reference[] {
  const { input: meanings } = findMeaning(step.service, step.operation.name);
  const own = meanings.filter(({ part }) => part !== "reference");
  const texts = new Set(own.flatMap(({ path }) => readTexts(parsePath(path), step.input)));
  // A member of the same name may refer to another thing elsewhere in the call.
  return used.filter(({ isReferred, recorded }) => !isReferred || texts.has(recorded));
}

/** When a thing is made that is needed: a second before. */
function tellBefore({ second }: Need): number {
  return (second - 1) * SECOND_MS;
}

/** The wish for whichever there is. */
const ANY_ONE = { of: undefined, isOther: false, isApart: false, isOwn: false, isOptional: false };

export class Workshop {
  readonly made: WantedCall[] = [];
  readonly #things = new MadeThings();
  /** How many counted things stand in one, by the key of these without the number. */
  readonly #counts = new Map<string, number>();
  readonly #facts: LogFacts;
  readonly #lives: Lives;
  readonly #networks: Networks;
  readonly #parents: Parents;
  readonly #companions: Companions;
  readonly #toldLater: ToldLater;
  /** What has come with things that were made. */
  readonly #brought = new Set<string>();
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
    this.#parents = new Parents(facts, lives);
    this.#companions = new Companions(facts, lives);
    this.#toldLater = new ToldLater(facts);
  }

  /** What a call takes off or changes, where that is older than the log: with it what it is on. */
  open(unopened: Unopened, need: Need): void {
    const { pair } = unopened;
    const { used, step } = need.call;
    // A thing that ends with the call, or begins with what would put it on, is made as a thing.
    const isThing = used.some(({ recipe }) => makesBy(recipe, step.service, pair.opens.name));
    const own = listOwn(need.call);
    if (isThing || (pair.isLoose && !this.#isOlder(own, unopened, step))) return;
    for (const { reference, named } of listOpenings(step, unopened)) {
      // What the call was answered names what was there before it.
      for (const one of named) if (this.#lives.isMissing(one, need.second)) this.make(one, need);
      this.make(reference, need, own[0], "undone");
    }
  }

  /**
   * What a read proves to be there, where that and what it is in are older than the log; tells whether it is made, or need
   * not be.
   */
  prove(proven: Unopened, need: Need, parts: OwnParts): boolean {
    const { step, used } = need.call;
    // What a recipe makes by just that call is a thing, which the read names.
    if (used.some(({ recipe }) => makesBy(recipe, step.service, proven.pair.opens.name))) return true;
    const own = listOwn(need.call);
    const isOlder =
      own.length > 0
        ? own.some((one) => this.hasMade(one))
        : !parts.hasMade(step, listPartTexts(proven.pair.closes, proven.told));
    if (!isOlder || parts.makes(step, proven)) return true;
    const [opening] = listOpenings(step, proven);
    if (!opening) return false;
    const { reference, named } = opening;
    for (const one of named) if (this.#lives.isMissing(one, need.second)) this.make(one, need);
    this.make(reference, need, own[0], "proven");
    // What a later call needs is there by then, too.
    for (const one of [...own, ...named]) this.#things.need(reference.key, one.key, tellBefore(need));
    return true;
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
   * Makes a thing, and before it what it needs. `child` is what it is made for, where the log does not name it; `how` is set
   * for what the call takes off or changes, and for what it proves to be there without naming it.
   */
  make(reference: Reference, need: Need, child?: Reference, how?: "undone" | "proven"): void {
    const isUndone = how === "undone";
    const { recipe, key } = reference;
    if (this.#brought.has(key) || this.#open.has(key)) return;
    if (this.#lives.isThere(reference) || this.#facts.mayBeMade(reference)) return;
    // The target is asked for it, but not for what is put on it.
    if (how === undefined && isGiven(recipe.service, recipe.named)) return;
    // What the others did with a thing before its end here does not bring it back.
    if (!this.#lives.hasEnded(key) && this.others?.provides(key, (need.first ?? need.call).step)) return;
    const asking = this.#companions.ask(reference, need.call.step, (whole) => this.#things.has(whole));
    if (asking) {
      this.#lives.add(key);
      this.made.push(asking);
      return;
    }
    this.#open.add(key);
    const parts = this.#facts.gatherParts(reference);
    parts["path"] ??= "/";
    parts["digest"] = digestKey(key);
    tellAddress(recipe, parts);
    if (recipe.scope === "bucket") parts["region"] = findHome(reference, this.#facts.listCalls(key));
    const place = { account: parts["account"] ?? "", region: parts["region"] ?? "" };
    let isLate = isUndone;
    const tellTime = () => (isLate ? need.call.step.at : tellBefore(need));
    const parents = new Map<string, Reference>();
    const evidence = new Set<string>();
    const isNamed = this.#facts.listCalls(key).length > 0;
    const setting = {
      reference,
      parts,
      facts: this.#facts,
      networks: this.#networks,
      users: this.#facts.listCalls(isNamed || !child ? key : child.key),
      holder: isNamed ? undefined : child?.recipe,
      findParent: (type: string) => parents.get(type),
      noteEvidence: (text: string) => evidence.add(text),
      takeParent: (wish: ParentWish, as: string) => {
        const taken = new Set([...parents.values()].map((parent) => parent.key));
        const standIn = isNamed ? undefined : child;
        const parent = this.#parents.choose(reference, { ...place, parts }, wish, taken, need, standIn);
        // What every account has is not made, and is called by its name.
        if (!parent) return as === "arn" ? undefined : wish.of;
        parents.set(wish.isOther ? `${wish.type} (other)` : wish.type, parent.reference);
        if (!wish.isOther) this.#facts.notePlace(key, parent.reference);
        evidence.add(`${wish.type} ${parent.reference.name} ${parent.isKnown ? "by the log" : "made up"}`);
        // What another call makes in the second of the need is there from then on only.
        const isMadeNow = this.#lives.isMadeBeside(parent.reference, need.call, need.second);
        if (!isMadeNow) this.make(parent.reference, need, reference);
        isLate ||= isMadeNow || this.#things.isLater(parent.reference.key, tellBefore(need));
        this.#things.need(key, parent.reference.key, tellTime());
        if (wish.place !== undefined)
          parts[wish.place] ??= this.#parents.tell(parent.reference, "name") ?? "";
        return this.#parents.tell(parent.reference, as);
      },
    };
    const home = this.#findHome(reference, place);
    const making = home === undefined || !recipe.copied ? findMaking(reference, this.#facts) : recipe.copied;
    for (const type of recipe.beside ?? []) {
      const [known] = this.#facts.listOfType(type, place);
      if (!known) setting.takeParent({ ...ANY_ONE, type }, "id");
      else if (this.#lives.isMissing(known, need.second)) this.make(known, need);
    }
    const { operation } = making;
    const input = fillStructure(setting, making.input);
    tellAddress(recipe, parts);
    const output = making.answer && fillStructure(setting, making.answer);
    this.#open.delete(key);
    // What it stands in has brought it along.
    if (this.#brought.has(key)) return;
    this.#lives.add(key);
    for (const one of listBrought(setting, place)) this.#brought.add(one);
    const { step } = need.call;
    const found = evidence.size > 0 ? `${[...evidence].join("; ")}` : "nothing but its name";
    const name = tellEventName(step);
    const told = {
      undone: `${name} undoes it, and no call in the log did it`,
      proven: `${name} fails without it; what it holds is not in the log`,
      needed: `${name} ${step.seen ? "names" : "uses"} it; ${found}`,
    }[how ?? "needed"];
    const madeAs = this.#toldLater.take(reference, step.at);
    const want = (
      operation: string,
      given: Structure,
      answer: Structure | undefined,
      told: string,
      region = place.region,
      service = recipe.service,
      isQuestion = false,
    ) => {
      const call: WantedCall = {
        service,
        operation,
        input: given,
        output: answer,
        account: place.account,
        region,
        at: isQuestion ? step.at : tellTime(),
        ordinal: isLate || isQuestion ? step.ordinal - 0.5 : undefined,
        creation: {
          kind: isQuestion ? "lookup" : step.seen ? "seen" : "prerequisite",
          type: recipe.type,
          recorded: reference.recorded,
          neededBy: step.creation?.neededBy ?? step.id,
          evidence: told,
          ...(isQuestion && madeAs && { of: madeAs.maker.id }),
        },
        neededBy: step.id,
      };
      this.made.push(call);
      if (!isQuestion) this.#things.note(key, call);
    };
    for (let left = this.#countBefore(reference); left > 0; left--)
      want(operation, input, undefined, `${told}; those before it are counted`, home);
    if (madeAs === undefined) want(operation, input, output, told, home);
    const asked = madeAs?.name ?? input[recipe.told?.by ?? ""];
    if (recipe.told && typeof asked === "string") {
      const within = { ...setting, parts: { ...parts, told: asked } };
      want(
        recipe.told.operation,
        fillStructure(within, recipe.told.input),
        fillStructure(within, recipe.told.answer),
        `${tellEventName(step)} uses it; no answer tells the id of ${asked}`,
        home,
        recipe.service,
        true,
      );
    }
    for (const state of listStateCalls(reference, this.#facts.listCalls(key), child, need.call)) {
      const proof = `${tellEventName(state.provenBy.step)} proves the state that it was in`;
      const within = { ...setting, parts: { ...parts, ...state.parts } };
      const filled = fillStructure(within, state.input);
      const answered = state.answer && fillStructure(within, state.answer);
      if (Object.keys(filled).length === Object.keys(state.input).length)
        want(state.operation, filled, answered, proof, undefined, state.service);
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
  #findHome(
    { recipe, name }: Reference,
    { account, region }: Pick<CallSite, "account" | "region">,
  ): string | undefined {
    if (!isCopied(recipe, name)) return undefined;
    return this.#facts
      .listRegions()
      .find((other) => other !== region && this.#lives.has(makeKey(recipe, name, account, other)));
  }

  /** Whether it has made a thing, which may have ended since. */
  hasMade({ key }: Reference): boolean {
    return this.#things.has(key);
  }
}
