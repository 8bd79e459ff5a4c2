/** The lives of the things in a log, from the call that makes each to the one that removes it, for what stands at its end. */

import { findMeaning } from "../../aws/resources/table.ts";
import { areApart, isApart, readApart } from "../apart.ts";
import { BETWEEN, nameInKey } from "../order/keys.ts";
import { findKind } from "../order/kinds.ts";
import type { OrderedStep } from "../order/order.ts";
import type { Role, Touch, Use } from "../order/touches.ts";
import { listRenamings, type NewName } from "../renamings.ts";
import { bareType, type GivenName, isSame, type Life, listAround, mayBe, startLife } from "./life.ts";
import { countAsked, keepWhole, listContainers } from "./members.ts";
import { LivesByName } from "./names.ts";

const PARTING: ReadonlySet<Role> = new Set(["removes a part", "detaches"]);
const ENDS: ReadonlySet<Touch["deed"]> = new Set(["delete", "detach", "untag"]);

/** What a call names by itself, and not by what else the log says of that name. */
export function isNamed({ isLinked, isJoined }: Use): boolean {
  return !isLinked && !isJoined;
}

/** The things that a name means, and whether they go by that name for sure. */
export interface Meant {
  readonly lives: readonly Life[];
  readonly isSure: boolean;
}

/** Steps are known by their place in the order. */
export class Lifetimes {
  readonly #names = new LivesByName();
  /** What stands in a thing without having its name, by the thing's key. */
  readonly #partsOf = new Map<string, Life[]>();
  /** The lives that a step begins or goes on with, and those that it ends. */
  readonly begun = new Map<number, readonly Life[]>();
  readonly ended = new Map<number, readonly Life[]>();
  /** The steps whose removals others called back. */
  readonly calledBack = new Set<number>();

  constructor(readonly steps: readonly OrderedStep[]) {
    for (const [place, step] of steps.entries()) {
      // An association has an id of its own, which ends when it is dissolved.
      if (ENDS.has(step.touch.deed)) {
        this.#end(place, step);
        this.#leave(place, step);
      } else {
        this.#revive(place, step);
        if (!this.#rename(place, step, listRenamings(step))) this.#begin(place, step);
      }
    }
  }

  /** The things that a use of a step is about at that time, or may be where none of the name is so surely. */
  find(use: Use, step: OrderedStep, place: number): Meant {
    const begun = use.isOwn && use.role === "makes" ? this.begun.get(place) : undefined;
    if (begun) return { lives: begun.filter(({ names }) => names.has(use.key)), isSure: true };
    const named = this.#name(use, step);
    const all = this.#names.listAt(use.key, place);
    const same = all.filter((life) => isSame(life, named));
    const isSure = same.length > 0;
    return { lives: this.#narrow(isSure ? same : all.filter((life) => mayBe(life, named)), step), isSure };
  }

  #name({ key, type }: Use, step: OrderedStep): GivenName {
    return { key, type, kind: findKind(step, type) };
  }

  /** The lives of what stands in a thing of that key and type, and goes with it. */
  #listParts(key: string, type: string | undefined): Life[] {
    const depth = nameInKey(key).split(BETWEEN).length;
    const inside = this.#names
      .listInside(key)
      .flatMap((inner) =>
        this.#names.listOpen(inner).filter((life) => listAround(life)[depth - 1] === bareType(type)),
      );
    const others = (this.#partsOf.get(key) ?? []).filter(
      ({ end, around }) =>
        end === Number.POSITIVE_INFINITY &&
        around.some((use) => use.key === key && bareType(use.type) === bareType(type)),
    );
    return [...inside, ...others];
  }

