/** The things that calls give other names to. */

import type { Operation } from "../aws/model/types.ts";
import { parsePath, readTexts } from "../aws/resources/read-texts.ts";
import { findMeaning } from "../aws/resources/table.ts";
import type { MemberMeaning } from "../aws/resources/types.ts";
import { compileLightly } from "../base/compiling.ts";
import type { Step } from "./steps.ts";

/** What a call gives another name to. */
export interface NewName {
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

/** The members by which an operation names a thing anew; most have none. */
const renaming = new WeakMap<Operation, readonly MemberMeaning[]>();

function findRenaming(operation: Operation): readonly MemberMeaning[] {
  return renaming.getOrInsertComputed(operation, ({ model, name }) =>
    findMeaning(model.service, name).input.filter(({ part, renames }) => part === "own" && renames === true),
  );
}

/** Whether an operation can give a thing another name. */
export function canRename(operation: Operation): boolean {
  return findRenaming(operation).length > 0;
}

/** The things that a call gives other names to. */
export function listRenamings({ operation, input }: Step): readonly NewName[] {
  const { model, name } = operation;
  const members = findRenaming(operation);
  if (members.length === 0) return [];
  return members.flatMap(({ path, type = "", kind }) => {
    const [to] = readTexts(parsePath(path), input);
    const old = findMeaning(model.service, name).input.filter(
      (one) => one.part === "own" && !one.renames && one.type === type && one.kind === kind,
    );
    const texts = to === undefined ? [] : old.flatMap((one) => readTexts(parsePath(one.path), input));
    return texts.flatMap((from) => (to === undefined || from === to ? [] : [{ type, from, to }]));
  });
}

compileLightly(listRenamings);
