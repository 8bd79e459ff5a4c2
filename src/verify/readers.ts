/**
 * What is compared otherwise than by equal members, and which calls are a batch of changes. Rows are data with a reason
 * each; which operations read back what is the table of readings' (src/aws/resources).
 */
import * as v from "valibot";
import type { Operation, Shape } from "../aws/model/types.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import rows from "./readers.json" with { type: "json" };

const Operations = v.pipe(v.array(Text), v.nonEmpty());

const For = { service: Text, operations: Operations, reason: Text };

/** Members that say something by one of the words. */
const Worded = {
  ...For,
  members: Text,
  states: v.pipe(v.array(v.pipe(Text, v.regex(/^[a-z-]+$/))), v.nonEmpty()),
};

/**
 * rename: a member of the input is another one of the answer (`pair`: its value belongs to the key that this member holds; where
 * `as` has a `*`, that key takes its place). each: the items of `list` are each as much as a call of the operation `as`, whose members
 * `fill` gives by paths in the item ("" is the item, "[]" a list of it), beside those that both operations have.
 * passing: members that fit the pattern say nothing of the thing. attributes: the answer's member is a map of settings by
 * name, where the input's other members stand, too, and what it lacks is not compared. specified: of a list, the item whose
 * `of` names the thing's type has the thing's `member`. negated: an item of a list that has the member says that there be
 * no such item. folded: members that fit the pattern are kept in another case. switch: a boolean is read as the text of another member, `on` or `off`. consumed: the thing of this type that the member names has become another one, and is there no more. replaces: what stood is gone
 * as the operation `undo` would take it away, filled from the call, but for members called `without`: what the call changes.
 * verb: the member of that name says whether the things that `list` names are added to the member `as` of what is read, where `item` holds each (an item is one, without it), or go.
 * sets: the operation's name alone, or a member that is so (`when`), says that the thing has these members.
 * supersedes: what calls of the operations `of` said of these members of the thing that the call names holds no longer.
 * parts: a member whose name begins or ends so adds items to the member without that, or removes them; so do a member's own,
 * where they are called just so. changes: an item of `list` has in its member `adds` one that comes to the member `as` of what is
 * read, or in `removes` one that goes. patch: the items of
 * `list` change what their `path` points to: `does` says whether it gets their `value` or goes. ended: a read's answer has a
 * state at this path (`*`: any at all) that says that the thing is there no more; settled: or one in which it stays, though no
 * waiter waits for it; gone: a thing's own member that fits the
 * pattern says so by one of the words, in any case and with any dash; parted: so does that of an item which hangs on a thing no
 * more. absent: members of a read's answer that fit the pattern
 * tell what it did not find. apart: structures of the thing that fit the pattern hold nothing that a call says member by member. version: each call makes a version of one thing, which a list
 * tells by the number that the answer has at this path. batch: the items of `list` are things of their own, each
 * told by `keys` of its member `item`; those whose `action` is one of `removes` go.
 */
