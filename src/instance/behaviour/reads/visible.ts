/** Tells whether a change would be seen: by the members that the reads of a type tell of its things. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, ServiceModel, Shape } from "../../../aws/model/types.ts";
import { isStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../context.ts";
import { listToldOtherwise } from "../makes/presets.ts";
import { readOuterType } from "../names/names.ts";

/** How deep a read is looked through: an answer, a list in it, its things, and what these are made of. */
const DEEPEST = 4;

function addMembers(shape: Shape | undefined, names: Set<string>, depth: number): void {
  if (!shape || depth > DEEPEST) return;
  addMembers(shape.member, names, depth);
  for (const [name, member] of listMembers(shape)) {
    names.add(name.toLowerCase());
    addMembers(member, names, depth + 1);
  }
}

const known = new WeakMap<ServiceModel, Map<string, ReadonlySet<string>>>();

function listTold({ operation, resources }: Context, type: string): ReadonlySet<string> {
  const ofModel = known.getOrInsertComputed(operation.model, () => new Map());
  return ofModel.getOrInsertComputed(type, () => {
    const names = new Set<string>();
    for (const [name, { deed, type: of }] of Object.entries(resources.operations)) {
      const read: Operation | undefined = operation.model.operations[name];
      if (of === type && (deed === "read" || deed === "list")) addMembers(read?.output, names, 0);
    }
    return names;
  });
}

const reading = new WeakMap<Operation, ReadonlySet<string>>();

/** What the reads tell of what the thing stands in, where they are those of the very operation: a table's of its routes. */
function listRead(context: Context): ReadonlySet<string> {
  const { operation, readings, resources } = context;
  return reading.getOrInsertComputed(operation, () => {
    const names = new Set<string>();
    const outer = readOuterType(context);
    for (const read of readings.readings[operation.name] ?? [])
      if (outer !== undefined && resources.operations[read.operation]?.type === outer)
        addMembers(operation.model.operations[read.operation]?.output, names, 0);
    return names;
  });
}

/** Whether some read of things of a type tells a member that the changes have; what changes nothing is seen, too. */
export function isSeen(context: Context, type: string, changes: Structure): boolean {
  const names = Object.keys(changes);
  // What an API takes in one structure it may tell without: a table's definition.
  const inner = Object.values(changes).flatMap((value) => (isStructure(value) ? Object.keys(value) : []));
  const told = listTold(context, type);
  const all = [...names, ...inner].map((name) => name.toLowerCase());
  if (names.length === 0 || all.some((name) => told.has(name))) return true;
  const read = listRead(context);
  const otherwise = listToldOtherwise(context.operation.model.service);
  return all.some((name) => read.has(name) || otherwise.has(name));
}
