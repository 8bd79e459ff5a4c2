/**
 * Finds what things are called that no member names by the type's own name: a domain that is made under the member by which it
 * is asked for, an application that goes by the group of resources that it is of, a throughput that is called a provisioned model.
 */
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { Deed, MemberMeaning, NameKind, OperationMeaning } from "../../src/aws/resources/types.ts";

interface OnlyName {
  readonly member: MemberMeaning;
  /** The paths of all containers that an end asks for. */
  readonly held: ReadonlySet<string>;
}

type Meanings = Readonly<Record<string, OperationMeaning>>;

const RANK = { container: 0, own: 1, reference: 2 };
/** What whoever makes a thing chooses; an id or an ARN that is given is another thing's. */
const CHOSEN: ReadonlySet<NameKind> = new Set(["name", "any"]);
const ASKS: ReadonlySet<Deed> = new Set(["read", "update", "delete"]);
const MAKES: ReadonlySet<Deed> = new Set(["create", "put"]);

/** The members of an operation's input that are texts, and those that it demands. */
function readInput({ operations, shapes }: PackedModel, name: string) {
  const shape = shapes[operations[name]?.input?.shape ?? ""];
  const texts = Object.entries(shape?.members ?? {}).flatMap(([member, one]) =>
    shapes[one.shape]?.type === "string" ? [member] : [],
  );
  const members = new Set(Object.keys(shape?.members ?? {}));
  return { members, texts: new Set(texts), required: new Set(shape?.required) };
}

function listOf(operations: Meanings, type: string): [string, OperationMeaning][] {
  return Object.entries(operations).filter(([, one]) => one.type === type);
}

function hasOwn({ input }: OperationMeaning): boolean {
  return input.some(({ part }) => part === "own");
}

/** The input with a member in the place of what is said of the same path. */
function withMember(meaning: OperationMeaning, member: MemberMeaning): OperationMeaning {
  const rows = [...meaning.input.filter(({ path }) => path !== member.path), member];
  return { ...meaning, input: rows.toSorted((a, b) => RANK[a.part] - RANK[b.part]) };
}

/**
 * The member that alone says which thing of a type is meant, and what it is of, where no operation on such things has one of
 * their own: the last container that an end asks for, of which no type is known.
 */
function findOnlyName(model: PackedModel, operations: Meanings, type: string): OnlyName | undefined {
  const all = listOf(operations, type);
  const [name, end] = all.find(([, { deed }]) => deed === "delete") ?? [];
  if (name === undefined || !end || !all.some(([, { deed }]) => deed === "create")) return undefined;
  if (all.some(([, one]) => ASKS.has(one.deed) && hasOwn(one))) return undefined;
  const containers = end.input.filter(({ part }) => part === "container");
  const last = containers.at(-1);
  const { required } = readInput(model, name);
  const asked = new Set(containers.map(({ path }) => path.replace(/\[\]$/, "")));
  const isAll = [...required].every((member) => asked.has(member));
  const isName = last?.type === undefined && /^\w+(?:\[\])?$/.test(last?.path ?? "");
  // What is given as it is made, and is no name, is that of something which has such a thing.
  const isGiven = all.some(
    ([maker, { deed }]) =>
      MAKES.has(deed) && readInput(model, maker).members.has(asked.values().toArray().at(-1) ?? ""),
  );
  if (isGiven && last && !CHOSEN.has(last.kind)) return undefined;
  return last && isAll && isName
    ? { member: last, held: new Set(containers.map(({ path }) => path)) }
    : undefined;
}

/** The input without containers that an end of such a thing does not ask for: these say what it is like. */
function holdOnly(meaning: OperationMeaning, held: ReadonlySet<string>): OperationMeaning {
  const rows = meaning.input.map((member): MemberMeaning => {
    const isHeld = member.part !== "container" || held.has(member.path);
    return isHeld ? member : { ...member, part: "reference", hold: "shared" };
  });
  return { ...meaning, input: rows.toSorted((a, b) => RANK[a.part] - RANK[b.part]) };
}

/** The meanings, in which what alone names things of a type is their own. */
function nameByHolder(model: PackedModel, operations: Meanings): Meanings {
  const result = { ...operations };
  for (const type of new Set(Object.values(operations).map((one) => one.type))) {
    const only = type === undefined ? undefined : findOnlyName(model, operations, type);
    if (!only || type === undefined) continue;
    for (const [name, meaning] of listOf(operations, type)) {
      const { member, held } = only;
      const before = meaning.input.find(({ path }) => path === member.path);
      const isNamed = before ? before.type === undefined : readInput(model, name).texts.has(member.path);
      if (!isNamed || hasOwn(meaning) || !(ASKS.has(meaning.deed) || MAKES.has(meaning.deed))) continue;
      const hold = meaning.deed === "read" ? "shared" : "exclusive";
      result[name] = withMember(holdOnly(meaning, held), { ...member, type, part: "own", hold });
    }
  }
  return result;
}

