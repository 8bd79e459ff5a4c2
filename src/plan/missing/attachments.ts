/**
 * Which calls attach what, and which undo that: by the resource table where it says that one attaches and the other
 * detaches, by attachments.json for the rest.
 */

import * as v from "valibot";
import type { Operation, ServiceModel } from "../../aws/model/types.ts";
import { compileFill, type MemberFill, parseCallPath } from "../../aws/resources/fill-input.ts";
import { getReadings } from "../../aws/resources/readings.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import rows from "./attachments.json" with { type: "json" };

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
    openWith: v.optional(v.record(v.string(), Text)),
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
    openWith: v.optional(v.record(v.string(), Text)),
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
}

const attachments = rows as readonly AttachmentRow[];

function findRow({ service }: ServiceModel, name: string): AttachmentRow | undefined {
  return attachments.find(
    (row) => row.kind !== "cascade" && row.service === service && matchesPattern(row.opens, name),
  );
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
    if (!opens || !closes || (row ? row.kind === "loose" && !row.proved : !isAttachment)) return [];
    const fill = compileFill(closes, undoing.fill, parseCallPath);
    const { ends, oneWay } = row?.kind === "pair" ? row : {};
    const openWith = row?.kind === "cascade" ? undefined : row?.openWith;
    return [
      {
        opens,
        closes,
        fill,
        isSure: row?.kind === "pair",
        ...(row?.kind === "loose" && { isLoose: true }),
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
}

const found = new WeakMap<ServiceModel, Pairs>();
const NONE: readonly AttachmentPair[] = [];

function findPairs(model: ServiceModel): Pairs {
  return found.getOrInsertComputed(model, () => {
    const pairs = listPairs(model);
    return {
      opening: Map.groupBy(pairs, ({ opens }) => opens),
      closing: Map.groupBy(pairs, ({ closes }) => closes),
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
