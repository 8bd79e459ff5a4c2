/** What hangs on what by the log's own account: a call that attached something, and the inverse that would undo it. */

import { listMembers } from "../../aws/model/shape.ts";
import type { Operation } from "../../aws/model/types.ts";
import { fillMember, printText, type Sides } from "../../aws/resources/fill-input.ts";
import { canHold, type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { isPlain, listKeys } from "../order/keys.ts";
import type { Step } from "../steps.ts";
import type { AttachmentPair } from "./attachments.ts";
import { findPreset } from "./presets.ts";

/** What one member of a call names: the type of thing, and the keys of those it names. */
export interface NamedByMember {
  readonly type: string;
  readonly keys: ReadonlySet<string>;
}

/** What a call says of the things it is about, by their types. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

export interface Attachment {
  readonly pair: AttachmentPair;
  readonly opener: Step;
  readonly closeInput: Structure;
  readonly names: Names;
}

/** Things of an unknown type are alike where they stand in a member of one name. */
function tellType({ type, path }: MemberMeaning): string {
  return type ?? `.${parsePath(path).findLast((step) => /^\w/.test(step)) ?? ""}`;
}

/** A member with what reading it needs. */
interface NamingMember {
  readonly type: string;
  readonly steps: readonly PathStep[];
}

const compiled = new WeakMap<readonly MemberMeaning[], readonly NamingMember[]>();

function compileMembers(meanings: readonly MemberMeaning[]): readonly NamingMember[] {
  return meanings.map((meaning) => ({ type: tellType(meaning), steps: parsePath(meaning.path) }));
}

function readMember({ type, steps }: NamingMember, value: Structure): NamedByMember | undefined {
  // Of most calls, most members are left out.
  if (!canHold(steps, value)) return undefined;
  const texts = readTexts(steps, value);
  if (texts.length === 0) return undefined;
  const keys = new Set<string>();
  for (const text of texts) {
    keys.add(text);
    if (!isPlain(text)) for (const key of listKeys(text)) keys.add(key);
  }
  return { type, keys };
}

/** `meanings`: of an operation in the resource table, or of a part of it, each time the same list. */
function readMembers(meanings: readonly MemberMeaning[], value: Structure): NamedByMember[] {
  const named: NamedByMember[] = [];
  for (const member of compiled.getOrInsertComputed(meanings, compileMembers)) {
    const one = readMember(member, value);
    if (one) named.push(one);
  }
  return named;
}

const NO_PARTS: ReadonlyMap<MemberMeaning["part"], readonly MemberMeaning[]> = new Map();
const byPart = new WeakMap<
  readonly MemberMeaning[],
  ReadonlyMap<MemberMeaning["part"], readonly MemberMeaning[]>
>();

/** The members that have one part in what a call is about. */
function listPart(all: readonly MemberMeaning[], part: MemberMeaning["part"]): readonly MemberMeaning[] {
  const parts =
    all.length === 0
      ? NO_PARTS
      : byPart.getOrInsertComputed(all, () => Map.groupBy(all, (meaning) => meaning.part));
  return parts.get(part) ?? NO_MEMBERS;
}

const NO_MEMBERS: readonly MemberMeaning[] = [];

/** What a call of `operation` with this input names; of one part only, where that is given. */
export function readNames(
  { model, name }: Operation,
  input: Structure,
  part?: MemberMeaning["part"],
): NamedByMember[] {
  const { input: all } = findMeaning(model.service, name);
  return readMembers(part === undefined ? all : listPart(all, part), input);
}

function readAll({ service, operation, input, output }: Step): Names {
  const names = new Map<string, Set<string>>();
  const answered = readMembers(findMeaning(service, operation.name).output, output);
  for (const { type, keys } of [...readNames(operation, input), ...answered]) {
    const known = names.getOrInsertComputed(type, () => new Set());
    for (const key of keys) known.add(key);
  }
  return names;
}

/** For JSON: the members of structures in one order. */
function sortMembers(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether an input has what its operation requires, but for what every call gets when it is sent. */
export function isComplete({ input: shape }: Operation, input: Structure): boolean {
  return (shape?.required ?? []).every(
    (name) => input[name] !== undefined || shape?.members?.[name]?.idempotencyToken,
  );
}

/** The input of the inverse, from what the first call was asked and answered. */
function fillInverse({ closes, fill, isPart }: AttachmentPair, call: Sides): Structure | undefined {
  const input = makeStructure();
  for (const member of fill) {
    const found = fillMember(closes, member, call);
    if (found) input[member.member] = found.value;
  }
  return isComplete(closes, input) && (isPart || Object.keys(input).length > 0) ? input : undefined;
}

/** What a part is told by beside its names: what takes such parts away. A part may have no name at all. */
export function namePart({ name }: Operation): NamedByMember {
  return { type: ".part", keys: new Set([name]) };
}

/** What a call requires beside lists, where nothing that it says is a name: a grant is told by whom it is for and on what. */
export function nameNameless({ name, input: shape }: Operation, input: Structure): NamedByMember {
  const required = (shape?.required ?? []).filter((member) => !Array.isArray(input[member]));
  const texts = required.map((member) => [member, input[member] ?? null]);
  return { type: ".nameless", keys: new Set([JSON.stringify([name, texts], sortMembers)]) };
}

/** The attachment that a step makes, if its inverse can be told from what it asked and was answered. */
export function readAttachment(step: Step, pair: AttachmentPair): Attachment | undefined {
  const closeInput = fillInverse(pair, step);
  if (!closeInput) return undefined;
  const names = new Map(readAll(step));
  const unnamed = names.size === 0 ? nameNameless(pair.closes, closeInput) : undefined;
  const mark = pair.isPart ? namePart(pair.closes) : unnamed;
  if (mark) names.set(mark.type, mark.keys);
  return { pair, opener: step, closeInput, names };
}

function shares(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): boolean {
  return a !== undefined && [...b].some((key) => a.has(key));
}

/** Whether a call speaks of this attachment: whatever it names of the types of things that this has, this has too. */
export function isAbout({ names }: Pick<Attachment, "names">, other: readonly NamedByMember[]): boolean {
  const common = other.filter(({ type }) => names.has(type));
  return common.length > 0 && common.every(({ type, keys }) => shares(names.get(type), keys));
}

/** Whether a call that says `told` to the inverse is about this part: whatever both say is the same. */
export function isSamePart({ pair, closeInput }: Attachment, told: Structure): boolean {
  const isSameList = (name: string) => JSON.stringify(closeInput[name]) === JSON.stringify(told[name]);
  if (!(pair.together ?? []).every(isSameList)) return false;
  return Object.entries(closeInput).every(([name, own]) => {
    const [one, other] = [own, told[name]].map((value) =>
      value === undefined ? undefined : printText(value),
    );
    if (one === undefined || other === undefined || one === other) return true;
    const keys = new Set(listKeys(one));
    return listKeys(other).some((key) => keys.has(key));
  });
}

/** Whether a call that says `told` is just the inverse: its ids may stand in members that the first call has by other names. */
export function isInverse({ closeInput }: Attachment, told: Structure): boolean {
  const own = Object.entries(closeInput);
  const isSame = ([name, value]: readonly [string, Value | undefined]) => {
    const [one, other] = [value, told[name]].map((side) =>
      side === undefined ? undefined : printText(side),
    );
    return one !== undefined && one === other;
  };
  return own.length > 0 && own.every(isSame);
}

/** The same after a change of what is attached: what the change names in the place of another thing, it uses instead. */
export function changeReferences(attachment: Attachment, changed: readonly NamedByMember[]): Attachment {
  const names = new Map(attachment.names);
  for (const { type, keys } of changed) if (names.has(type)) names.set(type, keys);
  return { ...attachment, names };
}

/** Whether a call that says `told` to the inverse makes the same choices as the attachment, where both say one: the same kind. */
export function isSameKind({ pair, closeInput }: Attachment, told: Structure): boolean {
  return listMembers(pair.closes.input).every(([name, { enum: choices }]) => {
    const [one, other] = [closeInput[name], told[name]];
    return choices === undefined || one === undefined || other === undefined || one === other;
  });
}

/** What a call can say that its thing stands in, by types; no keys where it does not say. */
type Around = ReadonlyMap<string, ReadonlySet<string>>;

/** What a deletion is of: what it requires to tell that, and, by types, what it can say that stands around it. */
export interface Deleted {
  readonly type: string;
  readonly needed: readonly NamedByMember[];
  readonly around: Around;
}

/** The members of an operation by which a deletion is told, and those that say what its thing stands in besides. */
interface Telling {
  readonly own: readonly MemberMeaning[];
  readonly needed: readonly MemberMeaning[];
  readonly around: readonly NamingMember[];
}

const tellings = new WeakMap<Operation, Telling>();

function compileTelling({ input, model, name }: Operation): Telling {
  const required = new Set(input?.required);
  const all = findMeaning(model.service, name).input;
  const isRequired = ({ path }: MemberMeaning) => required.has(parsePath(path)[0] ?? "");
  const needed = all.filter(
    (meaning) => meaning.part !== "reference" && (required.size === 0 || isRequired(meaning)),
  );
  const around = all.filter(
    (meaning) => meaning.part === "container" && required.size > 0 && !isRequired(meaning),
  );
  return { own: needed.filter(({ part }) => part === "own"), needed, around: compileMembers(around) };
}

const NOTHING_AROUND: Around = new Map();
const NO_KEYS: ReadonlySet<string> = new Set();

/** What a call can say that its thing stands in besides what it requires; a rule's bus. */
export function tellAround({ operation, input }: Pick<Step, "operation" | "input">): Around {
  const members = tellings.getOrInsertComputed(operation, compileTelling).around;
  if (members.length === 0) return NOTHING_AROUND;
  const around = new Map<string, ReadonlySet<string>>();
  for (const member of members) {
    const known = around.get(member.type) ?? NO_KEYS;
    around.set(member.type, known.union(readMember(member, input)?.keys ?? NO_KEYS));
  }
  return around;
}

/** What a deletion is of; undefined where the table does not know. */
export function tellDeleted({ operation, input }: Pick<Step, "operation" | "input">): Deleted | undefined {
  const { own, needed } = tellings.getOrInsertComputed(operation, compileTelling);
  const type = readMembers(own, input)[0]?.type;
  if (type === undefined) return undefined;
  return { type, needed: readMembers(needed, input), around: tellAround({ operation, input }) };
}

/** What a call means that says nothing of what its thing stands in: the one that every account has. */
function presume(service: string, type: string, said: ReadonlySet<string> | undefined) {
  if (said !== undefined && said.size > 0) return said;
  const preset = findPreset(service, type);
  return preset === undefined ? undefined : new Set([preset]);
}

/**
 * Whether what was attached stands in the same as what a call is about: a rule of one bus is none of another. Where only one
 * of them says what it stands in, and the other could, that stands in what is meant where nothing is said.
 */
export function standsThere({ names, opener }: Attachment, around: Around): boolean {
  const { service, operation } = opener;
  const { input } = findMeaning(service, operation.name);
  return [...around].every(([type, keys]) => {
    const [held, meant] = [presume(service, type, names.get(type)), presume(service, type, keys)];
    if (held && meant) return shares(held, meant);
    const canSay = input.some((meaning) => meaning.part !== "reference" && tellType(meaning) === type);
    return !canSay || held === meant;
  });
}

/** Whether a deletion is of something that the attachment holds on to. */
export function hangsOn(attachment: Attachment, { needed, around, type }: Deleted): boolean {
  const { names, pair } = attachment;
  if (pair.holds && !pair.holds.includes(type)) return false;
  return needed.every(({ type, keys }) => shares(names.get(type), keys)) && standsThere(attachment, around);
}

compileLightly(readMember, readAll, fillInverse, readNames, readAttachment, isComplete);
