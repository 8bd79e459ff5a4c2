/**
 * What is expected of one thing: what each call asked for, without what later calls said anew or took away. Each change
 * costs what the changing call holds, whatever was asked for before; what is left is put together once, at the end.
 */
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Step } from "../plan/steps.ts";
import { matchesLoosely } from "./same.ts";

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

/** One item of a list or a map: of a list of tags in a list of specifications, too. */
interface Item {
  readonly entry: Entry;
  /** Where it stands: the member, or the member and the place of the specification that holds it. */
  readonly holder: string;
  readonly member: string;
  readonly name: string | undefined;
  readonly value: Value;
}

interface Entry extends Pick<Asked, "step" | "input" | "ref"> {
  /** Members that a later call has said anew. */
  readonly replaced: Set<string>;
  /** Items that are gone, by holder and place or key. */
  readonly taken: Set<string>;
}

/**
 * The member that tells an item from its like: of a pair of texts the first, as in tags; else the one that has to be there
 * first of all.
 */
function findNaming(shape: Shape | undefined): string | undefined {
  const texts = listMembers(shape).filter(([, { type }]) => type === "string");
  const [first, second] = texts;
  const isPair = texts.length === 2 && Object.keys(shape?.members ?? {}).length <= 3;
  if (first && second && isPair) return first[0];
  return shape?.required?.find((name) => texts.some(([text]) => text === name));
}

/** The text that tells an item of a list from its like; undefined where none does. */
export function nameItem(shape: Shape | undefined, item: Value): string | undefined {
  if (typeof item === "string") return item;
  const naming = isStructure(item) ? findNaming(shape) : undefined;
  const name = isStructure(item) && naming !== undefined ? item[naming] : undefined;
  return typeof name === "string" ? name : undefined;
}

function listItems(entry: Entry, member: string, shape: Shape | undefined, value: Value): Item[] {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item, place): Item[] => {
      const name = nameItem(shape?.member, item);
      const holder = `${member} ${place}`;
      // Tags that are given for a type of thing: TagSpecifications[].Tags.
      const inner = isStructure(item) && shape?.member?.type === "structure" ? Object.entries(item) : [];
      const nested = inner.flatMap(([within, held]) =>
        Array.isArray(held)
          ? listItems(entry, member, shape?.member?.members?.[within], held).map((one) => ({
              ...one,
              holder: `${holder} ${within} ${one.holder.slice(member.length + 1)}`,
            }))
          : [],
      );
      return [{ entry, holder, member, name, value: item }, ...nested];
    });
  }
  if (!isStructure(value) || shape?.type !== "map") return [];
  return Object.entries(value).map(([name, held]) => ({
    entry,
    holder: `${member} ${name}`,
    member,
    name,
    value: held ?? null,
  }));
}

function isCollection(value: Value | undefined): boolean {
  return Array.isArray(value) || isStructure(value);
}

function withoutGone(gone: ReadonlySet<string>, holder: string, value: Value): Value {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item, place): Value[] => {
      const at = `${holder} ${place}`;
      if (gone.has(at)) return [];
      if (!isStructure(item)) return [item];
      const kept = makeStructure();
      for (const [name, held] of Object.entries(item))
        kept[name] = Array.isArray(held) ? withoutGone(gone, `${at} ${name}`, held) : (held ?? null);
      return [kept];
    });
  }
  if (!isStructure(value)) return value;
  const kept = makeStructure();
  for (const [name, held] of Object.entries(value))
    if (!gone.has(`${holder} ${name}`)) kept[name] = held ?? null;
  return kept;
}

/** What calls ask of one thing. */
export class Expectations {
  readonly #entries: Entry[] = [];
  /** The entries in which a member still says something. */
  readonly #members = new Map<string, Entry[]>();
  readonly #byName = new Map<string, Item[]>();
  readonly #unnamed: Item[] = [];
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

