/**
 * What is attached at the start of a second: a call that takes it off goes before one of the same second that puts it on
 * again, or another in its place. Else, of one second, what is attached is attached before it is taken off.
 */

import * as v from "valibot";
import type { Operation } from "../../aws/model/types.ts";
import { parseCallPath, readCall } from "../../aws/resources/fill-input.ts";
import { loadReadings } from "../../aws/resources/readings.ts";
import { makeStructure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { Text } from "../../base/row-types.ts";
import type { Attachment } from "../missing/attached.ts";
import { findChanging, findClosing, findOpening } from "../missing/attachments.ts";
import { loadRecipes } from "../missing/catalogue.ts";
import { Ledger } from "../missing/ledger.ts";
import { type Step, tellSecond } from "../steps.ts";
import {
  groupAlike,
  Index,
  indexClosers,
  isSame,
  listEnding,
  listOpeners,
  listTexts,
  type Opener,
} from "./openers.ts";
import rows from "./standing.json" with { type: "json" };
import { alternate, type Round, type Turn, type Turns } from "./turns.ts";

/**
 * single: of these types of the things that `opens` names, each has one such attachment at a time. born: what `makes` makes
 * has by itself what `opens` would have attached, asked with what `from` finds in the call and its answer, and `with`.
 */
export const StandingRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("single"),
    service: Text,
    opens: Text,
    types: v.pipe(v.array(Text), v.nonEmpty()),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("born"),
    service: Text,
    makes: Text,
    opens: Text,
    from: v.record(Text, Text),
    with: v.record(Text, v.unknown()),
    reason: Text,
  }),
]);

type Row = v.InferOutput<typeof StandingRow>;
type BornRow = Extract<Row, { kind: "born" }>;

const singles = new Map<string, readonly string[]>();
const born = new Map<string, BornRow[]>();
for (const row of rows as readonly Row[]) {
  if (row.kind === "single") singles.set(`${row.service} ${row.opens}`, row.types);
  else born.getOrInsertComputed(`${row.service} ${row.makes}`, () => []).push(row);
}

const NOWHERE: Turns = new Map();

/** Whether two attachments cannot stand beside each other. */
function excludes(one: Attachment, other: Attachment): boolean {
  if (one.pair.closes !== other.pair.closes) return false;
  if (isSame(one.closeInput, other.closeInput)) return true;
  const { model, name } = other.pair.opens;
  const types = singles.get(`${model.service} ${name}`) ?? [];
  return types.some((type) => {
    const [some, others] = [one.names.get(type), other.names.get(type)];
    return some !== undefined && others !== undefined && !some.isDisjointFrom(others);
  });
}

/** A word for each thing that an attachment names and that has one of its kind only. */
function listSlots({ pair: { opens }, names }: Attachment): readonly string[] {
  const types = singles.get(`${opens.model.service} ${opens.name}`) ?? [];
  return types.flatMap((type) => [...(names.get(type) ?? [])].map((key) => `${type} ${key}`));
}

/** The words of what an attachment's inverse says, and its slots, each by itself. */
function listWords(attachment: Attachment): readonly (readonly string[])[] {
  const slots = listSlots(attachment).map((slot) => [slot]);
  const { pair, closeInput } = attachment;
  return [listTexts(closeInput), ...slots].map((words) => words.map((word) => `${pair.closes.name} ${word}`));
}

function isClosing({ operation }: Step): boolean {
  return findClosing(operation).length > 0;
}

function tellScope({ account, region, service }: Step): string {
  return `${account} ${region} ${service}`;
}

/** The services, in their accounts and regions, in some second of which something is put on, and taken off or changed. */
function listContested(steps: readonly Step[]): Set<string> {
  const contested = new Set<string>();
  for (const second of Map.groupBy(steps, tellSecond).values()) {
    if (!second.some(({ operation }) => findOpening(operation).length > 0)) continue;
    const tell = (step: Step, { name }: Operation) => `${tellScope(step)} ${name}`;
    const met = new Set(
      second.flatMap((step) => [
        tell(step, step.operation),
        ...findChanging(step.operation).map(({ opens }) => `${tell(step, opens)} changed`),
      ]),
    );
    for (const step of second)
      for (const { opens, closes } of findOpening(step.operation))
        if (met.has(tell(step, closes)) || met.has(`${tell(step, opens)} changed`))
          contested.add(tellScope(step));
  }
  return contested;
}

/** Keeps, second by second, what stands attached. */
export class Standing {
  readonly #ledger = new Ledger();

  private constructor(readonly contested: ReadonlySet<string>) {}

  /** For steps sorted by time. */
  static async load(steps: readonly Step[]): Promise<Standing> {
    for (const service of new Set(steps.map((step) => step.service))) {
      await loadReadings(service);
      await loadRecipes(service);
    }
    return new Standing(listContested(steps));
  }

