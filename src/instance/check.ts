/**
 * Holds an input against the constraints of its shapes: required, enum, length, range and pattern
 * (https://smithy.io/2.0/spec/constraint-traits.html). What AWS says of it is written by describe-faults.ts.
 */
import { matchesWhole } from "../aws/model/match-pattern.ts";
import { listMembers } from "../aws/model/shape.ts";
import { readPattern } from "../aws/model/text-pattern.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import type { Constraint, Fault, FaultStep } from "./fault.ts";
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

/** A pattern that is not understood refuses nothing. */
function fitsPattern(pattern: string, text: string): boolean {
  const node = readPattern(pattern);
  return node === undefined || matchesWhole(node, text);
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
  return Boolean(values ?? pattern ?? min ?? max) || min === 0 || (required?.length ?? 0) > 0;
}

/**
 * Whether a value of a shape can have a fault at all. It is asked of what collections hold, of which there may be many: DynamoDB's
 * values, which stand in each other to any depth, have none.
 */
function isConstrained(shape: Shape): boolean {
  return constrained.getOrInsertComputed(shape, () => {
    const seen = new Set([shape]);
    for (const one of seen) {
      if (hasOwnConstraint(one)) return true;
      for (const inner of listInner(one)) seen.add(inner);
    }
    return false;
  });
}

/** Gathers what is wrong, up to the most that is told. */
class Check {
  readonly faults: Fault[] = [];
  /** The way to the value that is looked at; a fault gets its own copy. */
  readonly #path: FaultStep[] = [];

  get #isDone(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  #note(fault: Omit<Fault, "path">): void {
    if (!this.#isDone) this.faults.push({ path: [...this.#path], ...fault });
  }

  #step(step: FaultStep, check: () => void): void {
    this.#path.push(step);
    check();
    this.#path.pop();
  }

  /** What a value's own shape refuses; not that of its members. */
  checkOwn(shape: Shape, value: Value, isKey: boolean): void {
    const note = (constraint: Constraint) =>
      this.#note({
        value,
        constraint,
        ...(isKey && { isKey: true }),
        ...((Array.isArray(value) || constraint.kind === "pattern" || constraint.kind === "enum") && {
          shape,
        }),
        ...(shape.sensitive && { isSecret: true }),
      });
    if (shape.enum && typeof value === "string") {
      if (!shape.enum.includes(value)) note({ kind: "enum", values: shape.enum });
      return;
    }
    const { pattern, min, max } = shape;
    if (pattern !== undefined && typeof value === "string" && !fitsPattern(pattern, value))
      note({ kind: "pattern", pattern });
    if (min === undefined && max === undefined) return;
    for (const [kind, size] of [
      ["length", countEntries(value)],
      ["range", readNumber(value)],
    ] as const) {
      if (size === undefined) continue;
      if (max !== undefined && size > max) note({ kind, bound: "most", limit: max });
      if (min !== undefined && size < min) note({ kind, bound: "least", limit: min });
    }
  }

  checkAll(shape: Shape, value: Value): void {
    if (this.#isDone) return;
    this.checkOwn(shape, value, false);
    if (Array.isArray(value)) {
      const { member } = shape;
      if (!member || !isConstrained(member)) return;
      for (const [index, item] of (value as readonly Value[]).entries()) {
        if (this.#isDone) return;
        if (item !== null) this.#step({ item: index + 1 }, () => this.checkAll(member, item));
      }
    } else if (!isStructure(value) || shape.document || shape.jsonvalue) return;
    else if (shape.type === "map") this.checkMap(shape, value);
    else this.checkMembers(shape, value);
  }

  checkMap(map: Shape, given: Structure): void {
    const { key, value: shape } = map;
    for (const [name, value] of Object.entries(given)) {
      if (this.#isDone) return;
      if (key) this.checkOwn(key, name, true);
      if (!shape || value === undefined || value === null || !isConstrained(shape)) continue;
      const constraint = Array.isArray(value) ? findBroken(shape, value.length) : undefined;
      if (constraint) this.#note({ value: given, constraint, shape: map, lists: shape });
      else this.#step({ entry: name }, () => this.checkAll(shape, value));
    }
  }

  checkMembers(shape: Shape, value: Structure): void {
    for (const [name, member] of listMembers(shape)) {
      const inner = value[name];
      if (inner !== undefined && inner !== null)
        this.#step({ member: name }, () => this.checkAll(member, inner));
      else if (shape.required?.includes(name) && !member.idempotencyToken)
        this.#step({ member: name }, () =>
          this.#note({ value: undefined, constraint: { kind: "required" } }),
        );
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
export function listAllFaults(operation: Operation, input: Structure): Fault[] {
  const own = listOwnFaults(operation, input);
  const found = listFaults(operation.input, input);
  return own.length === 0 ? found : [...own, ...found].slice(0, MOST_FAULTS);
}

compileLightly(
  Check.prototype.checkAll,
  Check.prototype.checkOwn,
  Check.prototype.checkMap,
  Check.prototype.checkMembers,
);
