/**
 * What tells a thing from its like: what the call that takes it back requires besides its own names, such as the number of an
 * entry, the kind of a principal, or the network that was associated with a zone.
 */
import type { Operation } from "../aws/model/types.ts";
import { compileFill, fillMember, type MemberFill, parseCallPath } from "../aws/resources/fill-input.ts";
import { getReadings } from "../aws/resources/readings.ts";
import { findMeaning } from "../aws/resources/table.ts";
import type { MemberMeaning } from "../aws/resources/types.ts";
import { Digits, isScalar, isStructure, type Structure, type Value } from "../aws/values.ts";
import { listKeys } from "./order/keys.ts";
import type { Step } from "./steps.ts";

/** One member of the call that takes a thing back, and what that would say in it. */
interface ApartMember {
  readonly member: string;
  readonly value: Value;
  /** Whether it names something by itself: what the thing stands in, or is put to. */
  readonly isName: boolean;
}

/** What tells a thing from its like, for one operation that takes it back. */
export interface Apart {
  readonly undoneBy: Operation | undefined;
  readonly members: readonly ApartMember[];
}

/** Nothing but its name tells a thing from its like. */
export const NOTHING_APART: Apart = { undoneBy: undefined, members: [] };

interface Telling {
  readonly fill: MemberFill;
  /** The path of the first call's input at which it stands. */
  readonly path: string;
}

interface Undone {
  readonly undoneBy: Operation;
  readonly tellings: readonly Telling[];
}

const known = new WeakMap<Operation, Undone | null>();

function compileUndone(operation: Operation): Undone | null {
  const { model, name } = operation;
  const undoing = getReadings(model.service).undoing[name];
  const undoneBy = undoing && model.operations[undoing.operation];
  if (!undoneBy) return null;
  const tellings = compileFill(undoneBy, undoing.fill, parseCallPath).flatMap((fill): Telling[] => {
    const [source] = fill.sources;
    // What a service answered, such as a token that each change gives anew, is told by the log alone.
    if (!fill.isRequired || !source || !("path" in source) || source.path.side === "output") return [];
    return [{ fill, path: source.path.steps.join(".") }];
  });
  return { undoneBy, tellings };
}

function findUndone(operation: Operation): Undone | null {
  const undone = known.get(operation) ?? compileUndone(operation);
  known.set(operation, undone);
  return undone;
}

function readMember(
  { operation, input, output, placeholders }: Pick<Step, "operation" | "input" | "output" | "placeholders">,
  { fill, path }: Telling,
  undoneBy: Operation,
  rows: readonly MemberMeaning[],
): ApartMember[] {
  const value = fillMember(undoneBy, fill, { input, output })?.value;
  const isInvented = placeholders?.some((placeholder) => placeholder.path.startsWith(path));
  if (value === undefined || isInvented) return [];
  const { member } = fill;
  if (isScalar(value)) {
    const row = rows.find((one) => one.path === path);
    return row?.part === "own" ? [] : [{ member, value, isName: row !== undefined }];
  }
  // Things that are taken back one by one are named in a list; a list that names none is one thing's own.
  const isOfMany = findMeaning(operation.model.service, operation.name).deed !== "create";
  const namesThings = rows.some((row) => row.path.startsWith(path));
  return Array.isArray(value) && (isOfMany || namesThings) ? [] : [{ member, value, isName: false }];
}

/** What the call that takes a thing back would say to tell it from its like. The readings of its service have to be loaded. */
export function readApart(step: Pick<Step, "operation" | "input" | "output" | "placeholders">): Apart {
  const undone = findUndone(step.operation);
  if (!undone) return NOTHING_APART;
  const { undoneBy, tellings } = undone;
  const { input: rows } = findMeaning(step.operation.model.service, step.operation.name);
  return { undoneBy, members: tellings.flatMap((telling) => readMember(step, telling, undoneBy, rows)) };
}

function print(value: Value): string {
  return value instanceof Digits ? value.text : String(value);
}

/** Whether two values say otherwise of something that both tell; ARNs and URLs say what the name at their end does. */
function differ(one: Value, other: Value): boolean {
  if (isScalar(one) && isScalar(other)) {
    const [first, second] = [print(one), print(other)];
    if (first === second) return false;
    const keys = new Set(listKeys(first));
    return !listKeys(second).some((key) => keys.has(key));
  }
  if (isStructure(one) && isStructure(other))
    return Object.entries(one).some(([name, value]) => {
      const told = other[name];
      return (
        value !== undefined && value !== null && told !== undefined && told !== null && differ(value, told)
      );
    });
  return JSON.stringify(one) !== JSON.stringify(other);
}

const WHOLE_NAME = /^(?:arn:|https?:)/;

/** Whether two texts name a thing in two ways, so that they can name one: an ARN can have more at its end than the name. */
function areOfTwoKinds(one: Value, other: Value): boolean {
  return WHOLE_NAME.test(String(one)) !== WHOLE_NAME.test(String(other));
}

/** Whether a call says otherwise of what tells a thing from its like: it means another one. */
export function isApart({ members }: Apart, input: Structure): boolean {
  return members.some(({ member, value, isName }) => {
    const told = input[member];
    if (told === undefined || told === null || !differ(value, told)) return false;
    return !isName || !areOfTwoKinds(value, told);
  });
}

/** Whether two things are told apart by what takes them back. */
export function areApart(one: Apart, other: Apart): boolean {
  if (one.undoneBy !== other.undoneBy) return false;
  return isApart(one, Object.fromEntries(other.members.map(({ member, value }) => [member, value])));
}
