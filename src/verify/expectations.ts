/**
 * What is expected of one thing: what each call asked for, without what later calls said anew or took away. Each change
 * costs what the changing call holds, whatever was asked for before; what is left is put together once, at the end.
 */
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure } from "../aws/values.ts";
import type { Step } from "../plan/steps.ts";
import {
  type AskedEntry,
  type AskedItem,
  areOneHolder,
  areStructures,
  askAlone,
  isCollection,
  listItems,
  withoutGone,
} from "./asked-items.ts";
import { matchesLoosely } from "./same.ts";
import { saysAnything } from "./scopes.ts";

/** What a call says of a thing, of a shape. */
export interface Statement {
  readonly input: Structure;
  /** undefined where the call has no input. */
  readonly ref: Shape | undefined;
  /** Members of which only the items that are named are said anew. */
  readonly additive?: ReadonlySet<string>;
  /** What no longer holds: items of members, and members that are null. */
  readonly gone?: Pick<Statement, "input" | "ref">;
}

/** What one call asked for. */
export interface Asked extends Statement {
  readonly step: Step;
}

/** What is left of it. */
export interface Claim extends Asked {
  readonly expected: Structure;
}

/** Of more items than these no other is compared with one that is described and not named. */
const MOST_COMPARED = 200;

/** What calls ask of one thing. */
export class Expectations {
  readonly #entries: AskedEntry[] = [];
  /** The entries in which a member still says something. */
  readonly #members = new Map<string, AskedEntry[]>();
  /** Where a structure of an earlier call has a member of that name. */
  readonly #inner = new Map<string, { readonly entry: AskedEntry; readonly within: string }[]>();
  readonly #byName = new Map<string, AskedItem[]>();
  readonly #unnamed: AskedItem[] = [];
  /** The items of the first call in which no others stand. */
  readonly #leaves: AskedItem[] = [];
  #items = 0;

  constructor(first: Asked) {
    this.add(first, false);
  }

  /** The first call that asked for the thing. */
  get maker(): Step {
    const first = this.#entries[0];
    if (!first) throw new RangeError("nothing is expected");
    return first.step;
  }

  get steps(): Step[] {
    return this.#entries.map(({ step }) => step);
  }

