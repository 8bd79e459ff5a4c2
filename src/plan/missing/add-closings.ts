/**
 * Adds the calls that production must have seen and the log has lost: a deletion that production accepted, though by
 * the log something still hangs on the thing, gets the inverse of each such attachment right before it; and a removal
 * of what was never attached gets the attachment.
 */
import { makeStructure, type Structure } from "../../aws/values.ts";
import { decodeAnswer } from "../../dialect/answers.ts";
import { parseVerb } from "../order/verbs.ts";
import type { Creation, Step } from "../steps.ts";
import { type Attachment, hangsOn, isAbout, mapInput, readAttachment, readNames } from "./attached.ts";
import { canConflict, doesCascade, findPairs, type Pair } from "./attachments.ts";

const SECOND = 1000;

/** A made-up step of the same service, account, region and second as the one that needs it, right before it. */
function makeUp(need: Step, operation: Step["operation"], input: Structure, creation: Creation): Step {
  const event = {
    ...need.event,
    eventId: "",
    eventName: operation.name,
    operation: operation.name,
    requestParameters: input,
    responseElements: null,
    additionalEventData: null,
    resources: null,
    invokedBy: undefined,
    ordinal: need.event.ordinal - 0.5,
  };
  return { event, model: need.model, operation, input, unmatched: [], creation };
}

/** The first text of an input, for people. */
function nameInput(input: Structure): string {
  const texts = Object.values(input).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return String(texts.find((value) => typeof value === "string") ?? "");
}

class Ledger {
  /** By account, region and service, in the order of attaching. */
  readonly #open = new Map<string, Set<Attachment>>();

  #listAll({ event }: Step): Set<Attachment> {
    const key = `${event.account} ${event.region} ${event.service}`;
    const known = this.#open.get(key) ?? new Set();
    this.#open.set(key, known);
    return known;
  }

  /** Notes what a step attaches. */
  attach(step: Step): void {
    const all = this.#listAll(step);
    for (const pair of findPairs(step.model)) {
      if (pair.opens !== step.operation.name) continue;
      if (pair.ends) this.#end(step, all, pair.closes);
      const attachment = readAttachment(step, pair);
      if (attachment) all.add(attachment);
    }
  }

  #end(step: Step, all: Set<Attachment>, closes: string): boolean {
    const { model, operation, input } = step;
    const inverse = model.operations[closes]?.input;
    const members = inverse ? (inverse.members ?? {}) : {};
    // Of a call that replaces an attachment, what it shares with the inverse names the one that ends.
    const told = Object.entries(input).filter(([name]) => name in members);
    const names = readNames(operation, Object.fromEntries(told));
    const ended = [...all].filter((one) => one.pair.closes === closes && isAbout(one, names));
    for (const one of ended) all.delete(one);
    return ended.length > 0;
  }

  /** Ends what a step undoes; tells whether there was such a thing. */
  undo(step: Step): boolean {
    return this.#end(step, this.#listAll(step), step.operation.name);
  }

  /** The attachment that a step needs so that it can undo it, where the log has none and it can be told. */
  reopen(step: Step): readonly Step[] {
    const inverted = findPairs(step.model).filter(({ closes }) => closes === step.operation.name);
    return inverted.some(({ oneWay }) => oneWay) ? [] : inverted.flatMap((pair) => this.#reopen(step, pair));
  }

  #reopen(step: Step, pair: Pair): readonly Step[] {
    const opens = step.model.operations[pair.opens];
    const added = Object.assign(makeStructure(), pair.openWith) as Structure;
    const sources = {
      input: { ...added, ...step.input },
      answer: decodeAnswer(step.operation, step.event.responseElements),
    };
    const input = opens && mapInput(opens, sources, undefined);
    if (!opens || !input) return [];
    const creation: Creation = {
      kind: "prerequisite",
      type: `${parseVerb(opens.name).noun} attachment`,
      recorded: nameInput(input),
      neededBy: step.event.eventId,
      evidence: `${step.event.eventName} undoes it, and no call in the log did it`,
    };
    return [makeUp(step, opens, input, creation)];
  }

  /** The inverses of all that still hangs on what a step deletes, the outermost first. */
  close(step: Step): readonly Step[] {
    const { operation } = step;
    if (parseVerb(operation.name).deed !== "delete") return [];
    const all = this.#listAll(step);
    const canBeRefused = canConflict(operation);
    const closings: Step[] = [];
    for (const attachment of [...all].reverse()) {
      const { pair, closes, closeInput, opener } = attachment;
      if (!all.has(attachment) || (pair.byModel && !canBeRefused) || !hangsOn(attachment, step)) continue;
      all.delete(attachment);
      if (doesCascade(step.event.service, operation.name, closes.name)) continue;
      const creation: Creation = {
        kind: "closing",
        type: parseVerb(closes.name).noun,
        recorded: nameInput(closeInput),
        neededBy: step.event.eventId,
        evidence: `${opener.event.eventName} at ${opener.event.eventTime} was never undone in the log, and ${operation.name} went through`,
      };
      const closing = makeUp(step, closes, closeInput, creation);
      closings.push(...this.close(closing), closing);
    }
    return closings;
  }
}

/**
 * `steps` (sorted by time) with the removals that the log has lost, as steps with `creation`, each in the second of
 * the deletion that needs it. Bulk data (objects, items, records) is never removed.
 */
export function addClosings(steps: readonly Step[]): Step[] {
  const ledger = new Ledger();
  const seconds = Map.groupBy(steps, ({ event }) => Math.floor(event.at / SECOND));
  return [...seconds.values()].flatMap((group) => {
    // Within a second the order is not known: what was attached before is undone first, what is new comes after.
    const early = group.filter((step) => !ledger.undo(step));
    for (const step of group) ledger.attach(step);
    const openings = early.filter((step) => !ledger.undo(step)).flatMap((step) => ledger.reopen(step));
    return [...openings, ...group.flatMap((step) => [...ledger.close(step), step])];
  });
}