  #drop(item: Item): void {
    if (item.entry.taken.has(item.holder) || item.entry.replaced.has(item.member)) return;
    item.entry.taken.add(item.holder);
    this.#items--;
  }

  #dropNamed(name: string, member: string | undefined): number {
    const items = this.#byName.get(name) ?? [];
    const kept = items.filter((item) => {
      const isMeant = member === undefined || item.member === member;
      if (isMeant) this.#drop(item);
      return !isMeant;
    });
    this.#byName.set(name, kept);
    return items.length - kept.length;
  }

  /** Takes what a later call says anew out of what was asked before: whole members, or only the items of its names. */
  replace({ input, ref, additive, gone }: Statement, isAdditive: boolean): void {
    if (gone) {
      this.replace(gone, true);
      // What has no name is told by what it says.
      for (const part of Object.values(gone.input).flatMap((value) => (Array.isArray(value) ? value : [])))
        if (isStructure(part)) this.#dropAlike(part);
    }
    for (const [member, value] of Object.entries(input)) {
      const earlier = this.#members.get(member);
      const isStructured = isStructure(value) && ref?.members?.[member]?.type === "structure";
      // A change may give in a structure of its own what the thing was made with member by member.
      if (!earlier && isStructured) this.#replaceMembers(Object.keys(value));
      if (!earlier || value === undefined) continue;
      // A structure is put as a whole, also where its lists would be added to if they stood alone.
      if ((isAdditive || additive?.has(member)) && !isStructured && isCollection(value)) {
        const probe: Entry = { step: this.maker, input, ref, replaced: new Set(), taken: new Set() };
        const names = listItems(probe, member, ref?.members?.[member], value).flatMap(
          ({ name }) => name ?? [],
        );
        for (const name of names) this.#dropNamed(name, member);
      } else {
        this.#replaceMembers([member]);
      }
    }
  }

  #replaceMembers(members: readonly string[]): void {
    for (const member of members) {
      for (const entry of this.#members.get(member) ?? []) entry.replaced.add(member);
      this.#members.delete(member);
    }
  }

  /** Adds what a call asks for, in place of what it says anew. */
  add(asked: Asked, isAdditive: boolean): void {
    if (this.#entries.length > 0) this.replace(asked, isAdditive);
    const { step, input, ref } = asked;
    const entry: Entry = { step, input, ref, replaced: new Set(), taken: new Set() };
    this.#entries.push(entry);
    for (const [member, value] of Object.entries(asked.input)) {
      if (value === undefined) continue;
      const holders = this.#members.get(member);
      if (holders) holders.push(entry);
      else this.#members.set(member, [entry]);
      for (const item of listItems(entry, member, asked.ref?.members?.[member], value)) {
        this.#items++;
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
      const probe: Entry = { step: this.maker, input, ref, replaced: new Set(), taken: new Set() };
      // What is gone with its whole says nothing of its like in others: the same range in another rule.
      let whole: string | undefined;
      for (const { name, holder, value: part } of listItems(probe, member, shape, value)) {
        if (whole !== undefined && holder.startsWith(`${whole} `)) continue;
        const found = name === undefined ? 0 : this.#dropNamed(name, undefined);
        if (found === 0 && isStructure(part) && this.#dropAlike(part) > 0) whole = holder;
      }
    }
    if (!listsParts) return "none";
    return this.#items <= 0 ? "all" : "parts";
  }

  #dropAlike(part: Value): number {
    const alike = this.#unnamed
      .slice(0, MOST_COMPARED)
      .filter(({ value }) => isStructure(value) && matchesLoosely(value, part));
    for (const item of alike) this.#drop(item);
    return alike.length;
  }

  /** What is left, in the order of the calls. */
  settle(): Claim[] {
    return this.#entries.map(({ step, input, ref, replaced, taken }) => {
      const expected = makeStructure();
      for (const [member, value] of Object.entries(input))
        if (!replaced.has(member) && value !== undefined)
          expected[member] = taken.size === 0 ? value : withoutGone(taken, member, value);
      return { step, input, ref, expected };
    });
  }
}