  #pick(steps: readonly Step[]): readonly Step[] {
    if (this.contested.size === 0) return [];
    return steps.filter((step) => this.contested.has(tellScope(step)));
  }

  /** Notes what a call makes by itself with a thing. */
  #noteBorn(step: Step): void {
    for (const { opens, from, with: given } of born.get(`${step.service} ${step.operation.name}`) ?? []) {
      const operation = step.operation.model.operations[opens];
      if (!operation) continue;
      const input = Object.assign(makeStructure(), given);
      for (const [member, path] of Object.entries(from)) {
        const [value] = readCall(parseCallPath(path), step);
        if (value !== undefined) input[member] = value;
      }
      const opener: Step = { ...step, operation, input, output: makeStructure() };
      for (const pair of findOpening(operation)) this.#ledger.note(opener, pair);
    }
  }

  /** Where the calls of the next second go that what stands before it places. */
  place(second: readonly Step[]): Turns {
    const steps = this.#pick(second);
    for (const step of steps) this.#noteBorn(step);
    const openers = listOpeners(steps);
    if (openers.length === 0) return NOWHERE;
    const closers = steps.filter(isClosing);
    const turns = new Map<Step, Turn>();
    const opened = new Set(openers.map(({ step }) => step.operation));
    for (const step of steps)
      if (findChanging(step.operation).some(({ opens }) => opened.has(opens))) turns.set(step, "changing");
    this.#alternate(closers, openers, turns);
    const isPlaced = (step: Step) => typeof turns.get(step) === "object";
    const single = openers.filter(({ step }) => !isPlaced(step));
    const again = this.#findEarly(
      closers.filter((closer) => !isPlaced(closer)),
      single,
      turns,
    );
    findLate(
      single.filter((opener) => !again.has(opener)),
      closers.filter((closer) => !turns.has(closer)),
      turns,
    );
    return turns;
  }

  /** Places what puts the same on several times and what takes it off as often: by turns, whichever can be first. */
  #alternate(closers: readonly Step[], openers: readonly Opener[], turns: Map<Step, Turn>): void {
    if (openers.length < 2 || closers.length < 2) return;
    const index = indexClosers(closers);
    for (const [first, ...others] of groupAlike(openers)) {
      if (first === undefined || others.length === 0) continue;
      const ending = listEnding(index, first);
      if (ending.length < 2) continue;
      const stands = this.#ledger.find(first.step, first.attachment.pair.closes).length > 0;
      const opening = [first, ...others].map(({ step }) => step);
      const endsFirst = stands || ending.length > opening.length;
      const round: Round = { calls: endsFirst ? alternate(ending, opening) : alternate(opening, ending) };
      for (const step of round.calls) turns.set(step, round);
    }
  }

  /** Places what takes off what stood before what puts it on again, each before one. */
  #findEarly(
    closers: readonly Step[],
    openers: readonly Opener[],
    turns: Map<Step, Turn>,
  ): ReadonlySet<Opener> {
    const again = new Set<Opener>();
    const index = new Index<Opener>();
    for (const opener of openers) index.add(opener, listWords(opener.attachment).flat());
    for (const closer of closers) {
      const ended = this.#ledger.find(closer, closer.operation);
      const opener = ended
        .filter(({ closeInput }) => isSame(closeInput, closer.input))
        .flatMap((one) =>
          listWords(one)
            .flatMap((words) => index.find(words))
            .filter((other) => !again.has(other) && excludes(one, other.attachment)),
        )[0];
      if (!opener) continue;
      again.add(opener);
      turns.set(closer, "early");
    }
    return again;
  }

  /** Notes what the calls of a second did, in the order in which they go. */
  note(second: readonly Step[]): void {
    for (const step of this.#pick(second)) {
      this.#ledger.undo(step);
      this.#ledger.attach(step);
    }
  }
}

/**
 * What did not stand, and is put on once more than it is taken off, stands in the end: the last that puts it on goes last. Of
 * what a thing has one of, so does what is not taken off, where another one is.
 */
function findLate(openers: readonly Opener[], closers: readonly Step[], turns: Map<Step, Turn>): void {
  if (openers.length < 2 || closers.length === 0) return;
  const index = indexClosers(closers);
  for (const group of groupAlike(openers)) {
    const last = group.length > 1 ? group.at(-1) : undefined;
    const count = last ? listEnding(index, last).length : 0;
    if (last && count > 0 && group.length > count) turns.set(last.step, "late");
  }
  const slots = new Map<string, Opener[]>();
  for (const opener of openers)
    for (const slot of listSlots(opener.attachment)) slots.getOrInsertComputed(slot, () => []).push(opener);
  for (const group of slots.values()) {
    if (group.length < 2) continue;
    const ended = group.map((one) => ({ step: one.step, ending: listEnding(index, one) }));
    const left = ended.filter(({ ending }) => ending.length === 0);
    if (left.length > 0 && left.length < group.length) for (const { step } of left) turns.set(step, "late");
    if (left.length > 0 || ended.some(({ ending }) => ending.length > 1)) continue;
    // Each is taken off where it is before it is put on elsewhere.
    const round: Round = { calls: ended.flatMap(({ step, ending }) => [step, ...ending]) };
    if (new Set(round.calls).size === round.calls.length)
      for (const step of round.calls) turns.set(step, round);
  }
}

compileLightly(listContested, Standing.prototype.place);