/** The members by which things of a type are asked for: the own ones that a read, a change or an end of one demands. */
function listAsked(model: PackedModel, operations: Meanings, type: string): MemberMeaning[] {
  return listOf(operations, type).flatMap(([name, { deed, input }]) => {
    if (!ASKS.has(deed)) return [];
    const { required } = readInput(model, name);
    return input.filter(({ part, path, type: of }) => part === "own" && of === type && required.has(path));
  });
}

/** The meanings, where what makes a thing takes a member by which the thing is asked for later, and no other that names it. */
function nameByAsked(model: PackedModel, operations: Meanings): Meanings {
  const named = Object.entries(operations).map(([name, meaning]): [string, OperationMeaning] => {
    const { deed, type, input } = meaning;
    if (deed !== "create" || type === undefined || hasOwn(meaning)) return [name, meaning];
    const { texts } = readInput(model, name);
    const own = listAsked(model, operations, type).find(({ path, kind }) => {
      if (!CHOSEN.has(kind)) return false;
      const before = input.find((one) => one.path === path);
      return texts.has(path) && (!before || (before.part === "reference" && before.type === undefined));
    });
    return [name, own ? withMember(meaning, { ...own, hold: "exclusive" }) : meaning];
  });
  return Object.fromEntries(named);
}

/** Whether two types are called alike: all words of one are the other's, or it begins so. */
function areAlike(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].toSorted((a, b) => a.length - b.length);
  const words = new Set(long.split("-"));
  return short.split("-").every((word) => words.has(word)) || fold(long).startsWith(fold(short));
}

function fold(type: string): string {
  return type.replaceAll("-", "");
}

/** By the names of types that no operation is about and that name what those of one other type end: that type. */
export function findOtherNames(operations: Meanings): ReadonlyMap<string, string> {
  const all = Object.values(operations);
  const about = new Set(all.map(({ type }) => type));
  const ended = new Map<string, Set<string>>();
  for (const { type, input } of all)
    for (const { type: of } of input)
      if (type !== undefined && of !== undefined && !of.includes(":") && !about.has(of))
        ended.getOrInsertComputed(of, () => new Set()).add(type);
  const others = [...ended].flatMap(([name, [type, ...more]]) => {
    const ops = type === undefined || more.length > 0 ? [] : listOf(operations, type);
    const last = ops
      .find(([, { deed }]) => deed === "delete")?.[1]
      .input.filter(({ part }) => part === "container")
      .at(-1);
    const isOnly = ops.every(([, one]) => !ASKS.has(one.deed) || !hasOwn(one));
    return type !== undefined && isOnly && last?.type === name && areAlike(name, type)
      ? [[name, type] as const]
      : [];
  });
  return new Map(others);
}

/** The members of another name of a type are those of the type, and its own where they are what an operation on it is about. */
function renameTypes(operations: Meanings, names: ReadonlyMap<string, string>): Meanings {
  const renamed = Object.entries(operations).map(([name, meaning]) => {
    const isMaking = MAKES.has(meaning.deed);
    const rename = (members: OperationMeaning["input"], owned: MemberMeaning["part"] | undefined) =>
      members.map((member): MemberMeaning => {
        const type = names.get(member.type ?? "");
        if (type === undefined) return member;
        return { ...member, type, ...(meaning.type === type && member.part === owned && { part: "own" }) };
      });
    const input = rename(meaning.input, "container").toSorted((a, b) => RANK[a.part] - RANK[b.part]);
    const output = rename(meaning.output, isMaking ? "reference" : undefined);
    return [name, { ...meaning, input, output }] as const;
  });
  return Object.fromEntries(renamed);
}

/** The meanings of a service's operations with what things of each type are called; `names` are other names of types. */
export function nameOwn(
  model: PackedModel,
  operations: Meanings,
  names: ReadonlyMap<string, string>,
): Record<string, OperationMeaning> {
  const renamed = names.size === 0 ? operations : renameTypes(operations, names);
  return { ...nameByAsked(model, nameByHolder(model, renamed)) };
}
