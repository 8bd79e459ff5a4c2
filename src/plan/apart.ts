/**
 * What tells a thing from its like: what the call that takes it back requires besides its own names, such as the number of an
 * entry, the kind of a principal, or the network that was associated with a zone.
 */
import type { Operation } from "../aws/model/types.ts";
import {
  type CallPath,
  compileFill,
  fillMember,
  type MemberFill,
  parseCallPath,
  readCall,
} from "../aws/resources/fill-input.ts";
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
  /** Set where it names several things, which calls that take them back can name one by one. */
  readonly isSet?: true;
}

/** What tells a thing from its like, for one operation that takes it back. */
export interface Apart {
  readonly undoneBy: Operation | undefined;
  readonly members: readonly ApartMember[];
}

/** Nothing but its name tells a thing from its like. */
export const NOTHING_APART: Apart = { undoneBy: undefined, members: [] };

/** A member of the call that takes a thing back, and where the first call has it: at a path of its input, or of its answer. */
type Telling = { readonly fill: MemberFill } & ({ readonly path: string } | { readonly answered: CallPath });

interface Undone {
  readonly undoneBy: Operation;
  readonly tellings: readonly Telling[];
}

const known = new WeakMap<Operation, Undone | null>();

function isList({ input }: Operation, member: string): boolean {
  return input?.members?.[member]?.type === "list";
}

function compileUndone(operation: Operation): Undone | null {
  const { model, name } = operation;
  const undoing = getReadings(model.service).undoing[name];
  const undoneBy = undoing && model.operations[undoing.operation];
  if (!undoneBy) return null;
  const told = findMeaning(model.service, name).input;
  const tellings = compileFill(undoneBy, undoing.fill, parseCallPath).flatMap((fill): Telling[] => {
    const [source] = fill.sources;
    if (!source || !("path" in source)) return [];
    const { side, steps } = source.path;
    // What a service answered, such as a token that each change gives anew, is told by the log alone: but for the ids of items.
    const isOfMany = isList(undoneBy, fill.member);
    if (side === "output")
      return fill.isRequired && steps.includes("[]") && !isOfMany ? [{ fill, answered: source.path }] : [];
    const path = steps.join(".");
    // What may be left out says which thing is meant only where it names what that stands in, or what it is made of.
    const isTelling =
      fill.isRequired || told.some((row) => row.path.startsWith(path) && row.part === "container");
    return isTelling || isOfMany ? [{ fill, path }] : [];
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
  telling: Telling,
  undoneBy: Operation,
  rows: readonly MemberMeaning[],
): ApartMember[] {
  const { fill } = telling;
  if ("answered" in telling) {
    const [only, ...others] = readCall(telling.answered, { input, output });
    return only === undefined || others.length > 0
      ? []
      : [{ member: fill.member, value: only, isName: true }];
  }
  const { path } = telling;
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
  if (!Array.isArray(value)) return [{ member, value, isName: false }];
  if (isOfMany) return [];
  return namesThings ? [{ member, value, isName: false, isSet: true }] : [{ member, value, isName: false }];
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

/** Whether two lists have nothing in common. */
function areDisjoint(one: Value, other: Value): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  const [mine, others] = [one, other] as readonly (readonly Value[])[];
  return !mine?.some((item) => others?.some((told) => !differ(item, told)));
}

const WHOLE_NAME = /^(?:arn:|https?:)/;

/** Whether two texts name a thing in two ways, so that they can name one: an ARN can have more at its end than the name. */
function areOfTwoKinds(one: Value, other: Value): boolean {
  return WHOLE_NAME.test(String(one)) !== WHOLE_NAME.test(String(other));
}

/** Whether a call says otherwise of what tells a thing from its like: it means another one. */
export function isApart({ members }: Apart, input: Structure): boolean {
  return members.some(({ member, value, isName, isSet }) => {
    const told = input[member];
    if (told === undefined || told === null) return false;
    if (isSet) return areDisjoint(value, told);
    if (!differ(value, told)) return false;
    return !isName || !areOfTwoKinds(value, told);
  });
}

/** Whether two things are told apart by what takes them back. */
export function areApart(one: Apart, other: Apart): boolean {
  if (one.undoneBy !== other.undoneBy) return false;
  return isApart(one, Object.fromEntries(other.members.map(({ member, value }) => [member, value])));
}
