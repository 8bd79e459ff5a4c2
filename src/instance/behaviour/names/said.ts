/**
 * Puts what a call says of a thing onto what is known of it: members are said anew, items are added to others of their list
 * or taken out of it. What the call says is read as verification reads it (src/verify/asked.ts).
 */
import { listMembers, withMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { readAsked } from "../../../verify/asked.ts";
import { nameItem } from "../../../verify/asked-items.ts";
import type { Statement } from "../../../verify/expectations.ts";
import type { CompareRows } from "../../../verify/readers.ts";
import { findTagMember } from "../changes/labels.ts";
import type { Context } from "../context.ts";
import { unwrap } from "../fit-value.ts";
import { overlay } from "../overlay.ts";

type Members = Record<string, Value | undefined>;
type Items = readonly Value[];

function isList(value: Value | undefined): value is Items {
  return Array.isArray(value);
}

function listInner(item: Structure): [string, Items][] {
  return Object.entries(item).flatMap(([name, value]) => (isList(value) ? [[name, value]] : []));
}

/** Whether two items have the same scalars: a rule of the same protocol and ports, whatever ranges it lists. */
function hasSameScalars(one: Structure, other: Structure): boolean {
  const pick = (item: Structure) =>
    Object.entries(item).filter(([, value]) => value !== undefined && value !== null && isScalar(value));
  return Bun.deepEquals(Object.fromEntries(pick(one)), Object.fromEntries(pick(other)));
}

/** Where in a list the item stands that another one is about; -1 for none. */
function findAlike(items: Items, item: Value, shape: Shape | undefined): number {
  const name = nameItem(shape, item);
  if (name !== undefined && !(isStructure(item) && listInner(item).length > 0))
    return items.findIndex((one) => nameItem(shape, one) === name);
  return items.findIndex((one) =>
    isStructure(item) ? isStructure(one) && hasSameScalars(one, item) : Bun.deepEquals(one, item),
  );
}

/** An item with what another one of the same scalars lists, too. */
function joinInner(old: Value, item: Value, shape: Shape | undefined): Value {
  if (!isStructure(old) || !isStructure(item) || listInner(item).length === 0) return item;
  const joined: Members = Object.assign(makeStructure(), old);
  for (const [name, items] of listInner(item))
    joined[name] = addItems(joined[name], items, shape?.members?.[name]);
  return joined as Structure;
}

/** A list with more items, or with what they say anew of those that are there. */
function addItems(before: Value | undefined, items: Items, shape: Shape | undefined): Value {
  const all = isList(before) ? [...before] : [];
  for (const item of items) {
    const at = findAlike(all, item, shape?.member);
    const old = all[at];
    if (old === undefined) all.push(item);
    else all[at] = joinInner(old, item, shape?.member);
  }
  return all;
}

/** What is left of an item without what another one lists; undefined where that is nothing. */
function takeInner(old: Value, item: Value, shape: Shape | undefined): Value | undefined {
  if (!isStructure(old) || !isStructure(item) || listInner(item).length === 0) return undefined;
  const rest: Members = Object.assign(makeStructure(), old);
  for (const [name, items] of listInner(item)) {
    const left = takeItems(rest[name], items, shape?.members?.[name]);
    if (isList(left) && left.length > 0) rest[name] = left;
    else delete rest[name];
  }
  return listInner(rest as Structure).some(([, items]) => items.length > 0) ? (rest as Structure) : undefined;
}

function takeItems(before: Value | undefined, items: Items, shape: Shape | undefined): Value | undefined {
  if (!isList(before)) return before;
  const all = [...before];
  for (const item of items) {
    const at = findAlike(all, item, shape?.member);
    const old = all[at];
    if (old === undefined) continue;
    const left = takeInner(old, item, shape?.member);
    all.splice(at, 1, ...(left === undefined ? [] : [left]));
  }
  return all;
}

/** What a call says of its thing, without its tags. */
export function readSaid({ knowledge, input, operation, resources }: Context): Statement {
  const said = readAsked(knowledge, input);
  const tags = findTagMember(operation.input, resources.texts);
  const members: Members = makeStructure();
  for (const [name, value] of Object.entries(said.input))
    if (value !== undefined && value !== null && name !== tags)
      members[name] = operation.model.metadata.protocol === "ec2" ? unwrap(value) : value;
  return renameMembers(knowledge.compares.rename, { ...said, input: members as Structure });
}

/** What is said under the names that the reads have for it. */
function renameMembers(rows: CompareRows["rename"], statement: Statement): Statement {
  if (rows.length === 0) return statement;
  const { input, ref, gone, ...said } = statement;
  const [members, left]: [Members, Members] = [{ ...input }, { ...gone?.input }];
  const shapes: Record<string, Shape> = {};
  for (const { member, as, pair } of rows) {
    const shape = ref?.members?.[member];
    if (pair !== undefined || !shape) continue;
    // What the input has under that name is another thing: the verb of a method, not of what it leads to.
    if (ref?.members?.[as]) delete members[as];
    if (members[member] === undefined) continue;
    members[as] = members[member];
    shapes[as] = shape;
    delete members[member];
    // It is said anew, and not only forgotten.
    delete left[as];
  }
  return {
    ...said,
    input: members as Structure,
    ref: ref && withMembers(ref, { ...ref.members, ...shapes }),
    ...(gone && { gone: { ...gone, input: left as Structure } }),
  };
}

/** The members without what is gone: a member that is null as a whole, else items of its list or keys of its map. */
export function takeSaid(members: Structure, { input, ref }: Pick<Statement, "input" | "ref">): Structure {
  const rest: Members = Object.assign(makeStructure(), members);
  for (const [name, value] of Object.entries(input)) {
    const before = rest[name];
    if (value === null) delete rest[name];
    else if (isList(value)) {
      const left = takeItems(before, value, ref?.members?.[name]);
      if (left !== undefined) rest[name] = left;
    } else if (isStructure(value) && isStructure(before)) {
      rest[name] = Object.fromEntries(Object.entries(before).filter(([key]) => !(key in value)));
    }
  }
  return rest as Structure;
}

/** The members with what a call says of them. `adds`: all its lists and maps add to what is there. */
export function putSaid(
  members: Structure,
  { input, ref, additive, gone }: Statement,
  adds = false,
): Structure {
  const left = gone ? takeSaid(members, gone) : members;
  const said: Members = makeStructure();
  const shapes = Object.fromEntries(listMembers(ref));
  for (const [name, value] of Object.entries(input)) {
    const before = left[name];
    const isAdded = adds || additive?.has(name) === true;
    if (isList(value)) said[name] = isAdded ? addItems(before, value, shapes[name]) : value;
    else said[name] = value;
  }
  return overlay(left, said as Structure);
}

compileLightly(readSaid, listInner);
