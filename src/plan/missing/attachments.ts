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
import states from "./states.json" with { type: "json" };

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
    /** The types of the things that it keeps from being deleted, where it names others, too, which can go before it. */
    holds: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
    /** What the inverse asked where it takes off what every such thing has from its beginning. */
    except: v.optional(Conditions),
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
    /** What the members of these are called by the inverse, where that is otherwise. */
    told: v.optional(v.record(Text, Text)),
    /** Lists of the inverse that tell a part by all that stands in them. */
    together: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
    /** What the inverse asked where it takes away what was never put on by a call. */
    except: v.optional(Conditions),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("cascade"), service: Text, deletes: Text, reason: Text }),
]);

type AttachmentRow = v.InferOutput<typeof AttachmentRow>;
type PairRow = Extract<AttachmentRow, { kind: "pair" }>;

/** A call and its inverse. */
export interface AttachmentPair extends Pick<PairRow, "ends" | "holds" | "openWith" | "oneWay"> {
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
  /** Set where a read tells of it, so that nothing in the log goes by what is made up for it. */
  readonly isRead?: true;
  readonly except?: Conditions;
  /** What members of the calls that change it are called by the inverse. */
  readonly told?: Readonly<Record<string, string>>;
  /** Lists that tell a part by all that stands in them. */
  readonly together?: readonly string[];
}

const attachments = rows as readonly AttachmentRow[];

/** The calls that prove a state, in which states.json brings what is made for them. */
const statesProved = new Set(states.flatMap(({ proved }) => proved));

const byService = Map.groupBy(attachments, ({ service }) => service);

function findRow({ service }: ServiceModel, name: string): AttachmentRow | undefined {
  return byService.get(service)?.find((row) => row.kind !== "cascade" && matchesPattern(row.opens, name));
}

/** Whether an operation takes away what no recipe makes: a part of a thing, or an attachment of two. */
function takesPart(service: string, name: string): boolean {
  const { deed, type } = findMeaning(service, name);
  if (deed !== "delete" && deed !== "detach") return false;
  const recipe = type === undefined ? undefined : findRecipe(service, type);
  return !recipe || !areFor(recipe.ends, service, name);
}

/** Whether an operation changes what `closes` takes away, and says as much of it. */
function doesChange({ name, input, model }: Operation, closes: Operation, row?: AttachmentRow): boolean {
  const pattern = row?.kind === "loose" ? row.changedBy : undefined;
  if (pattern !== undefined) return matchesPattern(pattern, name);
  const { deed, type } = findMeaning(model.service, name);
  if (deed !== "update" || type === undefined || type !== findMeaning(model.service, closes.name).type)
    return false;
  const saysAll = (closes.input?.required ?? []).every((member) => input?.members?.[member]);
  return saysAll && findRecipe(model.service, type) === undefined;
}

/** The pair of a call and its inverse, where something is attached by the one and taken off by the other. */
function makePair(opens: Operation, closes: Operation, row?: AttachmentRow): AttachmentPair | undefined {
  const { service } = opens.model;
  const undoing = getReadings(service).undoing[opens.name];
  const isAttachment =
    findMeaning(service, opens.name).deed === "attach" && findMeaning(service, closes.name).deed === "detach";
  const isProved = row?.kind === "loose" && row.proved === true;
  // What is switched off was on, also where states.json does not say so.
  const isSwitch =
    findMeaning(service, closes.name).deed === "detach" && !statesProved.has(`${service}:${closes.name}`);
  const doesPut = isProved || isSwitch || findMeaning(service, opens.name).deed !== "act";
  const isPart = !isAttachment && doesPut && takesPart(service, closes.name);
  if (!undoing || (row ? row.kind === "loose" && !row.proved : !isAttachment && !isPart)) return undefined;
  const { told, together } = row?.kind === "loose" ? row : {};
  const { except } = row?.kind === "cascade" ? {} : (row ?? {});
  const { ends, holds, oneWay } = row?.kind === "pair" ? row : {};
  const openWith = row?.kind === "cascade" ? undefined : row?.openWith;
  return {
    opens,
    closes,
    fill: compileFill(closes, undoing.fill, parseCallPath),
    isSure: row?.kind === "pair",
    ...((row ? row.kind === "loose" : isPart) && { isLoose: true }),
    ...(isPart && { isPart }),
    ...(except && { except }),
    ...(told && { told }),
    ...(together && { together }),
    ...(ends && { ends }),
    ...(holds && { holds }),
    ...(openWith && { openWith }),
    ...(oneWay && { oneWay }),
  };
}

/** Two operations of which one may undo the other; whether it does is told when it is asked for, which takes longer. */
class Candidate {
  readonly row: AttachmentRow | undefined;
  #pair: { readonly made: AttachmentPair | undefined } | undefined;

  constructor(
    readonly opens: Operation,
    readonly closes: Operation,
  ) {
    this.row = findRow(opens.model, opens.name);
  }

  get pair(): AttachmentPair | undefined {
    this.#pair ??= { made: makePair(this.opens, this.closes, this.row) };
    return this.#pair.made;
  }
}

function listCandidates(model: ServiceModel): readonly Candidate[] {
  const { service, operations } = model;
  return Object.entries(getReadings(service).undoing).flatMap(([name, undoing]) => {
    const opens = operations[name];
    const closes = operations[undoing.operation];
    return opens && closes ? [new Candidate(opens, closes)] : [];
  });
}

/** What an operation has to do with the attachments of its service. */
interface Parts {
  readonly opening: readonly AttachmentPair[];
  readonly closing: readonly AttachmentPair[];
  readonly changing: readonly AttachmentPair[];
}

const candidates = new WeakMap<ServiceModel, readonly Candidate[]>();
const found = new WeakMap<Operation, Parts>();

function readParts(operation: Operation): Parts {
  const all = candidates.getOrInsertComputed(operation.model, listCandidates);
  const list = (isMeant: (one: Candidate) => boolean) =>
    all.filter(isMeant).flatMap(({ pair }) => pair ?? []);
  return {
    opening: list(({ opens }) => opens === operation),
    closing: list(({ closes }) => closes === operation),
    changing: list(({ closes, row }) => doesChange(operation, closes, row)).filter(
      ({ isPart, isLoose }) => isPart || isLoose,
    ),
  };
}

/** Whether an operation is of any pair. Throws as the following do. */
export function hasPairs(operation: Operation): boolean {
  const { opening, closing, changing } = found.getOrInsertComputed(operation, readParts);
  return opening.length + closing.length + changing.length > 0;
}

/** The pairs that an operation opens. Throws a RangeError where the readings of its service are not loaded. */
export function findOpening(operation: Operation): readonly AttachmentPair[] {
  return found.getOrInsertComputed(operation, readParts).opening;
}

/** The same for those that it closes. */
export function findClosing(operation: Operation): readonly AttachmentPair[] {
  return found.getOrInsertComputed(operation, readParts).closing;
}

/** The same for those whose attachment it changes. */
export function findChanging(operation: Operation): readonly AttachmentPair[] {
  return found.getOrInsertComputed(operation, readParts).changing;
}

/** What a call gets besides when it is made up. */
export function findOpenWith({ model, name }: Operation): v.InferOutput<typeof OpenWith> {
  const row = findRow(model, name);
  return (row?.kind === "cascade" ? undefined : row?.openWith) ?? {};
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