  #drop(item: AskedItem): void {
    if (item.entry.taken.has(item.holder) || item.entry.replaced.has(item.member)) return;
    item.entry.taken.add(item.holder);
    if (!item.within) this.#items--;
    else if (--item.within.inner === 0) this.#drop(item.within);
  }

  /** Drops the items that are called as one, in what holds that; `isSame`: of which all that it says is true. */
  #dropNamed(one: AskedItem, member: string | undefined, isSame: boolean): number {
    const items = this.#byName.get(one.name ?? "") ?? [];
    const kept = items.filter((item) => {
      const isMeant =
        (member === undefined || item.member === member) && areOneHolder(item.within, one.within);
      const isOther = isSame && areStructures(item, one) && !matchesLoosely(item.value, one.value);
      if (isMeant && !isOther) this.#drop(item);
      return !isMeant || isOther;
    });
    this.#byName.set(one.name ?? "", kept);
    return items.length - kept.length;
  }

  /** Takes what a later call says anew out of what was asked before: whole members, or only the items of its names. */
  replace({ input, ref, additive, gone }: Statement, isAdditive: boolean): void {
    if (gone) {
      this.replace(gone, true);
      // What has no name is told by what it says.
      for (const part of Object.values(gone.input).flatMap((value) => (Array.isArray(value) ? value : [])))
        this.#dropAlike({ value: part, within: undefined });
    }
    for (const [member, value] of Object.entries(input)) {
      const earlier = this.#members.get(member);
      const isStructured = isStructure(value) && ref?.members?.[member]?.type === "structure";
      // A change may give in a structure of its own what the thing was made with member by member.
      if (!earlier && isStructured) this.#replaceMembers(Object.keys(value));
      // Or the other way round: what stood in a structure, by itself.
      if (!earlier && value !== undefined) this.#replaceInner(member);
      if (!earlier || value === undefined) continue;
      // A structure is put as a whole, also where its lists would be added to if they stood alone.
      if ((isAdditive || additive?.has(member)) && !isStructured && isCollection(value)) {
        const probe: AskedEntry = { step: this.maker, input, ref, replaced: new Set(), taken: new Set() };
        for (const item of listItems(probe, member, ref?.members?.[member], value))
          if (item.name !== undefined) this.#dropNamed(item, member, false);
      } else {
        this.#replaceMembers([member]);
      }
    }
  }

  /** Takes the items out that a later call puts anew. `all`: no item is left of those that were asked for. */
  giveUp(asked: Statement): "some" | "all" {
    if (this.#items === 0) return "some";
    const lists = Object.entries(asked.input).filter(([, value]) => Array.isArray(value));
    this.replace({ ...asked, input: Object.assign(makeStructure(), Object.fromEntries(lists)) }, true);
    return this.#items <= 0 ? "all" : "some";
  }

  #replaceMembers(members: readonly string[]): void {
    for (const member of members) {
      for (const entry of this.#members.get(member) ?? []) entry.replaced.add(member);
      this.#members.delete(member);
    }
  }

  #replaceInner(member: string): void {
    for (const { entry, within } of this.#inner.get(member) ?? []) entry.taken.add(`${within} ${member}`);
    this.#inner.delete(member);
  }

  /** Adds what a call asks for, in place of what it says anew. */
  add(asked: Asked, isAdditive: boolean): void {
    if (this.#entries.length > 0) this.replace(asked, isAdditive);
    const { step, input, ref } = asked;
    const entry: AskedEntry = { step, input, ref, replaced: new Set(), taken: new Set() };
    this.#entries.push(entry);
    for (const [member, value] of Object.entries(asked.input)) {
      if (value === undefined) continue;
      const holders = this.#members.get(member);
      if (holders) holders.push(entry);
      else this.#members.set(member, [entry]);
      if (isStructure(value) && ref?.members?.[member]?.type === "structure")
        for (const name of Object.keys(value))
          this.#inner.getOrInsertComputed(name, () => []).push({ entry, within: member });
      for (const item of listItems(entry, member, asked.ref?.members?.[member], value)) {
        if (!item.within) this.#items++;
        if (this.#entries.length === 1 && item.inner === 0) this.#leaves.push(item);
        const alike = item.name === undefined ? this.#unnamed : this.#byName.get(item.name);
        if (alike) alike.push(item);
        else if (item.name !== undefined) this.#byName.set(item.name, [item]);
      }
    }
  }

  /**
   * Takes the parts out that a removing call lists, but for the members that name the thing itself (`naming`). `none`: it
   * lists no parts; `all`: of what was asked for in lists nothing is left.
   */
  take({ input, ref }: Pick<Asked, "input" | "ref">, naming: ReadonlySet<string>): "none" | "parts" | "all" {
    let listsParts = false;
    for (const [member, value] of Object.entries(input)) {
      if (naming.has(member) || !isCollection(value) || value === undefined) continue;
      const shape = ref?.members?.[member];
      if (shape?.type === "structure") continue;
      listsParts = true;
      const probe: AskedEntry = { step: this.maker, input, ref, replaced: new Set(), taken: new Set() };
      // What is gone with its whole says nothing of its like in others: the same range in another rule.
      let whole: string | undefined;
      for (const item of listItems(probe, member, shape, value)) {
        if (whole !== undefined && item.holder.startsWith(`${whole} `)) continue;
        const found = item.name === undefined ? 0 : this.#dropNamed(item, undefined, true);
        if (found === 0 && this.#dropAlike(item) > 0) whole = item.holder;
      }
    }
    if (!listsParts) return "none";
    return this.#items <= 0 ? "all" : "parts";
  }

  /**
   * Takes items out by the ids that the service has answered for them, of each its place; gives each as an input that asks for
   * nothing else. undefined where it did not answer one for each item.
   */
  takeAnswered(places: readonly number[], count: number): Structure[] | undefined {
    if (this.#leaves.length !== count || this.#entries.length > 1) return undefined;
    const taken = places.flatMap((place) => this.#leaves[place] ?? []);
    for (const item of taken) this.#drop(item);
    return taken.map(askAlone);
  }

  #dropAlike({ value: part, within }: Pick<AskedItem, "value" | "within">): number {
    if (!isStructure(part)) return 0;
    const isAlike = ({ value }: AskedItem) =>
      isStructure(value) && matchesLoosely(value, part) && matchesLoosely(part, value);
    const alike = this.#unnamed
      .slice(0, MOST_COMPARED)
      .filter((item) => isAlike(item) && areOneHolder(item.within, within));
    for (const item of alike) this.#drop(item);
    return alike.length;
  }

  /** What is left, in the order of the calls. */
  settle(): Claim[] {
    return this.#entries.map(({ step, input, ref, replaced, taken }) => {
      const expected = makeStructure();
      for (const [member, value] of Object.entries(input)) {
        if (replaced.has(member) || value === undefined) continue;
        const left = taken.size === 0 ? value : withoutGone(taken, member, value);
        // Of what is gone whole nothing is asked, not that there be none.
        if (left === value || saysAnything(left) || !saysAnything(value)) expected[member] = left;
      }
      return { step, input, ref, expected };
    });
  }
}