export const ReaderRow = v.variant("kind", [
  v.strictObject({ kind: v.literal("rename"), ...For, member: Text, as: Text, pair: v.optional(Text) }),
  v.strictObject({
    kind: v.literal("each"),
    ...For,
    list: Text,
    as: Text,
    fill: v.record(Text, v.string()),
  }),
  v.strictObject({ kind: v.literal("passing"), ...For, members: Text }),
  v.strictObject({ kind: v.literal("attributes"), ...For, member: Text }),
  v.strictObject({ kind: v.literal("specified"), ...For, list: Text, of: Text, member: Text }),
  v.strictObject({ kind: v.literal("negated"), ...For, list: Text, member: Text }),
  v.strictObject({ kind: v.literal("folded"), ...For, members: Text }),
  v.strictObject({ kind: v.literal("switch"), ...For, member: Text, as: Text, on: Text, off: Text }),
  v.strictObject({ kind: v.literal("consumed"), ...For, member: Text, type: Text }),
  v.strictObject({
    kind: v.literal("replaces"),
    ...For,
    undo: Text,
    fill: v.record(Text, Text),
    without: v.optional(Text),
  }),
  v.strictObject({
    kind: v.literal("supersedes"),
    ...For,
    when: v.optional(v.strictObject({ at: Text, is: v.optional(Text) })),
    of: Operations,
    members: v.pipe(v.array(Text), v.nonEmpty()),
  }),
  v.strictObject({
    kind: v.literal("verb"),
    ...For,
    list: Text,
    as: Text,
    item: v.optional(Text),
    verb: Text,
    adds: Text,
    removes: Text,
  }),
  v.strictObject({
    kind: v.literal("sets"),
    ...For,
    when: v.optional(v.strictObject({ at: Text, is: Text })),
    values: v.record(Text, v.union([Text, v.boolean(), v.record(Text, Text)])),
  }),
  v.strictObject({
    kind: v.literal("parts"),
    ...For,
    before: v.optional(Text),
    after: v.optional(Text),
    does: v.picklist(["adds", "removes"]),
  }),
  v.strictObject({
    kind: v.literal("changes"),
    ...For,
    list: Text,
    as: Text,
    adds: Text,
    removes: Text,
  }),
  v.strictObject({
    kind: v.literal("patch"),
    ...For,
    list: Text,
    path: Text,
    value: Text,
    does: Text,
    sets: v.pipe(v.array(Text), v.nonEmpty()),
  }),
  v.strictObject({ kind: v.literal("version"), ...For, at: Text }),
  v.strictObject({ kind: v.literal("ended"), ...For, at: Text, states: v.pipe(v.array(Text), v.nonEmpty()) }),
  v.strictObject({
    kind: v.literal("settled"),
    ...For,
    at: Text,
    states: v.pipe(v.array(Text), v.nonEmpty()),
  }),
  v.strictObject({ kind: v.literal("silent"), ...For }),
  v.strictObject({ kind: v.literal("apart"), ...For, members: Text }),
  v.strictObject({ kind: v.literal("absent"), ...For, members: Text }),
  v.strictObject({ kind: v.literal("gone"), ...Worded }),
  v.strictObject({ kind: v.literal("parted"), ...Worded }),
  v.strictObject({
    kind: v.literal("batch"),
    ...For,
    list: Text,
    item: Text,
    keys: v.pipe(v.array(Text), v.nonEmpty()),
    action: Text,
    removes: v.array(Text),
  }),
]);

type Row = v.InferOutput<typeof ReaderRow>;
export type ConsumedRow = Extract<Row, { kind: "consumed" }>;
export type ReplacesRow = Extract<Row, { kind: "replaces" }>;
export type SupersedesRow = Extract<Row, { kind: "supersedes" }>;
export type BatchRow = Extract<Row, { kind: "batch" }>;

type RowOf<Kind extends Row["kind"]> = Extract<Row, { kind: Kind }>;

/** What is compared otherwise of one operation's input. */
export interface CompareRows {
  readonly rename: readonly RowOf<"rename">[];
  readonly passing: readonly RowOf<"passing">[];
  readonly attributes: readonly RowOf<"attributes">[];
  readonly specified: readonly RowOf<"specified">[];
  readonly negated: readonly RowOf<"negated">[];
  readonly folded: readonly RowOf<"folded">[];
  readonly switches: readonly RowOf<"switch">[];
  readonly sets: readonly RowOf<"sets">[];
  readonly parts: readonly RowOf<"parts">[];
  readonly changes: readonly RowOf<"changes">[];
  readonly patches: readonly RowOf<"patch">[];
  readonly verbs: readonly RowOf<"verb">[];
}

const table = rows as readonly Row[];

function isFor(row: Row, service: string, name: string): boolean {
  return (
    matchesPattern(row.service, service) && row.operations.some((pattern) => matchesPattern(pattern, name))
  );
}

function findRows<Kind extends Row["kind"]>(kind: Kind, { model, name }: Operation): RowOf<Kind>[] {
  return table.filter((row): row is RowOf<Kind> => row.kind === kind && isFor(row, model.service, name));
}

/** A member's name without what stands before and after it: `TagValues` of `TagValuesToAdd`, `metrics` of `addMetrics`. */
export function cutName(
  name: string,
  { before = "", after = "" }: Pick<RowOf<"parts">, "before" | "after">,
): string | undefined {
  if (!name.endsWith(after) || !name.toLowerCase().startsWith(before.toLowerCase())) return undefined;
  const whole = name.slice(before.length, name.length - after.length);
  if (before === "") return whole === "" ? undefined : whole;
  if (!/^[A-Z]/.test(whole)) return undefined;
  return name.startsWith(before) ? whole : whole.charAt(0).toLowerCase() + whole.slice(1);
}

