/** What is true of a thing once it stands: its state, as the service's waiters wait for it, and when it was made. */

import * as v from "valibot";
import type { ServiceModel, Shape } from "../../../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import rows from "./settled.json" with { type: "json" };

/** A row of settled.json; `members` is a pattern for members' names, in any case. */
export const SettledRow = v.variant("kind", [
  /** Members that tell a state: the first of the texts that they can have. What they are called before it names the thing, or is one of `of`. */
  v.strictObject({
    kind: v.literal("state"),
    members: Pattern,
    of: Pattern,
    texts: v.array(Text),
    reason: Text,
  }),
  /** Texts of such members that say that something is still to come; a pattern for whole texts. */
  v.strictObject({ kind: v.literal("coming"), texts: Pattern, reason: Text }),
  /** Members that tell a state only where something was set. */
  v.strictObject({ kind: v.literal("silent"), service: Text, members: Pattern, reason: Text }),
  /** What members have of a thing that can be used, where neither a waiter nor a list of texts tells it; patterns for whole names. */
  v.strictObject({
    kind: v.literal("plain"),
    service: Text,
    structures: Pattern,
    members: Pattern,
    text: Text,
    reason: Text,
  }),
  /** Members that tell when a thing was made. */
  v.strictObject({ kind: v.literal("made"), members: Pattern, reason: Text }),
  /** The same, of those that have a number: milliseconds since 1970. */
  v.strictObject({ kind: v.literal("counted"), members: Pattern, reason: Text }),
  /** What texts of such members come to that say that something is about to be so: the first that a member's shape has. */
  v.strictObject({ kind: v.literal("comes"), texts: Pattern, to: v.array(Text), reason: Text }),
]);

/** How a state says that what went on has come to a good end. */
const ENDS = [
  "complete",
  "completed",
  "COMPLETE",
  "COMPLETED",
  "succeeded",
  "SUCCEEDED",
  "SUCCESSFUL",
  "SUCCESS",
];

const ALL = rows as v.InferOutput<typeof SettledRow>[];

const STATES = ALL.flatMap((row) =>
  row.kind === "state"
    ? [{ members: new RegExp(row.members, "i"), of: new RegExp(`^(?:${row.of})$`, "i"), texts: row.texts }]
    : [],
);
const COMING = ALL.flatMap((row) => (row.kind === "coming" ? [new RegExp(`^(?:${row.texts})$`, "i")] : []));
const SILENT = ALL.flatMap((row) =>
  row.kind === "silent" ? [{ service: row.service, members: new RegExp(row.members, "i") }] : [],
);
const PLAIN = Map.groupBy(
  ALL.flatMap((row) =>
    row.kind === "plain"
      ? [
          {
            service: row.service,
            structures: new RegExp(`^(?:${row.structures})$`),
            members: new RegExp(`^(?:${row.members})$`, "i"),
            text: row.text,
          },
        ]
      : [],
  ),
  ({ service }) => service,
);
const MADE = ALL.flatMap((row) => (row.kind === "made" ? [new RegExp(row.members, "i")] : []));

const COUNTED = ALL.flatMap((row) => (row.kind === "counted" ? [new RegExp(row.members, "i")] : []));
const COMES = ALL.flatMap((row) =>
  row.kind === "comes" ? [{ texts: new RegExp(`^(?:${row.texts})$`, "i"), to: row.to }] : [],
);

/** What waiters that end well wait for: by the structure and its member, `TableDescription TableStatus`, and by the member alone. */
type Awaited = ReadonlyMap<string, ReadonlySet<string>>;

const awaited = new WeakMap<ServiceModel, Awaited>();

/** The same of waiters that end badly: what has failed stays so. */
const failures = new WeakMap<ServiceModel, Awaited>();

/** The structure at a path of an output: of `Vpcs[].State`, the shape that has the member State. */
function findHolder(output: Shape | undefined, path: readonly string[]): Shape | undefined {
  return path.slice(0, -1).reduce((at, step) => {
    const member = at?.members?.[step];
    return member?.member ?? member?.value ?? member;
  }, output);
}

