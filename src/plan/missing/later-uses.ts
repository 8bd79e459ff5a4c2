/** Tells what the log goes on to use after a moment, so that nothing is taken away that was there. */
import { findMeaning } from "../../aws/resources/table.ts";
import { type Step, tellSecond } from "../steps.ts";
import { type Deleted, isAbout, type NamedByMember, readNames, tellDeleted } from "./attached.ts";

function writePlace({ service, account, region }: Step): string {
  return `${account} ${region} ${service}`;
}

/** Whether whatever both name of one type is the same. */
function areSame(one: readonly NamedByMember[], other: readonly NamedByMember[]): boolean {
  return isAbout({ names: new Map(one.map(({ type, keys }) => [type, keys])) }, other);
}

function doesMake({ service, operation }: Step): boolean {
  return findMeaning(service, operation.name).deed === "create";
}

/** Where those of a later second than `second` begin among `steps`, which are sorted by time. */
function findLater(steps: readonly Step[], second: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const step = steps[middle];
    if (step && tellSecond(step) <= second) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls by what they name, read where something is asked for: of most logs nothing is. */
export class LaterUses {
  readonly #byText = new Map<string, Map<string, Step[]>>();

  constructor(readonly steps: readonly Step[]) {}

  #read(place: string): Map<string, Step[]> {
    const byText = new Map<string, Step[]>();
    for (const step of this.steps) {
      if (writePlace(step) !== place) continue;
      const texts = new Set(readNames(step.operation, step.input).flatMap(({ keys }) => [...keys]));
      for (const text of texts) byText.getOrInsertComputed(text, () => []).push(step);
    }
    return byText;
  }

  #listAbout(deletion: Step, { needed, type }: Pick<Deleted, "needed" | "type">): Step[] {
    const place = writePlace(deletion);
    const byText = this.#byText.getOrInsertComputed(place, () => this.#read(place));
    const own = needed.find((one) => one.type === type);
    return [...(own?.keys ?? [])].flatMap((text) => byText.get(text) ?? []);
  }

  /** Whether the second of `deletion` makes anew what was there before, so that what it puts on is on the new one. */
  isRenewed(deletion: Step): boolean {
    const deleted = tellDeleted(deletion);
    if (!deleted) return false;
    const { needed, type } = deleted;
    const isOwn = ({ operation, input }: Step) => {
      const named = readNames(operation, input, "own");
      return named.some((one) => one.type === type) && areSame(needed, named);
    };
    const second = tellSecond(deletion);
    const about = this.#listAbout(deletion, deleted).filter((step) => tellSecond(step) <= second);
    const isMadeNow = about.some((step) => tellSecond(step) === second && doesMake(step) && isOwn(step));
    if (!isMadeNow) return false;
    const last = about.findLast((step) => tellSecond(step) < second && isOwn(step));
    return last !== undefined && findMeaning(last.service, last.operation.name).deed !== "delete";
  }

  /** Whether the log uses what `deletion` would take away in a later second, before it makes such a thing anew. */
  has(deletion: Step): boolean {
    const deleted = tellDeleted(deletion);
    if (!deleted) return false;
    const { needed, type } = deleted;
    const place = writePlace(deletion);
    const byText = this.#byText.getOrInsertComputed(place, () => this.#read(place));
    const second = tellSecond(deletion);
    const own = needed.find((one) => one.type === type);
    const isUse = ({ operation, input }: Step) => {
      const named = readNames(operation, input);
      return named.some((one) => one.type === type) && areSame(needed, named);
    };
    const next = [...(own?.keys ?? [])].flatMap((text) => {
      const all = byText.get(text) ?? [];
      return all.slice(findLater(all, second)).find(isUse) ?? [];
    });
    const [first] = next.sort((a, b) => a.at - b.at);
    return first !== undefined && !doesMake(first);
  }
}