  /**
   * What is used after its removal, and not made again, was not gone: it was called back, or the log lost that it was made
   * again.
   */
  #revive(place: number, step: OrderedStep): void {
    for (const use of step.touch.uses) {
      if (!use.isOwn || !use.isExclusive || use.role === "makes" || use.isStray || !isNamed(use)) continue;
      if (this.#names.countOpen(use.key) > 0) continue;
      const named = this.#name(use, step);
      const last = this.#names.findLast(use.key, (life) => isSame(life, named));
      if (last === undefined || last.end >= place) continue;
      const { end } = last;
      if (findMeaning(step.service, step.operation.name).revives) this.calledBack.add(end);
      for (const life of this.ended.get(end) ?? []) if (life.end === end) this.#names.reopen(life);
    }
  }

  /**
   * What a step renames goes on under the new name, also where it is older than the log: what is made under the old one
   * afterwards is another thing. False where it renames nothing.
   */
  #rename(place: number, step: OrderedStep, renamings: readonly NewName[]): boolean {
    const { uses } = step.touch;
    let isKnown = false;
    for (const { from, to } of renamings) {
      const useOf = (text: string) => uses.find((use) => use.isOwn && use.text === text);
      const [before, after] = [useOf(from), useOf(to)];
      if (before === undefined || after === undefined || before.key === after.key) continue;
      const named = this.#name(before, step);
      if (!this.#names.listOpen(before.key).some((life) => isSame(life, named)))
        this.#addBefore(named, step, Number.POSITIVE_INFINITY);
      for (const key of [before.key, ...this.#names.listInside(before.key)]) {
        for (const life of this.#names.listOpen(key)) {
          if (key === before.key && !isSame(life, named)) continue;
          this.#names.rename(life, key, after.key + key.slice(before.key.length), place);
          isKnown ||= key === before.key;
        }
      }
    }
    return isKnown;
  }

  #begin(place: number, step: OrderedStep): void {
    const { deed, type, uses, makesSeveral } = step.touch;
    const own = uses.filter((use) => use.isOwn && use.role === "makes" && !use.isJoined);
    if (own.length === 0) return;
    const isAssociation = deed !== "create" && deed !== "put";
    const { service } = step;
    const around = listContainers(step.touch);
    const stands = listAround({ service, type }).length > 0 ? [] : around;
    const apart = readApart(step);
    const kind = findKind(step, type);
    const fresh = { service, type, kind, isAssociation, apart, start: place, around: stands };
    const begin = (begun: readonly Use[], of?: readonly Life[]): Life => {
      const keys = new Set(begun.map(({ key }) => key));
      const known = of ? undefined : this.#findSame(keys, begun, step);
      if (known) return known;
      const whole = keepWhole(begun).map(({ key }) => key);
      const life = startLife({ ...fresh, whole, ...(of ? { of } : {}) });
      for (const key of keys) this.#names.add(key, life, place);
      for (const { key } of stands) this.#partsOf.getOrInsertComputed(key, () => []).push(life);
      return life;
    };
    const isMain = (use: Use) =>
      makesSeveral
        ? use.type === undefined || bareType(use.type) === bareType(type)
        : isAssociation && use.isAmong;
    const main = own.filter(isMain).map((use) => begin([use]));
    const others = own.filter((use) => !isMain(use));
    const named = makesSeveral || main.length > 0 ? main : [begin(others)];
    const beside = main.length > 0 && others.length > 0 ? [begin(others, main)] : [];
    // What the answer does not name no call can take off by name: nothing tells that it has gone.
    const isShort =
      isAssociation && own.some(({ isMinted }) => isMinted) && countAsked(step.input) > named.length;
    this.begun.set(place, [...named, ...beside, ...(isShort ? [startLife(fresh)] : [])]);
  }

