/** Attachments of things that get another name. */

import { makeStructure, type Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { listRenamings, type NewName } from "../renamings.ts";
import type { Step } from "../steps.ts";
import type { Attachment } from "./attached.ts";

/** An attachment on what has another name now. */
export function renameAttachment(attachment: Attachment, { type, from, to }: NewName): Attachment {
  const names = new Map(attachment.names);
  names.set(type, new Set([...(names.get(type) ?? [])].map((text) => (text === from ? to : text))));
  const closeInput: Structure = Object.assign(makeStructure(), attachment.closeInput);
  const renamed = Object.entries(closeInput).map(([member, value]) => [member, value === from ? to : value]);
  return { ...attachment, names, closeInput: Object.assign(closeInput, Object.fromEntries(renamed)) };
}

/** The names of so many things are told apart that one second gives other ones. */
const MOST_RENAMINGS = 64;

/**
 * Calls of one second, those that give other names in an order in which none takes a name that something still has; `has` tells
 * of what had a name before.
 */
export function orderRenamings(
  steps: readonly Step[],
  has: (step: Step, type: string, name: string) => boolean,
): readonly Step[] {
  const renaming = steps.flatMap((step) => {
    const [name] = listRenamings(step);
    return name ? [{ step, ...name }] : [];
  });
  if (renaming.length < 2 || renaming.length > MOST_RENAMINGS) return steps;
  const write = ({ service, account, region }: Step, type: string, name: string) =>
    [service, account, region, type, name].join(" ");
  const taken = new Set<string>();
  for (const { step, type, from, to } of renaming)
    for (const name of [from, to]) if (has(step, type, name)) taken.add(write(step, type, name));
  const left = new Set(renaming);
  const ordered: Step[] = [];
  while (left.size > 0) {
    const isFree = ({ step, type, to }: (typeof renaming)[number]) => !taken.has(write(step, type, to));
    const isThere = ({ step, type, from }: (typeof renaming)[number]) => taken.has(write(step, type, from));
    const all = [...left];
    const next = all.find((one) => isFree(one) && isThere(one)) ?? all.find(isFree) ?? all[0];
    if (next === undefined) break;
    left.delete(next);
    taken.delete(write(next.step, next.type, next.from));
    taken.add(write(next.step, next.type, next.to));
    ordered.push(next.step);
  }
  const moved = new Set(ordered);
  return steps.flatMap((step) => (moved.has(step) ? (ordered.shift() ?? step) : step));
}

compileLightly(orderRenamings);
