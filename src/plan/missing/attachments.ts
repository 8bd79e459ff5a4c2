/**
 * Which calls attach what, and which undo that: by the resource table where it says that one attaches and the other
 * detaches, or that one takes away what is no thing of its own (a route, a filter, a policy of a repository); by
 * attachments.json for the rest.
 */

import * as v from "valibot";
import type { Operation, ServiceModel } from "../../aws/model/types.ts";
import { compileFill, type MemberFill, parseCallPath } from "../../aws/resources/fill-input.ts";
import { getReadings } from "../../aws/resources/readings.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import { Conditions } from "../fill/conditions.ts";
import rows from "./attachments.json" with { type: "json" };
import { findRecipe } from "./catalogue.ts";
import { areFor } from "./recipes.ts";

/** What the first call gets besides what its inverse says: templates as in recipes.json, by paths of its members. */
const OpenWith = v.record(v.string(), v.unknown());

/**
 * pair: what undoes `opens` has to come before the thing that hangs on it is deleted. loose: what `opens` attaches keeps
 * nothing from being deleted, it goes with the thing. cascade: `deletes` does all that undoes by itself.
 */
export const AttachmentRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("pair"),
    service: Text,
    opens: Text,
    /** Set where the first call ends an earlier attachment that it names. */
    ends: v.optional(v.literal(true)),
    /** What else the first call needs when it is made up for an inverse without one. */
    openWith: v.optional(OpenWith),
    /** Set where it is not made up: recipes make such things, or the inverse does not say what it was. */
    oneWay: v.optional(v.literal(true)),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("loose"),
    service: Text,
    /** A pattern of operation names. */
    opens: Text,
    /** Set where the inverse proves that it was attached, to a thing that is older than the log. */
    proved: v.optional(v.literal(true)),
    /** What else the first call needs when it is made up. */
    openWith: v.optional(OpenWith),
    /** Operations that change what was attached, and so prove that too, as a pattern. */
    changedBy: v.optional(Text),
    /** What the inverse asked where it takes away what was never put on by a call. */
    except: v.optional(Conditions),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("cascade"), service: Text, deletes: Text, reason: Text }),
]);

type AttachmentRow = v.InferOutput<typeof AttachmentRow>;
type PairRow = Extract<AttachmentRow, { kind: "pair" }>;

/** A call and its inverse. */
export interface AttachmentPair extends Pick<PairRow, "ends" | "openWith" | "oneWay"> {
  readonly opens: Operation;
  readonly closes: Operation;
  /** From where the inverse's members come. */
  readonly fill: readonly MemberFill[];
  /** Set where it keeps nothing from being deleted, and is made up only for what is made up itself. */
  readonly isLoose?: true;
  /** Whether it keeps every thing that it names from being deleted; else only what refuses a deletion at all. */
  readonly isSure: boolean;
  /** Set where what is attached is a part of a thing, told by what the inverse names. */
  readonly isPart?: true;
  readonly except?: Conditions;
  /** The operations that change what is attached. */
  readonly changers: readonly Operation[];
}

const attachments = rows as readonly AttachmentRow[];

function findRow({ service }: ServiceModel, name: string): AttachmentRow | undefined {
  return attachments.find(
    (row) => row.kind !== "cascade" && row.service === service && matchesPattern(row.opens, name),
  );
}

/** Whether an operation takes away what no recipe makes: a part of a thing, or an attachment of two. */
function takesPart(service: string, name: string): boolean {
  const { deed, type } = findMeaning(service, name);
  if (deed !== "delete" && deed !== "detach") return false;
  const recipe = type === undefined ? undefined : findRecipe(service, type);
  return !recipe || !areFor(recipe.ends, service, name);
}

/** The operations that change what `closes` takes away, and say as much of it. */
function listChangers({ service, operations }: ServiceModel, closes: Operation, row?: AttachmentRow) {
  const { type } = findMeaning(service, closes.name);
  const pattern = row?.kind === "loose" ? row.changedBy : undefined;
  const isOwnless = type !== undefined && findRecipe(service, type) === undefined;
  return Object.values(operations).filter(({ name, input }) => {
    if (pattern !== undefined) return matchesPattern(pattern, name);
    const meaning = findMeaning(service, name);
    const saysAll = (closes.input?.required ?? []).every((member) => input?.members?.[member]);
    return isOwnless && meaning.deed === "update" && meaning.type === type && saysAll;
  });
}

