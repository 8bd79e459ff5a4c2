/** Counts the calls that a replay sends and of which no plan is made: those after the first of a large log. */
import type { TrailEvent } from "../trail/record.ts";
import { type BoundedTally, type Counted, makeTally } from "./bounded-tally.ts";

/** So many names of each kind are told apart, as of what is read. */
const MOST_NAMES = 2000;

/** Calls of one name. */
export interface NamedCalls {
  readonly service: string;
  readonly eventName: string;
  readonly calls: number;
}

/** The calls of each name, of those that are kept apart. */
function listCalls(tally: BoundedTally<Counted>): ReadonlyMap<string, number> {
  return new Map(tally.list().map(([name, { calls }]) => [name, calls]));
}

export class Unplanned {
  calls = 0;
  readonly #accounts = makeTally(MOST_NAMES);
  readonly #regions = makeTally(MOST_NAMES);
  readonly #operations = makeTally(MOST_NAMES);
  /** Eight bytes a call: what its pace is told by. */
  readonly #times: number[] = [];
  readonly #takenBack = new Map<number, number>();

  /** Counts a call, or takes it back. */
  add({ service, eventName, account, region, at }: TrailEvent, change: 1 | -1): void {
    this.calls += change;
    this.#accounts.take(account).calls += change;
    this.#regions.take(region).calls += change;
    this.#operations.take(`${service} ${eventName}`).calls += change;
    if (change === 1) this.#times.push(at);
    else this.#takenBack.set(at, (this.#takenBack.get(at) ?? 0) + 1);
  }

  get accounts(): ReadonlyMap<string, number> {
    return listCalls(this.#accounts);
  }

  get regions(): ReadonlyMap<string, number> {
    return listCalls(this.#regions);
  }

  get operations(): readonly NamedCalls[] {
    return this.#operations.list().map(([name, { calls }]) => {
      const space = name.indexOf(" ");
      return { service: name.slice(0, space), eventName: name.slice(space + 1), calls };
    });
  }

  /** When they were made, in their order, in milliseconds since 1970. */
  listTimes(): readonly number[] {
    const left = new Map(this.#takenBack);
    const times = this.#times.filter((at) => {
      const count = left.get(at) ?? 0;
      if (count > 0) left.set(at, count - 1);
      return count === 0;
    });
    return times.sort((one, other) => one - other);
  }
}
