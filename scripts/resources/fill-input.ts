/** Tells from where another operation's input can be filled after a call: from what the call was asked and answered. */
import type { PackedModel, PackedOperation, PackedShape } from "../../src/aws/model/types.ts";
import type { Fill, Source } from "../../src/aws/resources/readings.ts";
import type { MemberMeaning, NameKind, OperationMeaning } from "../../src/aws/resources/types.ts";
import { isOfPages, isPageSize } from "./read-words.ts";
import { fold } from "./words.ts";

/** An operation with what it means. */
export interface Described {
  readonly operation: PackedOperation;
  readonly meaning: OperationMeaning;
}

/** What is filled, after which call. */
export interface Task {
  readonly model: PackedModel;
  /** The call that goes before. */
  readonly before: Described;
  /** The operation whose input is wanted. */
  readonly next: Described;
  /** The members that together name a thing of the type which `next` is about, where they are several. */
  readonly naming: ReadonlySet<string>;
  /** Optional members that are left out. */
  readonly avoided?: ReadonlySet<string>;
  /** What is given in any case. */
  readonly given: Readonly<Record<string, Source>>;
  /** Whether whatever both have under one name is handed on, settings too: for an operation that undoes the call. */
  readonly isInverse: boolean;
}

export interface Filled {
  readonly fill: Fill;
  /** The rows of the filled operation that name what the call names. */
  readonly used: readonly MemberMeaning[];
}

/** Which kinds of name may stand in a member of a kind, the best first. A name that was chosen is no id. */
const KINDS: Readonly<Record<NameKind, readonly NameKind[]>> = {
  id: ["id", "arn", "any"],
  name: ["name", "any"],
  arn: ["arn"],
  url: ["url"],
  any: ["any", "name", "arn", "id"],
};

/** From this rank on a source names the thing in another way than the member asks for. */
const OTHER_KIND = 30;
/** How surely a name of each kind means one thing. */
const SUREST: readonly NameKind[] = ["id", "arn", "url", "name", "any"];

/** A page's length that has to be given, and one that every API allows. */
const PAGE_LENGTH = 50;
/** Deeper in an answer stands what belongs to something else. */
const DEEPEST = 4;
const MOST_SOURCES = 4;
const SCALARS = new Set(["string", "integer", "long"]);

function nameOf(path: string): string {
  return fold((path.split(".").at(-1) ?? path).replace(/(\[\]|\{\}|\{key\})+$/, "")).replace(/s$/, "");
}

interface Rated {
  readonly source: string;
  readonly rank: number;
}

/** How well what the call has at `source` names what `row` wants, 0 the best; undefined where it names something else. */
function rateSource(
  { before, next }: Task,
  row: MemberMeaning,
  other: MemberMeaning,
  side: "input" | "output",
): number | undefined {
  const depth = other.path.split(".").length;
  if (depth > DEEPEST || other.renames) return undefined;
  const isSameType = row.type !== undefined && other.type === row.type;
  if (
    nameOf(other.path) === nameOf(row.path) &&
    (isSameType || row.type === undefined || other.type === undefined)
  )
    return (side === "input" && depth === 1 ? 0 : 10) + depth;
  // The thing that both are about is named by what the call calls its own.
  const isOwn = row.part === "own" && row.type === next.meaning.type && row.type === before.meaning.type;
  if (!isSameType || (isOwn && other.part !== "own")) return undefined;
  const kind = KINDS[row.kind].indexOf(other.kind);
  return kind < 0 ? undefined : 20 + kind * 10 + depth + (other.part === "own" ? 0 : 5);
}

/** What `row` can be filled from, the best first. */
function rateSources(task: Task, row: MemberMeaning): Rated[] {
  const { input, output } = task.before.meaning;
  const rate = (side: "input" | "output") => (other: MemberMeaning) => {
    const rank = rateSource(task, row, other, side);
    return rank === undefined ? [] : [{ source: `${side}.${other.path}`, rank }];
  };
  const rated = [...input.flatMap(rate("input")), ...output.flatMap(rate("output"))].toSorted(
    (a, b) => a.rank - b.rank,
  );
  // Where the thing has an id, its name is no substitute for that.
  const isTold = (rated[0]?.rank ?? 0) < OTHER_KIND;
  return rated.filter(({ rank }) => !isTold || rank < OTHER_KIND).slice(0, MOST_SOURCES);
}

interface Member {
  readonly name: string;
  readonly shape: PackedShape;
  readonly shapeName: string;
  readonly isRequired: boolean;
}

function listMembers(model: PackedModel, { input }: PackedOperation): Member[] {
  const shape = input && model.shapes[input.shape];
  const required = new Set(shape?.required);
  return Object.entries(shape?.members ?? {}).flatMap(([name, ref]): Member[] => {
    const inner = model.shapes[ref.shape];
    const isToken = ref.idempotencyToken || inner?.idempotencyToken;
    return inner && !isToken
      ? [{ name, shape: inner, shapeName: ref.shape, isRequired: required.has(name) }]
      : [];
  });
}

