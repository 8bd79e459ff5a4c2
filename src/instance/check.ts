/**
 * Holds an input against the constraints of its shapes: required, enum, length, range and pattern
 * (https://smithy.io/2.0/spec/constraint-traits.html). What AWS says of it is written by describe-faults.ts.
 */
import { matchesWhole } from "../aws/model/match-pattern.ts";
import { listMembers } from "../aws/model/shape.ts";
import { type PatternNode, readPattern } from "../aws/model/text-pattern.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { listBadKeys } from "./bad-keys.ts";
import type { Constraint, Fault, FaultStep } from "./fault.ts";
import { orderFaults } from "./order-faults.ts";
import { listOwnFaults } from "./own-faults.ts";

/** More than AWS tells, so that an input of a million wrong items costs no more than one. */
const MOST_FAULTS = 10;

/** A character that takes two of a text's places. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

function countEntries(value: Value): number | undefined {
  if (typeof value === "string") return PAIR.test(value) ? [...value].length : value.length;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.length;
  return isStructure(value) ? Object.keys(value).length : undefined;
}

function readNumber(value: Value): number | undefined {
  if (value instanceof Digits) return Number(value.text);
  return typeof value === "number" ? value : undefined;
}

/** Whether a pattern says itself where a text begins or ends. */
const ANCHORED = /^\^|\$$/;

/**
 * A pattern that is not understood refuses nothing. One without anchors, `.*\S.*`, is found in a text of several lines, too:
 * https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait
 */
function fitsPattern(pattern: string, text: string): boolean {
  const node = nodes.getOrInsertComputed(pattern, readWhole);
  return node === undefined || matchesWhole(node, text);
}

const nodes = new Map<string, PatternNode | undefined>();

function readWhole(pattern: string): PatternNode | undefined {
  return readPattern(ANCHORED.test(pattern) ? pattern : `(?s)${pattern}`);
}

/** The bound that a length does not keep to. */
function findBroken(
  { min = 0, max = Number.POSITIVE_INFINITY }: Shape,
  length: number,
): Constraint | undefined {
  if (length > max) return { kind: "length", bound: "most", limit: max };
  return length < min ? { kind: "length", bound: "least", limit: min } : undefined;
}

const constrained = new WeakMap<Shape, boolean>();

function listInner({ members, member, key, value }: Shape): Shape[] {
  return [...Object.values(members ?? {}), member, key, value].filter((shape) => shape !== undefined);
}

function hasOwnConstraint({ enum: values, pattern, min, max, required }: Shape): boolean {
  return (values ?? pattern ?? min ?? max) !== undefined || (required?.length ?? 0) > 0;
}

/**
 * Whether a value of a shape can have a fault at all. It is asked of what collections hold, of which there may be many: DynamoDB's
 * values, which stand in each other to any depth, have none.
 */
function isConstrained(shape: Shape): boolean {
  return constrained.getOrInsertComputed(shape, findConstraint);
}

function findConstraint(shape: Shape): boolean {
  const seen = new Set([shape]);
  for (const one of seen) {
    if (hasOwnConstraint(one)) return true;
    for (const inner of listInner(one)) seen.add(inner);
  }
  return false;
}

/** A member that may have a fault: by what it holds, or because it is not there. */
interface CheckedMember {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
}

const checked = new WeakMap<Shape, readonly CheckedMember[]>();

/** Of the members of a structure those that may have a fault: a structure of S3's has forty, of which one or two may. */
function listChecked(structure: Shape): readonly CheckedMember[] {
  return checked.getOrInsertComputed(structure, chooseChecked);
}

function chooseChecked(structure: Shape): readonly CheckedMember[] {
  return listMembers(structure).flatMap(([name, shape]) => {
    const isRequired = structure.required?.includes(name) === true && !shape.idempotencyToken;
    return isRequired || isConstrained(shape) ? [{ name, shape, isRequired }] : [];
  });
}

/** The map whose keys are looked at. */
interface MapOfKeys {
  readonly map: Shape;
  readonly given: Structure;
}

/** Gathers what is wrong, up to the most that is told. */
class Check {
  readonly faults: Fault[] = [];
  /** The way to the value that is looked at; a fault gets its own copy. */
  readonly #path: FaultStep[] = [];
  /** The list that is looked at, where no structures stand in it. */
  #within: Fault["within"];

  get #isDone(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  #note(fault: Omit<Fault, "path">): void {
    const within = this.#within && { within: this.#within };
    if (!this.#isDone) this.faults.push({ path: [...this.#path], ...fault, ...within });
  }

