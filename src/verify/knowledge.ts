/** What the tables say of operations, as verification needs it: found once for each operation. */
import type { Operation } from "../aws/model/types.ts";
import { type CallPath, compileFill, type MemberFill, parseCallPath } from "../aws/resources/fill-input.ts";
import { type PathStep, parsePath } from "../aws/resources/read-texts.ts";
import { type Fill, loadReadings, type ServiceReadings } from "../aws/resources/readings.ts";
import { loadResources } from "../aws/resources/table.ts";
import type { Deed, MemberMeaning, ServiceResources } from "../aws/resources/types.ts";
import type { Call } from "../dialect/call.ts";
import { findListings, withoutItems } from "./listings.ts";
import {
  type BatchRow,
  type CompareRows,
  type ConsumedRow,
  findBatch,
  findCompares,
  findConsumed,
  findReplaced,
  findSuperseded,
  findVersion,
  type ReplacesRow,
  type SupersedesRow,
} from "./readers.ts";

/** A member of a call that names things. */
export interface Row extends MemberMeaning {
  readonly side: "input" | "output";
  readonly steps: readonly PathStep[];
  /** Whether it stands at the top, alone: `RoleName`, and not `Role.Arn` or `Resources[]`. */
  readonly isScalar: boolean;
  readonly isRequired: boolean;
}

/** A path in a call, with the rows of what stands there. */
export interface PathSource extends CallPath {
  readonly rows: readonly Row[];
}

/** An operation that is filled from a call. */
export interface Filling {
  readonly operation: Operation;
  readonly members: readonly MemberFill<PathSource>[];
}

/** A read that tells of a call. */
export interface Read extends Filling {
  /** Whether its answer is a list of things in which one has to be found. */
  readonly isList: boolean;
  /** All that must stand in what is read, beside the thing's name; undefined where the resource table tells it. */
  readonly holds: readonly PathSource[] | undefined;
}

/** What is known of an operation. */
export interface Knowledge {
  readonly operation: Operation;
  readonly deed: Deed;
  /** The type of thing it is about, `role`; undefined where it is not known. */
  readonly type: string | undefined;
  readonly rows: readonly Row[];
  readonly reads: readonly Read[];
  readonly undoing: Filling | undefined;
  readonly batch: BatchRow | undefined;
  readonly compares: CompareRows;
  /** Where the answer has the number of the version that the call makes. */
  readonly version: readonly PathStep[] | undefined;
  readonly consumed: readonly ConsumedRow[];
  /** What takes away what the call takes the place of. */
  readonly replaced: readonly (Filling & Pick<ReplacesRow, "without">)[];
  readonly superseded: readonly SupersedesRow[];
  /** Whether something can be read back when it has been done. */
  readonly leavesSomething: boolean;
}

/** Deeds after which something can be read. */
const MAKING: ReadonlySet<Deed> = new Set<Deed>(["create", "put", "update", "attach", "tag"]);