function listAwaited({ waiters = {}, operations }: ServiceModel, end: "success" | "failure"): Awaited {
  const found = new Map<string, Set<string>>();
  for (const { operation, acceptors } of Object.values(waiters)) {
    // What is no good while something is deleted may be what becomes of others.
    if (
      end === "failure" &&
      !acceptors.some(({ state, expected }) => state === "success" && isStanding(expected))
    )
      continue;
    for (const { matcher, argument, expected, state } of acceptors) {
      const isEnd = state === end && (end === "failure" || matcher !== "pathAny");
      if (!isEnd || typeof expected !== "string") continue;
      const path = argument?.split(/\W+/).filter((step) => step !== "") ?? [];
      const member = path.at(-1);
      if (member === undefined) continue;
      const holder = findHolder(operations[operation]?.output, path)?.name;
      for (const key of [member, `${holder} ${member}`])
        found.getOrInsertComputed(key, () => new Set()).add(expected);
    }
  }
  return found;
}

/** Whether a text is the state of what stands and can be used. */
function isStanding(text: unknown): boolean {
  return typeof text === "string" && STATES.some(({ texts }) => texts.includes(text));
}

/** What is waited for in a member: in one of a thing's own whichever waiter names it, deeper only where a waiter looks there. */
function findAwaited(
  model: ServiceModel,
  holder: Shape,
  name: string,
  isOwn: boolean,
): ReadonlySet<string> | undefined {
  const known = awaited.getOrInsertComputed(model, () => listAwaited(model, "success"));
  const texts = known.get(`${holder.name} ${name}`) ?? (isOwn ? known.get(name) : undefined);
  const { enum: all } = holder.members?.[name] ?? {};
  // What waiters of other things wait for may be no state of this one.
  if (known.has(`${holder.name} ${name}`)) return texts;
  return all && texts ? texts.intersection(new Set(all)) : undefined;
}

/** The state of what stands and can be used, of those that waiters wait for: none where they wait for its end alone. */
function chooseState(known: ReadonlySet<string>): string | undefined {
  return STATES.flatMap(({ texts }) => texts).find((text) => known.has(text));
}

// A shape is one service's.
const states = new WeakMap<Shape, Map<string, string | undefined>>();

/** The text of a member that tells a state, in the structure that has it, a thing's own or not; undefined for any other member. */
export function tellState(
  model: ServiceModel,
  holder: Shape,
  name: string,
  isOwn = true,
): string | undefined {
  return states
    .getOrInsertComputed(holder, () => new Map())
    .getOrInsertComputed(isOwn ? name : `${name} inside`, () => findState(model, holder, name, isOwn));
}

function findState(model: ServiceModel, holder: Shape, name: string, isOwn: boolean): string | undefined {
  const shape = holder.members?.[name];
  if (shape?.type !== "string") return undefined;
  if (SILENT.some((row) => row.service === model.service && row.members.test(name))) return undefined;
  for (const row of STATES) {
    if (!row.members.test(name)) continue;
    const known = findAwaited(model, holder, name, isOwn);
    const first = known && chooseState(known);
    return (
      first ??
      findPlain(model, holder, name) ??
      (isOfThing(row, holder, name) ? chooseOf(row, shape) : undefined)
    );
  }
  return undefined;
}

/** The state that only a row of settled.json knows. */
function findPlain({ service }: ServiceModel, { name: holder }: Shape, name: string): string | undefined {
  return PLAIN.get(service)?.find(({ structures, members }) => structures.test(holder) && members.test(name))
    ?.text;
}

type StateRow = (typeof STATES)[number];

/** Whether a member tells the state of the thing, and not of something that is set on it: a schedule of its snapshots. */
function isOfThing({ members, of }: StateRow, holder: Shape, name: string): boolean {
  const before = name.replace(members, "").toLowerCase();
  const own = holder.name.toLowerCase();
  return before === "" || of.test(before) || own.includes(before) || before.includes(own);
}

function chooseOf({ texts }: StateRow, shape: Shape): string | undefined {
  return texts.find((text) => shape.enum?.includes(text));
}

/**
 * How a structure tells a state of its thing, where that can be one of the texts, the first of these: `{Status: "STOPPED"}`, or
 * `{Status: {State: "STOPPED"}}`.
 */