/** The one of an enum's values that is called like a member of the call: `enableDnsSupport`. */
function findChosen(members: readonly Member[], values: readonly string[]): Source[] {
  return values.flatMap((value) => {
    const named = members.find(({ name }) => name.toLowerCase() === value.toLowerCase());
    return named ? [{ value, if: `input.${named.name}` }] : [];
  });
}

/** Whatever the call was asked under the same name, if it is of the same kind. */
function findNamesake(members: readonly Member[], { name, shape, shapeName }: Member): Source[] {
  const found = members.find((other) => fold(other.name) === fold(name));
  const isAlike = SCALARS.has(shape.type) ? found?.shape.type === shape.type : found?.shapeName === shapeName;
  return found && isAlike ? [`input.${found.name}`] : [];
}

/** `logGroupNamePrefix` as if it were `logGroupName`: lists can often be narrowed down by how names begin. */
function readPrefix(task: Task, { name }: Member): MemberMeaning | undefined {
  const [, whole] = /^(.+)Prefix$/.exec(name) ?? [];
  const { type } = task.next.meaning;
  if (whole === undefined || type === undefined) return undefined;
  return { path: whole, type, part: "own", kind: "name", hold: "shared" };
}

/** What fills the input of the next operation; undefined where a member that it requires stays unknown. */
export function fillInput(task: Task): Filled | undefined {
  const { model, before, next, naming, isInverse } = task;
  const fill: Record<string, readonly Source[]> = {};
  for (const [name, source] of Object.entries(task.given)) fill[name] = [source];
  const used: MemberMeaning[] = [];
  const rows = new Map(next.meaning.input.map((row) => [row.path.replace(/\[\]$/, ""), row]));
  const asked = listMembers(model, before.operation);
  const members = listMembers(model, next.operation);

  const trySources = (member: Member, row: MemberMeaning | undefined): boolean => {
    const { shape } = member;
    const element = shape.type === "list" && shape.member ? model.shapes[shape.member.shape] : shape;
    const isText = element !== undefined && SCALARS.has(element.type);
    const named = row && isText ? rateSources(task, row).map(({ source }) => source) : [];
    const others =
      named.length > 0 ? [] : [...findNamesake(asked, member), ...findChosen(asked, element?.enum ?? [])];
    if (named.length + others.length === 0) return false;
    fill[member.name] = [...named, ...others];
    if (row && named.length > 0) used.push(row);
    return true;
  };

  for (const member of members) {
    if (!member.isRequired || member.name in fill) continue;
    if (isPageSize(member.name) && member.shape.type === "integer")
      fill[member.name] = [{ value: PAGE_LENGTH }];
    else if (!trySources(member, rows.get(member.name))) return undefined;
  }
  const optional = members.filter(
    ({ name, isRequired }) => !isRequired && !(name in fill) && !isOfPages(name) && !task.avoided?.has(name),
  );
  // What names a thing elsewhere only together names it here together.
  for (const member of optional) if (naming.has(member.name)) trySources(member, rows.get(member.name));
  const isNamed = () => used.some(({ part }) => part === "own");
  if (!isNamed()) {
    const best = optional
      .flatMap((member) => {
        const row = rows.get(member.name) ?? readPrefix(task, member);
        const [first] = row?.part === "own" && !(member.name in fill) ? rateSources(task, row) : [];
        if (!row || !first) return [];
        const penalty = !rows.has(member.name) ? 500 : first.rank >= OTHER_KIND ? 1000 : 0;
        return [{ member, row, rank: penalty + SUREST.indexOf(row.kind) * 100 + first.rank }];
      })
      .toSorted((a, b) => a.rank - b.rank);
    for (const { member, row } of best) if (trySources(member, row)) break;
  }
  for (const member of optional) {
    const row = rows.get(member.name);
    const isGiven = findNamesake(asked, member).length > 0;
    if (member.name in fill || (row?.part === "own" && isNamed())) continue;
    if (row?.part === "container" || (isGiven && (isInverse || (row !== undefined && row.part !== "own"))))
      trySources(member, row);
  }
  return { fill, used };
}

/** By type, the members that an operation which removes or changes a thing needs to name it, where they are several. */
export function findNaming(
  model: PackedModel,
  meanings: Readonly<Record<string, OperationMeaning>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const naming = new Map<string, ReadonlySet<string>>();
  for (const deed of ["update", "delete"]) {
    for (const operation of Object.values(model.operations)) {
      const meaning = meanings[operation.name];
      if (meaning?.deed !== deed || meaning.type === undefined) continue;
      const own = new Set(meaning.input.flatMap(({ path, part }) => (part === "own" ? [path] : [])));
      const required = listMembers(model, operation).filter(
        ({ name, shape, isRequired }) => isRequired && (own.has(name) || shape.enum !== undefined),
      );
      if (required.filter(({ name }) => own.has(name)).length > 1)
        naming.set(meaning.type, new Set(required.map(({ name }) => name)));
    }
  }
  return naming;
}
