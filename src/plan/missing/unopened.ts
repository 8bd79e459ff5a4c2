/** Finds the calls that take off, or change, what no call of the log has put on. */

import { loadReadings } from "../../aws/resources/readings.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { makeStructure, type Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import { readRecord } from "../fill/applies-here.ts";
import { holdsAny } from "../fill/conditions.ts";
import { canRename } from "../renamings.ts";
import { type Step, tellSecond } from "../steps.ts";
import { nameSubject } from "../subject.ts";
import { type Names, readNames } from "./attached.ts";
import { type AttachmentPair, findChanging, findClosing, hasPairs } from "./attachments.ts";
import { loadRecipes } from "./catalogue.ts";
import { isSuited } from "./derived/rows.ts";
import { Ledger } from "./ledger.ts";

/** A pair whose attachment a call needs, and what the call says of it: the members of the inverse. */
export interface Unopened {
  readonly pair: AttachmentPair;
  readonly told: Structure;
}

const NONE: readonly Unopened[] = [];

/** The part of an input that an operation has members for. */
function tellInverse(step: Step, { closes, told: names = {} }: AttachmentPair): Structure {
  const input = nameSubject(step);
  const members = closes.input?.members ?? {};
  const told = makeStructure();
  for (const [member, value] of Object.entries(input)) {
    const name = names[member] ?? member;
    if (members[name]) told[name] = value ?? null;
  }
  return told;
}

/** What a call takes off that is not on; nothing where one of the pairs cannot be told from it. */
function listClosed(step: Step): readonly Unopened[] {
  const pairs = findClosing(step.operation).filter(({ except }) => !holdsAny(readRecord(step), except));
  return pairs.some(({ oneWay }) => oneWay) ? [] : pairs.map((pair) => ({ pair, told: nameSubject(step) }));
}

/** What a call changes that is not on; from then on it is. */
function listChanged(step: Step, ledger: Ledger): readonly Unopened[] {
  return findChanging(step.operation).flatMap((pair) => {
    if (ledger.holds(step, pair) || !isSuited(step.service, pair.opens.name)) return [];
    ledger.note(step, pair);
    return [{ pair, told: tellInverse(step, pair) }];
  });
}

/** What things were made with: a group is made with the balancers that a later call takes off it. */
class Births {
  readonly #byText = new Map<string, Names>();

  #write({ service, account, region }: Step, type: string, text: string): string {
    return `${account} ${region} ${service} ${type} ${text}`;
  }

  note(step: Step): void {
    const { service, operation, input } = step;
    if (findMeaning(service, operation.name).deed !== "create") return;
    const used = readNames(operation, input, "reference");
    if (used.length === 0) return;
    const uses = new Map(used.map(({ type, keys }) => [type, keys]));
    const own = readNames(operation, input, "own");
    for (const { type, keys } of own)
      for (const text of keys) this.#byText.set(this.#write(step, type, text), uses);
  }

  /** Whether a thing was made with all that a call takes off it. */
  has(step: Step): boolean {
    const { operation, input } = step;
    const parted = readNames(operation, input, "reference");
    if (parted.length === 0) return false;
    const own = readNames(operation, input, "own");
    const births = own.flatMap(({ type, keys }) =>
      [...keys].flatMap((text) => this.#byText.get(this.#write(step, type, text)) ?? []),
    );
    return births.some((uses) =>
      parted.every(({ type, keys }) => [...keys].some((key) => uses.get(type)?.has(key))),
    );
  }
}

/** For each of `steps` (sorted by time) that needs it, what would have to be attached before it. */
export async function findUnopened(steps: readonly Step[]): Promise<ReadonlyMap<Step, readonly Unopened[]>> {
  for (const service of new Set(steps.map((step) => step.service))) {
    await loadReadings(service);
    await loadRecipes(service);
  }
  const concerned = steps.filter(({ service, operation }) => {
    const { deed } = findMeaning(service, operation.name);
    return deed === "create" || hasPairs(operation) || canRename(operation);
  });
  const ledger = new Ledger();
  const births = new Births();
  const found = new Map<Step, readonly Unopened[]>();
  for (const group of Map.groupBy(concerned, tellSecond).values()) {
    leaveCalls(group.length);
    // Within a second the order is not known: what was attached before is undone first, what is new comes after.
    const early = group.filter((step) => !ledger.undo(step));
    ledger.attachAll(group);
    for (const step of group) births.note(step);
    for (const step of early) {
      const isUndone = ledger.undo(step);
      const closed = isUndone ? NONE : listClosed(step);
      const off = closed.length === 0 || births.has(step) ? NONE : closed;
      const changed = listChanged(step, ledger);
      if (off.length + changed.length > 0) found.set(step, [...off, ...changed]);
    }
  }
  return found;
}

compileLightly(listClosed, listChanged);
