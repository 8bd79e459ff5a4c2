/**
 * What a call asks of a thing, in the words of the read that tells of it: a change that is given as a patch, as items to add
 * and to remove, by a setting's name and value, or only by the operation's name, as the members that it changes.
 */
import { withMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { matchMember } from "../dialect/match-member.ts";
import type { Statement } from "./expectations.ts";
import type { Knowledge, Row } from "./knowledge.ts";
import { splitPointer } from "./pointer.ts";
import { cutName, isVerb } from "./readers.ts";
import { saysSo } from "./same.ts";
import { readSpread, type Spread } from "./spread.ts";
import { nameAsMade } from "./updates.ts";

/** How the models call the member of a name that another one has now. */
const NEW = { before: "New" };

/** Puts together what a call asks. */
class Translation {
  readonly #input: Record<string, Value | undefined>;
  readonly #members: Record<string, Shape>;
  readonly #additive = new Set<string>();
  readonly #gone: Record<string, Value> = makeStructure();

  constructor(
    readonly knowledge: Knowledge,
    readonly given: Structure,
  ) {
    this.#input = Object.assign(makeStructure(), given);
    this.#members = { ...knowledge.operation.input?.members };
  }

  /** A member of the thing, where the answers of its reads have it. */
  #findMember(name: string): { readonly name: string; readonly ref: Shape } | undefined {
    for (const { operation } of this.knowledge.reads) {
      const top = operation.output;
      const below = Object.values(top?.members ?? {}).flatMap((inner) => [inner, inner.member ?? inner]);
      for (const shape of top ? [top, ...below] : []) {
        const match = shape.type === "structure" ? matchMember(shape, name) : undefined;
        if (match) return match;
      }
    }
    return undefined;
  }

  #say(name: string, ref: Shape, value: Value): void {
    const before = this.#input[name];
    this.#members[name] = ref;
    if (ref.type === "list" && Array.isArray(before) && Array.isArray(value)) {
      this.#input[name] = [...before, ...value] as readonly Value[];
    } else if (isStructure(before) && isStructure(value)) {
      this.#input[name] = Object.assign(makeStructure(), before, value);
    } else this.#input[name] = value;
  }

  /** Says something of the member of a name, as far as that is one of the thing's: as a structure, where it is told as one. */
  #sayNamed(name: string, ref: Shape, value: Value): void {
    const told = this.#findMember(name);
    if (told?.ref.members?.["Value"]) this.#say(told.name, told.ref, { Value: value });
    else this.#say(told?.name ?? name, ref, value);
  }

  /** Says something of items of a member, whose others stay. */
  #sayOfItems(name: string, ref: Shape, value: Value): void {
    this.#say(name, ref, value);
    this.#additive.add(name);
  }

  /** Nothing that was asked of the member holds any longer; of its items, where they are given. */
  #forget(name: string, items: Value = null): void {
    const before = this.#gone[name];
    if (Array.isArray(before) && Array.isArray(items)) this.#gone[name] = [...before, ...items];
    else
      this.#gone[name] =
        isStructure(before) && isStructure(items) ? Object.assign(makeStructure(), before, items) : items;
  }

  setValues(): void {
    for (const { values, when } of this.knowledge.compares.sets) {
      if (when && !saysSo(when, this.given)) continue;
      for (const [name, value] of Object.entries(values)) this.#say(name, shapeOf(value), value);
    }
  }

  /** An item that is given member by member. */
  setSpread({ list, item, members }: Spread): void {
    for (const name of members) delete this.#input[name];
    const as = this.knowledge.compares.rename.find(({ member }) => member === list)?.as ?? list;
    const ref = this.#members[list];
    if (ref) this.#say(as, ref, [item]);
  }

  /** Items that come and go, in members of one: `{"Add": […], "Remove": […]}`. */
  #setChanges(name: string, ref: Shape, value: Structure): void {
    for (const [verb, items] of Object.entries(value)) {
      const row = this.knowledge.compares.parts.find((one) => isVerb(verb, one));
      const list = ref.members?.[verb];
      if (!row || !list || items === undefined) continue;
      delete this.#input[name];
      if (row.does === "adds") this.#sayOfItems(name, list, items);
      else this.#forget(name, items);
      this.#members[name] = list;
    }
  }

  /** Members of which a name's beginning or end says that their items are added or removed. */
  setParts(): void {
    for (const [name, value] of Object.entries(this.given)) {
      const ref = this.#members[name];
      if (value === undefined || !ref) continue;
      if (isStructure(value) && ref.type === "structure") this.#setChanges(name, ref, value);
      if (ref.type !== "list" && ref.type !== "map") continue;
      for (const row of this.knowledge.compares.parts) {
        const whole = cutName(name, row);
        if (whole === undefined) continue;
        delete this.#input[name];
        if (row.does === "adds") this.#sayOfItems(whole, ref, value);
        else this.#forget(whole, value);
        this.#members[whole] = ref;
        break;
      }
    }
  }

  /** The new name of what goes by an id, which is told as its name. */
  setNames(names: readonly Row[]): void {
    for (const { path } of names) {
      const value = this.given[path];
      const whole = cutName(path, NEW);
      const found = whole === undefined ? undefined : this.#findMember(whole);
      if (value === undefined || !found) continue;
      delete this.#input[path];
      this.#say(found.name, found.ref, value);
    }
  }

  /** One setting that is given by its name and its value. */
  setPairs(): void {
    for (const { member, as, pair } of this.knowledge.compares.rename) {
      const value = this.given[member];
      if (value === undefined) continue;
      if (pair === undefined) {
        this.#forget(as);
        continue;
      }
      const key = this.given[pair];
      const ref = this.#members[member];
      if (typeof key !== "string" || !ref) continue;
      if (as.includes("*")) {
        delete this.#input[member];
        delete this.#input[pair];
        this.#sayNamed(as.replace("*", key), ref, value);
        continue;
      }
      const found = this.#findMember(as);
      if (!found) continue;
      delete this.#input[member];
      delete this.#input[pair];
      this.#sayOfItems(found.name, found.ref, Object.assign(makeStructure(), { [key]: value }));
    }
  }

  /** Items of which each says what becomes of one: `[{"Create": …}, {"Delete": …}]`. */
  setListed(): void {
    for (const { list, as, adds, removes } of this.knowledge.compares.changes) {
      const [value, found] = [this.given[list], this.#findMember(as)];
      if (!Array.isArray(value) || !found) continue;
      delete this.#input[list];
      const pick = (verb: string) =>
        (value as readonly Value[]).flatMap((item) => (isStructure(item) ? (item[verb] ?? []) : []));
      const [come, gone] = [pick(adds), pick(removes)];
      if (come.length > 0) this.#sayOfItems(found.name, found.ref, come);
      if (gone.length > 0) this.#forget(found.name, gone);
      this.#members[found.name] = found.ref;
    }
  }

  /** Names of which another member says whether they are added or removed. */
  setVerbs(): void {
    for (const { list, as, item, verb, adds, removes } of this.knowledge.compares.verbs) {
      const [value, found, does] = [this.given[list], this.#findMember(as), this.given[verb]];
      if (!Array.isArray(value) || !found || (does !== adds && does !== removes)) continue;
      delete this.#input[list];
      delete this.#input[verb];
      const items = (value as readonly Value[]).map((one) =>
        item === undefined ? one : Object.assign(makeStructure(), { [item]: one }),
      );
      if (does === adds) this.#sayOfItems(found.name, found.ref, items);
      else this.#forget(found.name, items);
      this.#members[found.name] = found.ref;
    }
  }

  setPatches(): void {
    for (const row of this.knowledge.compares.patches) {
      const list = this.given[row.list];
      if (!Array.isArray(list)) continue;
      delete this.#input[row.list];
      for (const change of list as readonly Value[]) {
        const path = isStructure(change) ? change[row.path] : undefined;
        if (!isStructure(change) || typeof path !== "string") continue;
        const isSet = row.sets.includes(String(change[row.does]));
        this.#applyPatch(splitPointer(path), isSet ? (change[row.value] ?? null) : undefined);
      }
    }
  }

  /** Applies a change at a path; `value` is undefined where it takes away, and null where the path is all that it says. */
  #applyPatch([first = "", ...inner]: readonly string[], value: Value | undefined): void {
    const found = this.#findMember(first);
    const name = found?.name ?? first;
    const ref = found?.ref;
    const [key, ...deeper] = inner;
    if (ref && key === undefined && value !== undefined && value !== null && isScalarShape(ref)) {
      this.#say(name, ref, value);
    } else if (ref?.type === "map" && key !== undefined && deeper.length === 0) {
      const item = Object.assign(makeStructure(), { [key]: value ?? null });
      if (value === undefined) this.#forget(name, item);
      else this.#sayOfItems(name, ref, item);
      this.#members[name] = ref;
    } else if (
      ref?.member &&
      isScalarShape(ref.member) &&
      key !== undefined &&
      (value === null || value === "")
    ) {
      this.#sayOfItems(name, ref, [key]);
    } else {
      const nested = ref && value !== undefined && value !== null ? nest(ref, inner, value) : undefined;
      this.#forget(name);
      if (ref && nested !== undefined) this.#say(name, ref, nested);
    }
  }

  get said(): Statement {
    const { input } = this.knowledge.operation;
    const ref = input && withMembers(input, this.#members);
    const gone = Object.keys(this.#gone).length === 0 ? undefined : { input: this.#gone, ref };
    return { input: this.#input, ref, additive: this.#additive, ...(gone && { gone }) };
  }
}

function isScalarShape({ type }: Shape): boolean {
  return type !== "structure" && type !== "list" && type !== "map";
}

/** The value inside a structure's members of those names; undefined where the last is no scalar. */
function nest(shape: Shape, names: readonly string[], value: Value): Value | undefined {
  const [name, ...inner] = names;
  if (name === undefined) return isScalarShape(shape) ? value : undefined;
  const match = shape.type === "structure" ? matchMember(shape, name) : undefined;
  const held = match && nest(match.ref, inner, value);
  return held === undefined ? undefined : Object.assign(makeStructure(), { [match?.name ?? ""]: held });
}

function shapeOf(value: Value): Shape {
  const name = "";
  if (!isStructure(value)) return { name, type: typeof value === "boolean" ? "boolean" : "string", enum: [] };
  const members = Object.entries(value).map(([member, inner]) => [member, shapeOf(inner ?? null)] as const);
  return { name, type: "structure", members: Object.fromEntries(members) };
}

const newNames = new WeakMap<readonly Row[], readonly Row[]>();

/** The members that give a new name to what a call names by something else, which it keeps. */
function listNewNames({ rows }: Knowledge): readonly Row[] {
  return newNames.getOrInsertComputed(rows, chooseNewNames);
}

function chooseNewNames(rows: readonly Row[]): readonly Row[] {
  const own = rows.filter(({ side, part }) => side === "input" && part === "own");
  const olds = new Set(own.filter(({ renames }) => renames !== true).map(({ kind }) => kind));
  return own.filter(({ renames, kind, isScalar }) => renames === true && isScalar && !olds.has(kind));
}

/** What an input asks of the thing that the operation's reads tell of. */
export function readAsked(knowledge: Knowledge, input: Structure): Statement {
  const { sets, parts, rename, changes, patches, verbs } = knowledge.compares;
  const spread = readSpread(knowledge, input);
  const names = listNewNames(knowledge);
  const said = sets.length + parts.length + rename.length + changes.length + patches.length + verbs.length;
  if (said + names.length === 0 && !spread) return nameAsMade(knowledge.operation, input);
  const translation = new Translation(knowledge, input);
  if (spread) translation.setSpread(spread);
  translation.setParts();
  translation.setNames(names);
  translation.setPairs();
  translation.setListed();
  translation.setVerbs();
  translation.setPatches();
  translation.setValues();
  return translation.said;
}

compileLightly(readAsked);
