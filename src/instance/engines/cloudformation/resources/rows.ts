/** How CloudFormation makes resources where the API's names do not tell it. Rows are data with a reason each. */
import * as v from "valibot";
import { Text } from "../../../../base/row-types.ts";
import rows from "./rows.json" with { type: "json" };

const Members = v.record(Text, v.unknown());

/**
 * make: a type is made by an operation of a service; `type`: of which type of the resource table the thing is; `members` are the
 * call's, beside those that properties are by their names; `undo`: the operation that takes it back, with its members; `alone`:
 * no property goes anywhere else. each: for each item of a property, of a list or a map, an operation is called; `inner` of each item.
 * call: where a property is given (and is `when`, and not `unless`, and none of `without` is given), an operation is called. give: a member of the operation that makes a thing,
 * where no property gives it, and nothing is as `unless` says. member: what the API calls a property in a structure. assume: members
 * of a structure of the input that is there, where nothing gives them, nor the member `unless`. again: a member of that operation where the thing stands already. name: a name that is made up has no capitals, or is at most so long, or ends so where another
 * property is true. calls: nothing is made but what rows of the kinds each and call say. state: a thing is only made where a read tells
 * that of it, else this is why it is not. end: members of the call that takes back what made the
 * thing. substitute: a property has what stands in others as `${name}`. ref, attribute: what Ref and GetAtt give. zip: a property's text is code, of which an archive is made.
 * secret: a property says how a secret is made up. leave: a property says nothing that
 * is done here, and why. nothing: a type makes nothing here. refused: a type cannot be made, and why. capability: a type needs a
 * capability, and a greater one where the property `names` is given.
 *
 * In values, `${Name}` is the property at that path, `${ref}` what Ref gives, `${item.Name}` the item's member, `${item}` the item,
 * `${key}` its key in a map, `${stack}` and `${id}` the names of stack and resource, `${account}`, `${region}`, `${partition}` where
 * it is, `${input.Name}` and `${output.Name}` what the call that made the thing was asked and answered, `${random}` digits, `${digest}` digits that are the same for the same properties, `${false}` no. Of a structure with `$if` nothing is there where that is not; one with `$each`, a list, is the list of what `is` says of each `item` of it. A value that is one such alone
 * is what stands there, of whatever kind; a member without it is left out. Alternatives stand behind `|`.
 */
export const MakingRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("make"),
    cfn: Text,
    service: Text,
    type: v.optional(Text),
    operation: Text,
    members: v.optional(Members),
    undo: v.optional(v.strictObject({ operation: Text, members: Members })),
    alone: v.optional(v.literal(true)),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("each"),
    cfn: Text,
    property: Text,
    inner: v.optional(Text),
    service: v.optional(Text),
    operation: Text,
    members: Members,
    undo: v.optional(v.strictObject({ operation: Text, members: Members })),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("call"),
    cfn: Text,
    property: Text,
    without: v.optional(v.array(Text)),
    when: v.optional(v.unknown()),
    unless: v.optional(v.unknown()),
    service: v.optional(Text),
    operation: Text,
    members: Members,
    undo: v.optional(v.strictObject({ operation: Text, members: Members })),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("give"),
    cfn: Text,
    operation: v.optional(Text),
    member: Text,
    value: v.unknown(),
    unless: v.optional(v.record(Text, Text)),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("member"), cfn: Text, at: Text, to: Text, reason: Text }),
  v.strictObject({
    kind: v.literal("assume"),
    cfn: Text,
    at: Text,
    unless: v.optional(Text),
    members: Members,
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("again"), cfn: Text, member: Text, value: v.unknown(), reason: Text }),
  v.strictObject({
    kind: v.literal("name"),
    cfn: Text,
    lower: v.optional(v.literal(true)),
    longest: v.optional(v.number()),
    suffix: v.optional(v.strictObject({ text: Text, where: Text })),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("calls"), cfn: Text, service: Text, reason: Text }),
  v.strictObject({
    kind: v.literal("state"),
    cfn: Text,
    member: Text,
    is: v.array(Text),
    why: Text,
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("end"), cfn: Text, members: Members, reason: Text }),
  v.strictObject({
    kind: v.literal("substitute"),
    cfn: Text,
    property: Text,
    into: v.array(Text),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("ref"),
    cfn: Text,
    value: Text,
    /** Only what stands behind the last such letter. */
    behind: v.optional(Text),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("attribute"), cfn: Text, attribute: Text, value: Text, reason: Text }),
  v.strictObject({
    kind: v.literal("zip"),
    cfn: Text,
    at: Text,
    /** What the file is called, by a pattern of the property `by`. */
    by: Text,
    files: v.record(Text, Text),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("secret"), cfn: Text, property: Text, member: Text, reason: Text }),
  v.strictObject({ kind: v.literal("leave"), cfn: Text, property: Text, reason: Text }),
  v.strictObject({ kind: v.literal("nothing"), cfn: Text, reason: Text }),
  v.strictObject({ kind: v.literal("refused"), cfn: Text, reason: Text }),
  v.strictObject({ kind: v.literal("capability"), cfn: Text, names: v.optional(Text), reason: Text }),
]);

type MakingRow = v.InferOutput<typeof MakingRow>;

/** A row of one kind. */
export type MakingRowOf<K extends MakingRow["kind"]> = Extract<MakingRow, { readonly kind: K }>;

const byType: ReadonlyMap<string, readonly MakingRow[]> = Map.groupBy(
  rows as readonly MakingRow[],
  ({ cfn }) => cfn,
);

/** The rows of one kind about a type. */
export function listMakingRows<K extends MakingRow["kind"]>(cfn: string, kind: K): readonly MakingRowOf<K>[] {
  const own = byType.get(cfn) ?? [];
  return own.filter((row): row is MakingRowOf<K> => row.kind === kind);
}
