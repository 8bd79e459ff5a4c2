/** Which calls bring up some things and all that they need. */
import type { LoggedThing, ThingsOfCalls } from "./things.ts";

/** Calls that were chosen, and for what. */
export interface Chosen {
  /** By their place in the order. */
  readonly places: ReadonlySet<number>;
  /** What was asked for, with what stands in it. */
  readonly asked: ReadonlySet<LoggedThing>;
  /** The same with all that it needs. */
  readonly needed: ReadonlySet<LoggedThing>;
}

/** Grows from what is asked for, until nothing that a chosen call names is left out. Takes time that grows with what is chosen. */
export class Closure implements Chosen {
  readonly places = new Set<number>();
  readonly asked = new Set<LoggedThing>();
  readonly needed = new Set<LoggedThing>();
  readonly #open: LoggedThing[] = [];

  constructor(readonly calls: ThingsOfCalls) {}

  /** Chooses what made, changed and used things, what stands in them, and what all that needs. */
  ask(things: Iterable<LoggedThing>): void {
    const open = [...things];
    for (let thing = open.pop(); thing !== undefined; thing = open.pop()) {
      if (this.asked.has(thing)) continue;
      this.asked.add(thing);
      this.#need(thing);
      for (const place of this.calls.listBinding(thing)) this.#choose(place);
      // What was there before the log, and is only used in it, is known by what uses it.
      if (this.calls.listAbout(thing).length === 0)
        for (const place of this.calls.listNaming(thing)) this.#choose(place);
      for (const inner of this.calls.listInner(thing)) open.push(inner.thing);
    }
    this.#close();
  }

  /** Chooses what made and changed things, and what that needs. */
  need(things: Iterable<LoggedThing>): void {
    for (const thing of things) this.#need(thing);
    this.#close();
  }

  /** Chooses calls, and what these need. */
  take(places: Iterable<number>): void {
    for (const place of places) this.#choose(place);
    this.#close();
  }

  #need(thing: LoggedThing): void {
    if (this.needed.has(thing)) return;
    this.needed.add(thing);
    this.#open.push(thing);
  }

  #choose(place: number): void {
    if (this.places.has(place)) return;
    this.places.add(place);
    for (const { things } of this.calls.listNamed(place)) for (const thing of things) this.#need(thing);
    for (const thing of this.calls.listMade(place)) this.#need(thing);
  }

  #close(): void {
    do {
      for (let thing = this.#open.pop(); thing !== undefined; thing = this.#open.pop()) {
        for (const place of this.calls.listAbout(thing)) this.#choose(place);
        for (const inner of this.calls.listInner(thing)) if (inner.isSetting) this.#need(inner.thing);
      }
      this.#chooseUses();
    } while (this.#open.length > 0);
  }

  /** What uses a thing that was asked for, and changes nothing besides what is there anyway. */
  #chooseUses(): void {
    for (const thing of this.asked)
      for (const place of this.calls.listUsing(thing))
        if (this.calls.listChanged(place).isSubsetOf(this.needed)) this.#choose(place);
  }
}
