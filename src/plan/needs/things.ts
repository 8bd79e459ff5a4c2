/** The things that calls name, told apart by their lives. What no call begins or ends goes by its name. */
import { findResources } from "../../aws/resources/table.ts";
import type { Life } from "../final/life.ts";
import { isNamed, Lifetimes } from "../final/lives.ts";
import { listDistinctive } from "../order/given-texts.ts";
import { BETWEEN, isUnique, nameInKey, strayKey } from "../order/keys.ts";
import type { OrderedStep } from "../order/order.ts";
import { nameThing, type Touch, type Use } from "../order/touches.ts";

/** One life of a thing or, where the log begins and ends none by that name, its key. */
export type LoggedThing = Life | string;

/** What a call names, and the things that it means by that. */
export interface NamedThings {
  readonly use: Use;
  readonly things: readonly LoggedThing[];
}

/** What stands in a thing; a setting has no ARN, is named in that thing only, and CloudFormation would declare it. */
interface InnerThing {
  readonly thing: LoggedThing;
  readonly isSetting: boolean;
}

/**
 * Whether a call says for sure that it means a thing. Of the texts that the resource table does not take for names, an ARN, an
 * id, a path through what the thing stands in, and what nobody chose do; the last word of a path may be anything's.
 */
function isSaid(use: Use): boolean {
  const { isLinked, isGuessed, isOwn, type, text, key } = use;
  if (use.isImplied || (use.isStray && !isOwn)) return false;
  // Who asked, an answer tells as well, in a member of which nobody knows what it is.
  if (use.isMinted && !isOwn && type === undefined) return false;
  if (!isLinked) return isNamed(use);
  const name = nameInKey(key);
  const isSure = text.includes("arn:") || isUnique(name) || name.includes(BETWEEN);
  return !isGuessed && (isSure || listDistinctive(text).length > 0);
}

/** Whether the operation makes a thing that lasts by itself, and not only brings things together. */
function isLasting({ isAssociation }: Life): boolean {
  return !isAssociation;
}

/** What these do brings two things together, or parts them. */
const BINDS: ReadonlySet<Touch["deed"]> = new Set(["attach", "detach"]);

/** Of what something is put to, or taken off. */
function isHolding({ use }: NamedThings): boolean {
  return use.isContainer && use.isExclusive && !use.isOwn;
}

function addTo<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.getOrInsertComputed(key, () => []);
  if (known.at(-1) !== value) known.push(value);
}

const NO_PLACES: readonly number[] = [];

/** Knows of each thing which calls are about it, which only use it, and what stands in it. Calls are known by their place in the order. */
export class ThingsOfCalls {
  readonly #lives: Lifetimes;
  readonly #about = new Map<LoggedThing, number[]>();
  readonly #using = new Map<LoggedThing, number[]>();
  /** What calls made under names that their answers gave, whatever type of thing others take these for. */
  readonly #minted = new Map<string, Life[]>();
  readonly #binding = new Map<LoggedThing, number[]>();
  readonly #naming = new Map<LoggedThing, number[]>();
  readonly #inner = new Map<LoggedThing, InnerThing[]>();
  /** What each call names and makes. */
  readonly #named: (readonly NamedThings[])[] = [];
  /** What each call changes, and whether it makes something. */
  readonly #changed: ReadonlySet<LoggedThing>[] = [];

  constructor(readonly steps: readonly OrderedStep[]) {
    this.#lives = new Lifetimes(steps);
    for (const [place, step] of steps.entries()) this.#note(place, step);
  }

  /** What a call names. */
  listNamed(place: number): readonly NamedThings[] {
    return this.#named[place] ?? [];
  }

  /** What a call makes. */
  listMade(place: number): readonly Life[] {
    return this.#lives.begun.get(place) ?? [];
  }

  /** The calls that make, change or remove a thing. */
  listAbout(thing: LoggedThing): readonly number[] {
    return this.#about.get(thing) ?? NO_PLACES;
  }

  /** The calls that use a thing, and neither change it nor make another one of it. */
  listUsing(thing: LoggedThing): readonly number[] {
    return this.#using.get(thing) ?? NO_PLACES;
  }

  /** The calls that bound a thing to another one, which is what they are about: an address to a network interface. */
  listBinding(thing: LoggedThing): readonly number[] {
    return this.#binding.get(thing) ?? NO_PLACES;
  }

  /** All calls that name a thing. */
  listNaming(thing: LoggedThing): readonly number[] {
    return this.#naming.get(thing) ?? NO_PLACES;
  }

  /** What stands in a thing. */
  listInner(thing: LoggedThing): readonly InnerThing[] {
    return this.#inner.get(thing) ?? [];
  }