  /** Begins what a removal makes. */
  #leave(place: number, step: OrderedStep): void {
    const { service, touch } = step;
    const left = touch.uses.filter((use) => use.isOwn && use.role === "makes");
    if (left.length === 0) return;
    const lives = left.map(({ key, type }) => {
      const life = startLife({ service, type, kind: findKind(step, type), start: place, whole: [key] });
      this.#names.add(key, life, place);
      return life;
    });
    this.begun.set(place, lives);
  }

  /** The life that a step goes on with, where all names that it gives are one thing's already: it was put or asked for again. */
  #findSame(keys: ReadonlySet<string>, uses: readonly Use[], step: OrderedStep): Life | undefined {
    if (uses.some(({ isStray }) => isStray)) return undefined;
    const counts = [...keys].map((key) => [this.#names.countOpen(key), key] as const);
    const [fewest] = counts.sort(([one], [other]) => one - other);
    if (!fewest || fewest[0] === 0) return undefined;
    const around = listContainers(step.touch).map(({ key }) => key);
    const apart = readApart(step);
    return this.#names
      .listOpen(fewest[1])
      .find(
        (life) =>
          life.type === step.touch.type &&
          !areApart(life.apart, apart) &&
          keys.isSubsetOf(life.names) &&
          life.around.every(({ key }) => around.includes(key)),
      );
  }

  /** Of things of one name those of which the call says most. */
  #narrow(lives: Life[], { touch }: OrderedStep): Life[] {
    if (lives.length < 2) return lives;
    const named = touch.uses.filter(isNamed);
    const count = ({ names }: Life) => named.filter(({ key }) => names.has(key)).length;
    const most = Math.max(...lives.map(count));
    return lives.filter((life) => count(life) === most);
  }

  #end(place: number, step: OrderedStep): void {
    const { deed, uses } = step.touch;
    // What a thing was made in, which can be of its kind, is not removed with it.
    const parting = uses.filter(
      (use) =>
        !use.isJoined && use.role !== "makes" && (use.isOwn || (deed !== "delete" && PARTING.has(use.role))),
    );
    // One thing can go by several names at once, as several do by one each.
    const things = step.touch.namesSeveral || deed !== "delete" ? parting.map((use) => [use]) : [parting];
    this.ended.set(
      place,
      things.flatMap((names) => this.#endOne(names, step, place)),
    );
  }

  #endOne(names: readonly Use[], step: OrderedStep, place: number): readonly Life[] {
    const { deed, type } = step.touch;
    const isRemoval = deed === "delete";
    const open = [...new Set(names.flatMap(({ key }) => this.#names.listOpen(key)))];
    const isOther = ({ apart }: Life) => apart.undoneBy === step.operation && isApart(apart, step.input);
    const candidates = open.filter(
      (one) => one.type === type && (isRemoval || one.isAssociation) && !isOther(one),
    );
    const [life] = this.#narrow(candidates, step);
    if (life) {
      const ended = new Set([life]);
      const told = names.map(({ key }) => key);
      if (isRemoval)
        for (const one of ended)
          for (const key of one === life ? [...one.whole, ...told] : one.whole)
            for (const part of this.#listParts(key, one.type)) ended.add(part);
      for (const one of ended) this.#names.close(one, place);
      return [...ended];
    }
    const [first] = names.filter(({ isOwn }) => isOwn);
    // What goes by one of its names, though of another type, may be what it is a version of.
    return isRemoval && open.length === 0 && first
      ? [this.#addBefore(this.#name(first, step), step, place)]
      : [];
  }

  /** What no call of the log made: it was there before the log begins, or what it stands in brought it along. It lasts to `end`. */
  #addBefore(named: GivenName, step: OrderedStep, end: number): Life {
    const { key } = named;
    const { service } = step;
    const { type } = step.touch;
    const broughtBy = listContainers(step.touch).flatMap((use) => {
      const around = this.#name(use, step);
      return this.#names.listOpen(use.key).filter((one) => one.start >= 0 && isSame(one, around));
    });
    const life = startLife({
      service,
      type,
      kind: findKind(step, type),
      start: -1,
      end,
      whole: [key],
      ...(broughtBy.length > 0 ? { broughtBy } : {}),
    });
    this.#names.add(
      key,
      life,
      this.#names.tellFree(key, (one) => isSame(one, named)),
    );
    return life;
  }
}
