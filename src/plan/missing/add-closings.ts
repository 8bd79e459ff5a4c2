/**
 * Adds the calls that production must have seen and the log has lost: a deletion that production accepted, though by
 * the log something still hangs on the thing, gets the inverse of each such attachment right before it; and a removal
 * of what was never attached gets the attachment.
 */
import type { Operation } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { loadReadings } from "../../aws/resources/readings.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";
import { tellEventName, tellEventTime } from "../../dialect/call.ts";
import { listKeys } from "../order/keys.ts";
import { type Creation, type Step, tellSecond } from "../steps.ts";
import { fillOpening, hangsOn, isAbout, readAttachment, readNames, tellDeleted } from "./attached.ts";
import { type AttachmentPair, canBeRefused, doesCascade, findClosing, findOpening } from "./attachments.ts";
import { makeUp } from "./make-up.ts";
import { OpenAttachments } from "./open-attachments.ts";

/** A made-up step of the same service, account, region and second as the one that needs it, right before it. */
function makeUpFor(
  need: Step,
  operation: Operation,
  input: Structure,
  creation: Omit<Creation, "recorded" | "neededBy">,
): Step {
  const { id, service, account, region, at, ordinal } = need;
  return makeUp({
    service,
    operation,
    account,
    region,
    at,
    ordinal: ordinal - 0.5,
    input,
    creation: { ...creation, recorded: nameInput(input), neededBy: need.creation?.neededBy ?? id },
    neededBy: id,
  });
}

/** The first text of an input, for people. */
function nameInput(input: Structure): string {
  const texts = Object.values(input).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return String(texts.find((value) => typeof value === "string") ?? "");
}

/** What an operation brings about or ends, for people: the table's type, and what it does with it where that is all. */
function tellType({ name, model }: Operation): string {
  const { deed, type } = findMeaning(model.service, name);
  const thing = type ?? name;
  return deed === "attach" || deed === "detach" ? `${thing} attachment` : thing;
}

class Ledger {
  /** What is made up because it is older than the log. */
  readonly #madeUp = new Set<string>();
  /** By account, region and service. */
  readonly #open = new Map<string, OpenAttachments>();

  #listAll({ account, region, service }: Step): OpenAttachments {
    const key = `${account} ${region} ${service}`;
    const known = this.#open.get(key) ?? new OpenAttachments();
    this.#open.set(key, known);
    return known;
  }

  /** Notes what a step attaches, or that it makes what is older than the log. */
  attach(step: Step): void {
    if (step.creation) for (const key of listKeys(step.creation.recorded)) this.#madeUp.add(key);
    for (const pair of findOpening(step.operation)) {
      const all = this.#listAll(step);
      if (pair.ends) this.#end(step, all, pair.closes);
      const attachment = readAttachment(step, pair);
      if (attachment) all.add(attachment);
    }
  }

  #end(step: Step, all: OpenAttachments, closes: Operation): boolean {
    // Of a call that replaces an attachment, what it shares with the inverse names the one that ends.
    const members = closes.input?.members ?? {};
    const told = Object.entries(step.input).filter(([name]) => name in members);
    const names = readNames(step.operation, Object.fromEntries(told));
    const ended = all.findByCommon(names).filter((one) => one.pair.closes === closes && isAbout(one, names));
    for (const one of ended) all.delete(one);
    return ended.length > 0;
  }

  /** Ends what a step undoes; tells whether there was such a thing. */
  undo(step: Step): boolean {
    const { operation } = step;
    return findClosing(operation).length > 0 && this.#end(step, this.#listAll(step), operation);
  }

  /** The attachment that a step needs so that it can undo it, where the log has none and it can be told. */
  reopen(step: Step): readonly Step[] {
    const inverted = findClosing(step.operation).filter((pair) => !pair.isLoose || this.#isOlder(step));
    return inverted.some(({ oneWay }) => oneWay) ? [] : inverted.flatMap((pair) => this.#reopen(step, pair));
  }

  /** Whether what a step is about is older than the log, so that it was made without what hung on it. */
  #isOlder({ service, operation, input }: Step): boolean {
    const own = findMeaning(service, operation.name).input.filter(({ part }) => part !== "reference");
    const texts = own.flatMap(({ path }) => readTexts(parsePath(path), input));
    return texts.some((text) => listKeys(text).some((key) => this.#madeUp.has(key)));
  }

  #reopen(step: Step, pair: AttachmentPair): readonly Step[] {
    const input = fillOpening(pair, step);
    if (!input) return [];
    return [
      makeUpFor(step, pair.opens, input, {
        kind: "prerequisite",
        type: tellType(pair.opens),
        evidence: `${tellEventName(step)} undoes it, and no call in the log did it`,
      }),
    ];
  }

  /** The inverses of all that still hangs on what a step deletes, the outermost first. */
  close(step: Step): readonly Step[] {
    const { operation } = step;
    if (findMeaning(step.service, operation.name).deed !== "delete") return [];
    const all = this.#listAll(step);
    const deleted = tellDeleted(step);
    const isRefusable = canBeRefused(operation);
    const closings: Step[] = [];
    for (const attachment of all.find(() => deleted.map(({ keys }) => keys)).reverse()) {
      const { pair, closeInput, opener } = attachment;
      if (
        !all.has(attachment) ||
        pair.isLoose ||
        !(pair.isSure || isRefusable) ||
        !hangsOn(attachment, deleted)
      )
        continue;
      all.delete(attachment);
      if (doesCascade(step.service, operation.name)) continue;
      const closing = makeUpFor(step, pair.closes, closeInput, {
        kind: "closing",
        type: tellType(pair.closes),
        evidence: `${tellEventName(opener)} at ${tellEventTime(opener)} was never undone in the log, and ${operation.name} went through`,
      });
      closings.push(...this.close(closing), closing);
    }
    return closings;
  }
}

/**
 * `steps` (sorted by time) with the removals that the log has lost, as steps with `creation`, each in the second of
 * the deletion that needs it. Bulk data (objects, items, records) is never removed.
 */
export async function addClosings(steps: readonly Step[]): Promise<Step[]> {
  for (const service of new Set(steps.map((step) => step.service))) await loadReadings(service);
  const ledger = new Ledger();
  const seconds = Map.groupBy(steps, tellSecond);
  return [...seconds.values()].flatMap((group) => {
    // Within a second the order is not known: what was attached before is undone first, what is new comes after.
    const early = group.filter((step) => !ledger.undo(step));
    for (const step of group) ledger.attach(step);
    const openings = early.filter((step) => !ledger.undo(step)).flatMap((step) => ledger.reopen(step));
    return [...openings, ...group.flatMap((step) => [...ledger.close(step), step])];
  });
}