  /** What a call changes. */
  listChanged(place: number): ReadonlySet<LoggedThing> {
    return this.#changed[place] ?? new Set();
  }

  #find(step: OrderedStep, place: number): NamedThings[] {
    const named: NamedThings[] = [];
    // A name's parts count only where the whole of it is nobody's.
    const told = new Set<string>();
    // What stands in a thing may be taken for another one where some call does not say in what its own stands.
    const strays = new Set(step.touch.uses.map(({ key, type }) => nameThing(strayKey(key) ?? "", type)));
    for (const use of step.touch.uses) {
      const name = `${use.text}\n${use.type}`;
      if (!isSaid(use) || (!use.isAround && told.has(name)) || strays.has(use.thing)) continue;
      const lives = this.#findLives(use, step, place);
      if (lives.length > 0 && !use.isAround) told.add(name);
      if (lives.length > 0 || !use.isAround)
        named.push({ use, things: lives.length > 0 ? lives : [use.key] });
    }
    return named;
  }

  #findLives(use: Use, step: OrderedStep, place: number): readonly Life[] {
    const { lives } = this.#lives.find(use, step, place);
    if (lives.length > 0) return lives;
    return this.#minted.get(use.key)?.filter(({ end }) => place <= end) ?? [];
  }

  #note(place: number, step: OrderedStep): void {
    const made = this.listMade(place);
    for (const { key, isMinted, isOwn } of step.touch.uses)
      if (isMinted && isOwn) for (const life of made) if (life.names.has(key)) addTo(this.#minted, key, life);
    const named = this.#find(step, place);
    const makes = made.some(isLasting);
    // What was there before, as a policy of AWS's own, is no other once it is put to something.
    const isPut = (thing: LoggedThing) =>
      typeof thing === "string" && BINDS.has(step.touch.deed) && named.some(isHolding);
    const own = new Set<LoggedThing>([
      ...made,
      ...named.flatMap(({ use, things }) => (use.isOwn ? things.filter((thing) => !isPut(thing)) : [])),
    ]);
    const changed = new Set(own);
    for (const { use, things } of named) {
      if (use.isOwn) continue;
      const isChanged = use.isExclusive && !makes;
      for (const thing of things)
        if (isChanged) changed.add(thing);
        else if (!makes) addTo(this.#using, thing, place);
    }
    for (const thing of this.#placeOwn(step, named, own, made)) changed.add(thing);
    const binds = step.touch.deed === "attach" && made.some((life) => life.isAssociation);
    for (const { use, things } of named)
      for (const thing of things) {
        addTo(this.#naming, thing, place);
        if (binds && !use.isOwn && !use.isListed && !use.isLinked) addTo(this.#binding, thing, place);
      }
    for (const thing of changed) addTo(this.#about, thing, place);
    this.#named.push(named);
    this.#changed.push(changed);
  }

  /** Takes note of what a call's things stand in; gives those of these that it changes by that. */
  #placeOwn(
    step: OrderedStep,
    named: readonly NamedThings[],
    own: ReadonlySet<LoggedThing>,
    made: readonly Life[],
  ): readonly LoggedThing[] {
    const { touch } = step;
    const around = named.filter(({ use }) => !use.isOwn && (use.isContainer || use.isAround));
    const isOuter = ({ use }: NamedThings) => around.some((one) => one.use.key.startsWith(use.key + BETWEEN));
    // Of a call that does not say which thing it is about, it is known in what that stands.
    const changed = touch.isBlind
      ? around.filter((one) => !isOuter(one)).flatMap(({ things }) => things)
      : [];
    const isBound = new Set<LoggedThing>(touch.deed === "delete" ? own : made);
    for (const { use, things } of around)
      for (const thing of own) {
        if (things.includes(thing)) continue;
        const names = typeof thing === "string" ? [thing] : [...thing.names];
        const isNested = names.some((name) => name.startsWith(use.key + BETWEEN));
        const type = this.#typeOf(step, thing, named);
        const isPart = isNested && (type?.arns.length ?? 0) === 0;
        if (typeof thing === "string" && isPart) changed.push(...things);
        else if (isBound.has(thing))
          for (const outer of things)
            addTo(this.#inner, outer, { thing, isSetting: isPart && type?.cfn !== undefined });
      }
    return changed;
  }

  #typeOf({ service }: OrderedStep, thing: LoggedThing, named: readonly NamedThings[]) {
    const type =
      typeof thing === "string" ? named.find(({ use }) => use.key === thing)?.use.type : thing.type;
    return findResources(service)?.types[type ?? ""];
  }
}