/** The last member's name of a path: `Arn` of `Role.Arn`, `Resources` of `Resources[]`. */
export function lastMember(steps: readonly PathStep[]): string {
  return steps.findLast((step) => !/^[[{]/.test(step)) ?? "";
}

function makeRow(operation: Operation, side: Row["side"], meaning: MemberMeaning): Row {
  const steps = parsePath(meaning.path);
  const [first = ""] = steps;
  const required = side === "input" ? operation.input?.required : undefined;
  return {
    ...meaning,
    side,
    steps,
    isScalar: steps.length === 1,
    isRequired: steps.length <= 2 && (required?.includes(first) ?? false),
  };
}

function parseSide(text: string, rows: readonly Row[]): PathSource {
  const path = parseCallPath(text);
  const within = withoutItems(text.slice(text.indexOf(".") + 1));
  const named = rows.filter((row) => row.side === path.side && withoutItems(row.path) === within);
  return { ...path, rows: named };
}

function makeFilling(operation: Operation, fill: Fill, rows: readonly Row[]): Filling {
  return { operation, members: compileFill(operation, fill, (text) => parseSide(text, rows)) };
}

/**
 * Members of a read that say in what form it answers, as the call said: one of a closed list of values, of the same shape
 * on all three sides. Without it the answer is of the form that is preset.
 */
function fillForms(read: Operation, { operation, rows }: { operation: Operation; rows: readonly Row[] }) {
  return Object.entries(read.input?.members ?? {}).flatMap(([member, shape]): MemberFill<PathSource>[] => {
    const sides = [operation.input, read.output].map((side) => side?.members?.[member]?.name);
    if (!shape.enum || sides.some((name) => name !== shape.name)) return [];
    return [{ member, isRequired: false, sources: [{ path: parseSide(`input.${member}`, rows) }] }];
  });
}

/** The reads of what is switched off: those that tell whether it is on, which another operation sets that is about the same. */
function findOpposite(
  operation: Operation,
  meanings: ServiceResources["operations"],
  readings: ServiceReadings["readings"],
): ServiceReadings["readings"][string] | undefined {
  const listSet = (one: Operation) => findCompares(one).sets.flatMap(({ values }) => Object.keys(values));
  const { name, model } = operation;
  const set = listSet(operation).join();
  if (set === "") return undefined;
  const opposite = Object.values(model.operations).find(
    (other) =>
      readings[other.name] &&
      meanings[other.name]?.type === meanings[name]?.type &&
      listSet(other).join() === set,
  );
  return opposite && readings[opposite.name];
}

function makeKnowledge(
  operation: Operation,
  { operations: meanings }: ServiceResources,
  { readings, undoing, traceless }: ServiceReadings,
): Knowledge {
  const { name, model } = operation;
  const meaning = meanings[name];
  const rows = [
    ...(meaning?.input ?? []).map((row) => makeRow(operation, "input", row)),
    ...(meaning?.output ?? []).map((row) => makeRow(operation, "output", row)),
  ];
  const compares = findCompares(operation);
  const told = readings[name] ?? findOpposite(operation, meanings, readings);
  const reads = (told ?? []).flatMap(({ operation: read, fill, at, lists, holds }): Read[] => {
    const other = model.operations[read];
    if (!other) return [];
    const held = holds?.map((path) => parseSide(path, rows));
    // A list of tags is what one thing has, and not one of things: those would be told at a place of their own.
    const isList = lists === true && (meaning?.deed !== "tag" || at !== undefined);
    const filling = makeFilling(other, fill, rows);
    const forms = isList ? [] : fillForms(other, { operation, rows }).filter(({ member }) => !fill[member]);
    return [{ operation: other, members: [...filling.members, ...forms], isList, holds: held }];
  });
  const undo = undoing[name];
  const deed = meaning?.deed ?? "act";
  // An act leaves a state if there is another that takes it back: EnableKey, and not Publish.
  const isState = deed === "act" && undo !== undefined && meanings[undo.operation]?.deed !== "delete";
  const inverse = undo && model.operations[undo.operation];
  const version = findVersion(operation)?.at;
  const leaves = MAKING.has(deed) || isState || compares.sets.length > 0;
  return {
    operation,
    deed,
    type: meaning?.type,
    rows,
    reads,
    undoing: undo && inverse && makeFilling(inverse, undo.fill, rows),
    batch: findBatch(operation),
    compares,
    version: version === undefined ? undefined : parsePath(version),
    consumed: findConsumed(operation),
    replaced: findReplaced(operation).flatMap(({ undo, fill, without }) => {
      const other = model.operations[undo];
      const sources = Object.entries(fill).map(([member, path]) => [member, [`input.${path}`]] as const);
      return other ? [{ ...makeFilling(other, Object.fromEntries(sources), rows), without }] : [];
    }),
    superseded: findSuperseded(operation),
    leavesSomething: leaves && !traceless.includes(name),
  };
}

/** Whether a call of an operation says nothing of what it is about: it is about all that there is, such as an account's policy. */
export function takesNothing({ input }: Operation, rows: readonly Pick<Row, "side">[]): boolean {
  return (input?.required ?? []).length === 0 && rows.every(({ side }) => side !== "input");
}

/** What is known of the operations of some services. */
export class KnowledgeBase {
  readonly #services: ReadonlyMap<string, readonly [ServiceResources, ServiceReadings]>;
  readonly #known = new Map<Operation, Knowledge>();
  readonly #wholesale = new Map<string, ReadonlyMap<string, Operation>>();
  readonly #listings = new Map<Operation, readonly Read[]>();
  readonly #openers = new Map<string, ReadonlyMap<string, readonly string[]>>();

  private constructor(services: ReadonlyMap<string, readonly [ServiceResources, ServiceReadings]>) {
    this.#services = services;
  }

  /** Loads what is needed for these calls. */
  static async load(calls: readonly Pick<Call, "service">[]): Promise<KnowledgeBase> {
    const names = [...new Set(calls.map(({ service }) => service))];
    const load = async (service: string) =>
      [service, await Promise.all([loadResources(service), loadReadings(service)])] as const;
    return new KnowledgeBase(new Map(await Promise.all(names.map(load))));
  }

  /** What is known of an operation. Throws a RangeError for one of a service that was not loaded. */
  find(operation: Operation): Knowledge {
    const known = this.#known.get(operation);
    if (known) return known;
    const { service } = operation.model;
    const tables = this.#services.get(service);
    if (!tables) throw new RangeError(`what ${service} means is not loaded`);
    const made = makeKnowledge(operation, ...tables);
    this.#known.set(operation, made);
    return made;
  }

  /** The operation that deletes all things of the type of another one's. */
  findWholesale({ operation, type }: Pick<Knowledge, "operation" | "type">): Operation | undefined {
    const { service, operations } = operation.model;
    const tables = this.#services.get(service);
    if (type === undefined || !tables) return undefined;
    const found = this.#wholesale.getOrInsertComputed(service, () => {
      const [{ operations: meanings }] = tables;
      const all = Object.values(operations).flatMap((one) => {
        const meaning = meanings[one.name];
        const isOne = meaning?.deed === "delete" && meaning.type !== undefined && meaning.input.length === 0;
        return isOne && takesNothing(one, []) ? [[meaning.type ?? "", one] as const] : [];
      });
      return new Map(all);
    });
    return found.get(type);
  }

  /** The operations that put there what this one takes away; of one that takes tags off, those that put tags on. */
  findOpeners({ name, model }: Operation): Knowledge[] {
    const tables = this.#services.get(model.service);
    if (!tables) return [];
    const [{ operations: meanings }, { undoing }] = tables;
    const openers = this.#openers.getOrInsertComputed(model.service, () => {
      const pairs = Object.entries(undoing).map(([opens, undo]) => [undo.operation, opens] as const);
      return new Map(
        [...Map.groupBy(pairs, ([closes]) => closes)].map(([closes, all]) => [closes, all.map(([, o]) => o)]),
      );
    });
    const listTagging = () => Object.keys(meanings).filter((one) => meanings[one]?.deed === "tag");
    const names = openers.get(name) ?? (meanings[name]?.deed === "untag" ? listTagging() : []);
    return names.flatMap((one) => {
      const operation = model.operations[one];
      return operation ? [this.find(operation)] : [];
    });
  }

  /** Whether what an operation takes away are data or messages, which no read of the API tells of. */
  takesData({ operation: { name, model }, type }: Pick<Knowledge, "operation" | "type">): boolean {
    const tables = this.#services.get(model.service);
    if (!tables) return false;
    const [{ operations: meanings }, { traceless }] = tables;
    if (traceless.includes(name)) return true;
    const makers = Object.keys(meanings).filter(
      (one) => type !== undefined && meanings[one]?.type === type && MAKING.has(meanings[one].deed),
    );
    return makers.length > 0 && makers.every((one) => traceless.includes(one));
  }

  /** The operations that list things of an operation's type; found once. */
  listings(operation: Operation): readonly Read[] {
    const tables = this.#services.get(operation.model.service);
    if (!tables) return [];
    return this.#listings.getOrInsertComputed(operation, () => findListings(this.find(operation), tables[0]));
  }
}