export function tellAs(holder: Shape, texts: readonly string[]): Structure | undefined {
  for (const [member, shape] of Object.entries(holder.members ?? {})) {
    if (!STATES.some((row) => row.members.test(member) && isOfThing(row, holder, member))) continue;
    const text = texts.find((one) => shape.enum?.includes(one));
    const inner = text === undefined && shape.type === "structure" ? tellAs(shape, texts) : undefined;
    if (text !== undefined || inner) return Object.assign(makeStructure(), { [member]: text ?? inner });
  }
  return undefined;
}

/** Whether two texts are written alike: in capitals, in small letters, or with a capital first. */
function areWrittenAlike(one: string, other: string): boolean {
  const isUpper = (text: string) => text === text.toUpperCase();
  const isLower = (text: string) => text === text.toLowerCase();
  return isUpper(one) === isUpper(other) && isLower(one) === isLower(other);
}

/** The end of what goes on, by the same words: `modify-complete` of `modify-in-progress`. */
function tellEnd(shape: Shape | undefined, text: string): string | undefined {
  const [, stem] = /^(.+)in[_-]?progress$/i.exec(text) ?? [];
  return stem === undefined
    ? undefined
    : ENDS.map((end) => stem + end).find((one) => shape?.enum?.includes(one));
}

/** What a state comes to that production told while it was still to come; undefined of any other text. */
function tellComing(model: ServiceModel, holder: Shape, name: string, text: string): string | undefined {
  const known = holder.members?.[name]?.enum;
  const comes = STATES.some(({ members }) => members.test(name))
    ? COMES.filter(({ texts }) => texts.test(text)).flatMap(({ to }) => to)
    : [];
  const come = comes.find((one) => (known ? known.includes(one) : areWrittenAlike(one, text)));
  if (come !== undefined) return come;
  const end = tellEnd(holder.members?.[name], text);
  if (end !== undefined) return end;
  if (!COMING.some((pattern) => pattern.test(text))) return undefined;
  const row = STATES.find(({ members }) => members.test(name));
  const shape = holder.members?.[name];
  const first = row && shape && isOfThing(row, holder, name) ? chooseOf(row, shape) : undefined;
  return findPlain(model, holder, name) ?? first;
}

/** Whether production told that a thing has failed, as those who wait for it know. */
function hasFailed(model: ServiceModel, { name: holder }: Shape, name: string, text: string): boolean {
  const known = failures.getOrInsertComputed(model, () => listAwaited(model, "failure"));
  return (known.get(`${holder} ${name}`) ?? known.get(name))?.has(text) === true;
}

/** What production answered, with what was still to come: the texts that waiters wait for, in place of others. */
export function settle(model: ServiceModel, shape: Shape, value: Value, isOwn = true): Value {
  if (Array.isArray(value)) {
    const { member } = shape;
    return member ? (value as readonly Value[]).map((item) => settle(model, member, item, isOwn)) : value;
  }
  if (!isStructure(value)) return value;
  const settled: Record<string, Value> = makeStructure();
  for (const [name, inner] of Object.entries(value)) {
    const member = shape.members?.[name];
    const awaited = findAwaited(model, shape, name, isOwn);
    // What waiters wait for of other things may be no state of this one.
    const texts = awaited?.size === 0 ? undefined : awaited;
    const isText =
      member && typeof inner === "string" && !texts?.has(inner) && !hasFailed(model, shape, name, inner);
    const chosen = isText && texts ? chooseState(texts) : undefined;
    const state = chosen ?? (isText ? tellComing(model, shape, name, inner) : undefined);
    settled[name] = state ?? (member ? settle(model, member, inner ?? null, false) : (inner ?? null));
  }
  return settled;
}

const counting = new Map<string, boolean>();

/** Whether a member that has a number tells when a thing was made, in milliseconds since 1970. */
export function isCountedTime(name: string): boolean {
  return counting.getOrInsertComputed(name, () => COUNTED.some((members) => members.test(name)));
}

const making = new Map<string, boolean>();

/** Whether a member tells when a thing was made. */
export function isMakingTime(name: string): boolean {
  return making.getOrInsertComputed(name, () => MADE.some((members) => members.test(name)));
}

compileLightly(tellComing);