/** Whether a member's name is all that a row of parts says: `Add` of `{"Add": […], "Remove": […]}`. */
export function isVerb(name: string, { before }: Pick<RowOf<"parts">, "before">): boolean {
  return before !== undefined && name.toLowerCase() === before.toLowerCase();
}

/** Whether a member of a request, or a list right below it, is of items that come or go. */
function hasParts(row: RowOf<"parts">, name: string, { type, members = {} }: Shape): boolean {
  if (cutName(name, row) !== undefined) return true;
  return (
    type === "structure" &&
    Object.entries(members).some(([inner, ref]) => ref.type === "list" && isVerb(inner, row))
  );
}

const found = new WeakMap<Operation, CompareRows>();

/** What is compared otherwise of an operation's input; looked up once. */
export function findCompares(operation: Operation): CompareRows {
  const known = found.get(operation);
  if (known) return known;
  const compares = {
    rename: findRows("rename", operation),
    passing: findRows("passing", operation),
    attributes: findRows("attributes", operation),
    specified: findRows("specified", operation),
    negated: findRows("negated", operation),
    folded: findRows("folded", operation),
    switches: findRows("switch", operation),
    sets: findRows("sets", operation),
    parts: findRows("parts", operation).filter((row) =>
      Object.entries(operation.input?.members ?? {}).some(([name, ref]) => hasParts(row, name, ref)),
    ),
    changes: findRows("changes", operation),
    patches: findRows("patch", operation),
    verbs: findRows("verb", operation),
  };
  found.set(operation, compares);
  return compares;
}

/** The row of a call whose input is a batch of changes. */
export function findBatch(operation: Operation): BatchRow | undefined {
  return findRows("batch", operation)[0];
}

/** The row of a call that makes a version of a thing. */
export function findVersion(operation: Operation): RowOf<"version"> | undefined {
  return findRows("version", operation)[0];
}

const each = new WeakMap<Operation, readonly RowOf<"each">[]>();

/** The row of a call whose items are each a call of another operation. */
export function findEach(operation: Operation): RowOf<"each"> | undefined {
  return each.getOrInsertComputed(operation, () => findRows("each", operation)).at(0);
}

/** Which things an operation turns into others, by the members that name them. */
export function findConsumed(operation: Operation): readonly RowOf<"consumed">[] {
  return findRows("consumed", operation);
}

/** What an operation takes the place of, by the operations that would take it away. */
export function findReplaced(operation: Operation): readonly RowOf<"replaces">[] {
  return findRows("replaces", operation);
}

/** Whose members a call supersedes. */
export function findSuperseded(operation: Operation): readonly SupersedesRow[] {
  return findRows("supersedes", operation);
}

/** The states by which the answers of a read say that a thing is there no more, beside those of its waiters. */
export function findEnded(operation: Operation): readonly RowOf<"ended">[] {
  return findRows("ended", operation);
}

/** The states in which things stay, beside those that its waiters wait for. */
export function findSettled(operation: Operation): readonly RowOf<"settled">[] {
  return findRows("settled", operation);
}

/** The words by which a thing's own members say in the answers of a read that it is there no more. */
export function findGone(operation: Operation): readonly RowOf<"gone">[] {
  return findRows("gone", operation);
}

/** The words by which an item in the answers of a read says that it hangs on its thing no more. */
export function findParted(operation: Operation): readonly RowOf<"parted">[] {
  return findRows("parted", operation);
}

/** Whether AWS itself answers a read with success, and nothing in it, for what is not there. */
export function saysNothingOfNone(operation: Operation): boolean {
  return findRows("silent", operation).length > 0;
}

/** The patterns of structures that hold nothing of what an operation says member by member. */
export function findApart(operation: Operation): readonly string[] {
  return findRows("apart", operation).map(({ members }) => members);
}

const absent = new WeakMap<Operation, readonly string[]>();

/** The members of a read's answer that tell what it did not find. */
export function findAbsent(operation: Operation): readonly string[] {
  return absent.getOrInsertComputed(operation, () => {
    const patterns = findRows("absent", operation).map(({ members }) => members);
    return Object.keys(operation.output?.members ?? {}).filter((name) =>
      patterns.some((pattern) => matchesPattern(pattern, name)),
    );
  });
}
