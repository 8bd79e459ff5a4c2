/** Keeps, call by call, what the log has attached and not undone. */

import type { Operation } from "../../aws/model/types.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { listRenamings } from "../renamings.ts";
import { type Step, tellSecond } from "../steps.ts";
import {
  type Attachment,
  changeReferences,
  isAbout,
  isInverse,
  isSameKind,
  isSamePart,
  nameNameless,
  namePart,
  readAttachment,
  readNames,
  standsThere,
  tellAround,
} from "./attached.ts";
import { type AttachmentPair, findClosing, findOpening } from "./attachments.ts";
import { OpenAttachments } from "./open-attachments.ts";
import { orderRenamings, renameAttachment } from "./renamed.ts";

const NONE: ReadonlySet<Attachment> = new Set();

/** Of what a second has put on more than once, all but the first: something of that second took it off in between. */
function listAgain(found: readonly Attachment[], second: number): ReadonlySet<Attachment> {
  const seen = new Set<string>();
  const isAgain = ({ pair, opener, closeInput }: Attachment) => {
    if (tellSecond(opener) !== second) return false;
    const text = JSON.stringify([pair.closes.name, closeInput]);
    return seen.size === seen.add(text).size;
  };
  return new Set(found.filter(isAgain));
}

export class Ledger {
  /** By account, region and service. */
  readonly #open = new Map<string, OpenAttachments>();

  /** All that is attached in the service, account and region of a step. */
  listAll({ account, region, service }: Step): OpenAttachments {
    return this.#open.getOrInsertComputed(`${account} ${region} ${service}`, () => new OpenAttachments());
  }

  /** What hangs on a thing that a step renames hangs on it under the new name. */
  #rename(step: Step): void {
    for (const renaming of listRenamings(step)) {
      const named = [{ type: renaming.type, keys: new Set([renaming.from]) }];
      for (const one of this.listAll(step).findByCommon(named)) {
        if (!isAbout(one, named)) continue;
        this.listAll(step).delete(one);
        this.listAll(step).add(renameAttachment(one, renaming));
      }
    }
  }

  /** What stands there by itself and uses others uses those that a change of it names from then on. */
  #change(step: Step): void {
    const { service, operation, input } = step;
    const { deed, type } = findMeaning(service, operation.name);
    if (deed !== "update" || type === undefined) return;
    const references = readNames(operation, input, "reference");
    const own = ["own", "container"] as const;
    const named = own.flatMap((part) => readNames(operation, input, part));
    if (references.length === 0 || named.length === 0) return;
    for (const one of this.listAll(step).findByCommon(named)) {
      const { closes } = one.pair;
      const ended = findMeaning(closes.model.service, closes.name);
      if (ended.deed !== "delete" || ended.type !== type || !isAbout(one, named)) continue;
      this.listAll(step).delete(one);
      this.listAll(step).add(changeReferences(one, references));
    }
  }

  /** Notes what the calls of a second attach. */
  attachAll(steps: readonly Step[]): void {
    const has = (step: Step, type: string, name: string) => {
      const named = [{ type, keys: new Set([name]) }];
      return this.listAll(step)
        .findByCommon(named)
        .some((one) => isAbout(one, named));
    };
    for (const step of orderRenamings(steps, has)) this.attach(step);
  }

  /** Notes what a step attaches. */
  attach(step: Step): void {
    this.#rename(step);
    this.#change(step);
    for (const pair of findOpening(step.operation)) {
      if (pair.ends) this.#end(step, pair.closes);
      this.note(step, pair);
    }
  }

  /** Notes what a call with the input and the answer of `step` would attach by this pair. */
  note(step: Step, pair: AttachmentPair): void {
    const attachment = readAttachment(step, pair);
    if (attachment) this.listAll(step).add(attachment);
  }

  /** The attachments that a call with the input of `step` would end if it were `closes`, whose members have other `names`. */
  find(step: Step, closes: Operation, names: AttachmentPair["told"] = {}): readonly Attachment[] {
    // Of a call that replaces an attachment, what it shares with the inverse names the one that ends.
    const members = closes.input?.members ?? {};
    const said = Object.entries(step.input).map(([name, value]) => [names[name] ?? name, value] as const);
    const told: Structure = Object.fromEntries(said.filter(([name]) => name in members));
    const own = readNames(step.operation, told);
    const unnamed = own.length === 0 ? [nameNameless(closes, step.input)] : own;
    const about = [...unnamed, namePart(closes)];
    const around = tellAround(step);
    const found = this.listAll(step).findByCommon(about);
    return found.filter(
      (one) =>
        one.pair.closes === closes &&
        (isInverse(one, told) ||
          (isAbout(one, about) &&
            standsThere(one, around) &&
            isSameKind(one, told) &&
            (one.pair.isPart === undefined || isSamePart(one, told)))),
    );
  }

  #end(step: Step, closes: Operation): void {
    for (const one of this.find(step, closes)) this.listAll(step).delete(one);
  }

  /** Ends what a step undoes; tells whether there was such a thing. What its own second puts on again and again it ends once. */
  undo(step: Step): boolean {
    if (findClosing(step.operation).length === 0) return false;
    const found = this.find(step, step.operation);
    const again = found.length > 1 ? listAgain(found, tellSecond(step)) : NONE;
    for (const one of found) if (!again.has(one)) this.listAll(step).delete(one);
    return found.length > 0;
  }

  /** Whether what a step changes by this pair is attached. */
  holds(step: Step, { closes, told }: AttachmentPair): boolean {
    return this.find(step, closes, told).length > 0;
  }
}

compileLightly(Ledger.prototype.attach, Ledger.prototype.undo, Ledger.prototype.find, Ledger.prototype.note);