function listPairs(model: ServiceModel): readonly AttachmentPair[] {
  const { service, operations } = model;
  return Object.entries(getReadings(service).undoing).flatMap(([name, undoing]): AttachmentPair[] => {
    const opens = operations[name];
    const closes = operations[undoing.operation];
    const row = findRow(model, name);
    const isAttachment =
      findMeaning(service, name).deed === "attach" &&
      findMeaning(service, undoing.operation).deed === "detach";
    const isProved = row?.kind === "loose" && row.proved === true;
    const doesPut = isProved || findMeaning(service, name).deed !== "act";
    const isPart = !isAttachment && doesPut && takesPart(service, undoing.operation);
    if (!opens || !closes || (row ? row.kind === "loose" && !row.proved : !isAttachment && !isPart))
      return [];
    const fill = compileFill(closes, undoing.fill, parseCallPath);
    const except = row?.kind === "loose" ? row.except : undefined;
    const { ends, oneWay } = row?.kind === "pair" ? row : {};
    const openWith = row?.kind === "cascade" ? undefined : row?.openWith;
    return [
      {
        opens,
        closes,
        fill,
        isSure: row?.kind === "pair",
        ...((row ? row.kind === "loose" : isPart) && { isLoose: true }),
        ...(isPart && { isPart }),
        ...(except && { except }),
        changers: isPart || row?.kind === "loose" ? listChangers(model, closes, row) : [],
        ...(ends && { ends }),
        ...(openWith && { openWith }),
        ...(oneWay && { oneWay }),
      },
    ];
  });
}

/** The pairs of a service by their operations. */
interface Pairs {
  readonly opening: ReadonlyMap<Operation, readonly AttachmentPair[]>;
  readonly closing: ReadonlyMap<Operation, readonly AttachmentPair[]>;
  readonly changing: ReadonlyMap<Operation, readonly AttachmentPair[]>;
}

const found = new WeakMap<ServiceModel, Pairs>();
const NONE: readonly AttachmentPair[] = [];

function groupByChangers(pairs: readonly AttachmentPair[]): Map<Operation, readonly AttachmentPair[]> {
  const entries = pairs.flatMap((pair) => pair.changers.map((changer) => ({ changer, pair })));
  const groups = Map.groupBy(entries, ({ changer }) => changer);
  return new Map([...groups].map(([changer, group]) => [changer, group.map(({ pair }) => pair)]));
}

function findPairs(model: ServiceModel): Pairs {
  return found.getOrInsertComputed(model, () => {
    const pairs = listPairs(model);
    return {
      opening: Map.groupBy(pairs, ({ opens }) => opens),
      closing: Map.groupBy(pairs, ({ closes }) => closes),
      changing: groupByChangers(pairs),
    };
  });
}

/** The pairs that an operation opens. Throws a RangeError where the readings of its service are not loaded. */
export function findOpening(operation: Operation): readonly AttachmentPair[] {
  return findPairs(operation.model).opening.get(operation) ?? NONE;
}

/** The same for those that it closes. */
export function findClosing(operation: Operation): readonly AttachmentPair[] {
  return findPairs(operation.model).closing.get(operation) ?? NONE;
}

/** The same for those whose attachment it changes. */
export function findChanging(operation: Operation): readonly AttachmentPair[] {
  return findPairs(operation.model).changing.get(operation) ?? NONE;
}

/** Whether a deletion can be refused because something hangs on the thing. */
export function canBeRefused({ name, model }: Operation): boolean {
  return getReadings(model.service).refused.includes(name);
}

/** Whether a deletion undoes the attachments of the thing by itself. */
export function doesCascade(service: string, deletes: string): boolean {
  return attachments.some(
    (row) => row.kind === "cascade" && row.service === service && row.deletes === deletes,
  );
}