  #noteOwn(shape: Shape, value: Value, constraint: Constraint, keysOf: MapOfKeys | undefined): void {
    if (keysOf) {
      const { map, given } = keysOf;
      const isSecret = map.sensitive && { isSecret: true as const };
      this.#note({ value: given, constraint, shape: map, keys: shape, ...isSecret });
      return;
    }
    this.#note({
      value,
      constraint,
      ...((Array.isArray(value) || constraint.kind === "pattern" || constraint.kind === "enum") && {
        shape,
      }),
      ...(shape.sensitive && { isSecret: true }),
    });
  }

  #checkInner(step: FaultStep, shape: Shape, value: Value): void {
    this.#path.push(step);
    this.checkAll(shape, value);
    this.#path.pop();
  }

  /** What a value's own shape refuses; not that of its members. `keysOf`: it is a key of that map. */
  checkOwn(shape: Shape, value: Value, keysOf?: MapOfKeys): void {
    const { enum: values, pattern, min, max } = shape;
    if (values && typeof value === "string") {
      if (!values.includes(value)) this.#noteOwn(shape, value, { kind: "enum", values }, keysOf);
      return;
    }
    if (pattern !== undefined && typeof value === "string" && !fitsPattern(pattern, value))
      this.#noteOwn(shape, value, { kind: "pattern", pattern }, keysOf);
    if (min === undefined && max === undefined) return;
    const number = readNumber(value);
    const kind = number === undefined ? "length" : "range";
    const size = number ?? countEntries(value);
    if (size === undefined) return;
    if (max !== undefined && size > max)
      this.#noteOwn(shape, value, { kind, bound: "most", limit: max }, keysOf);
    if (min !== undefined && size < min)
      this.#noteOwn(shape, value, { kind, bound: "least", limit: min }, keysOf);
  }

  checkAll(shape: Shape, value: Value): void {
    if (this.#isDone) return;
    this.checkOwn(shape, value);
    if (Array.isArray(value)) {
      const { member, sparse } = shape;
      if (!sparse && value.includes(null)) this.#noteNothing(value);
      if (!member || !isConstrained(member)) return;
      const isPlain = listInner(member).length === 0;
      for (const [index, item] of (value as readonly Value[]).entries()) {
        if (this.#isDone) return;
        if (isPlain) this.#within = { list: value, shape };
        if (item !== null) this.#checkInner({ item: index + 1 }, member, item);
        this.#within = undefined;
      }
    } else if (!isStructure(value) || shape.document || shape.jsonvalue) return;
    else if (shape.type === "map") this.checkMap(shape, value);
    else this.checkMembers(shape, value);
  }

  /** Items of a list in whose place there is nothing. */
  #noteNothing(list: readonly Value[]): void {
    for (const [index, item] of list.entries()) {
      if (item !== null || this.#isDone) continue;
      this.#path.push({ item: index + 1 });
      this.#note({ value: undefined, constraint: { kind: "required" } });
      this.#path.pop();
    }
  }

  checkMap(map: Shape, given: Structure): void {
    const { key, value: shape } = map;
    for (const [name, value] of Object.entries(given)) {
      if (this.#isDone) return;
      if (key) this.checkOwn(key, name, { map, given });
      if (!shape || value === undefined || !isConstrained(shape)) continue;
      // A list that is nothing has no items.
      const entry = value === null && shape.type === "list" ? [] : value;
      if (entry === null) continue;
      const constraint = Array.isArray(entry) ? findBroken(shape, entry.length) : undefined;
      if (constraint) this.#note({ value: given, constraint, shape: map, lists: shape });
      else this.#checkInner({ entry: name }, shape, entry);
    }
  }

  checkMembers(structure: Shape, given: Structure): void {
    for (const { name, shape, isRequired } of listChecked(structure)) {
      const value = given[name];
      if (value !== undefined && value !== null) this.#checkInner({ member: name }, shape, value);
      else if (isRequired) {
        this.#path.push({ member: name });
        this.#note({ value: undefined, constraint: { kind: "required" } });
        this.#path.pop();
      }
    }
  }
}

/** What is wrong with an input by its shape, in the order of the model's members: the first ten faults. */
export function listFaults(shape: Shape | undefined, input: Structure): Fault[] {
  const check = new Check();
  if (shape) check.checkAll(shape, input);
  return check.faults;
}

/** The same of an operation's input, with what its model does not know. */
export function listAllFaults(operation: Operation, input: Structure): readonly Fault[] {
  const found = listFaults(operation.input, input);
  const own = listOwnFaults(operation, input);
  const keys = listBadKeys(operation, input, found.length > 0);
  const isUsual = own.length + keys.length === 0;
  const all = isUsual ? found : [...own, ...keys, ...found].slice(0, MOST_FAULTS);
  return all.length > 1 ? orderFaults(operation, all) : all;
}

compileLightly(
  Check.prototype.checkAll,
  Check.prototype.checkOwn,
  Check.prototype.checkMap,
  Check.prototype.checkMembers,
  listFaults,
  listAllFaults,
);
