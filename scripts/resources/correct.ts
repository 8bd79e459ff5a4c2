/** Applies the rows of corrections.json: what the generator gets wrong, with the reason. */
import * as v from "valibot";
import type { MemberMeaning, OperationMeaning, Scope } from "../../src/aws/resources/types.ts";
import { matchesPattern } from "../../src/base/pattern.ts";
import { Text } from "../../src/base/row-types.ts";

const Member = v.strictObject({
  path: Text,
  type: v.optional(Text),
  part: v.picklist(["own", "container", "reference"]),
  kind: v.picklist(["name", "id", "arn", "url", "any"]),
  hold: v.picklist(["exclusive", "shared"]),
  renames: v.optional(v.literal(true)),
  leaves: v.optional(v.literal(true)),
  elsewhere: v.optional(v.literal(true)),
});

/** A row of corrections.json: what holds of these operations besides, or instead of, what is generated. */
const OperationRow = v.strictObject({
  service: Text,
  /** Operation names; `*` is any run of letters. */
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  deed: v.optional(
    v.picklist([
      "create",
      "put",
      "read",
      "list",
      "update",
      "delete",
      "tag",
      "untag",
      "attach",
      "detach",
      "act",
    ]),
  ),
  type: v.optional(Text),
  captures: v.optional(v.boolean()),
  revives: v.optional(v.literal(true)),
  /** Paths of members that make the call one about a part of its thing, where they are given. */
  parts: v.optional(v.array(Text)),
  /** Paths of the versions that an answer counted, and of those that a call asks for, in the place of those that are found. */
  versions: v.optional(v.strictObject({ input: v.array(Text), output: v.array(Text) })),
  /** Members in the place of those with the same path, or besides the others. */
  input: v.optional(v.array(Member)),
  output: v.optional(v.array(Member)),
  /** Paths of members that name nothing. */
  drop: v.optional(v.array(Text)),
  reason: Text,
});

/** A row about types: what things of a type, or of all, stand in; what they do not, although operations name it beside them; what they are not called by. */
const TypeRow = v.strictObject({
  service: Text,
  /** Types in kebab case; `*` is any. */
  types: v.pipe(v.array(Text), v.nonEmpty()),
  /** The types that these stand in, the outermost first. */
  within: v.optional(v.array(Text)),
  outside: v.optional(v.array(Text)),
  /** Templates of ARNs that are those of other things, of which the table has no type. */
  lacks: v.optional(v.array(Text)),
  /** Templates of ARNs in the place of those that are found. */
  arns: v.optional(v.array(Text)),
  /** Where their names are given once, whatever their ARNs say. */
  scope: v.optional(v.picklist(["region", "account", "partition"])),
  reason: Text,
});

export const CorrectionRow = v.union([OperationRow, TypeRow]);

export type Correction = v.InferOutput<typeof CorrectionRow>;
type OperationRow = v.InferOutput<typeof OperationRow>;

/** Containers come first in their order, then what is named, then references. */
function merge(
  members: readonly MemberMeaning[],
  added: readonly v.InferOutput<typeof Member>[] = [],
  dropped: readonly string[] = [],
): MemberMeaning[] {
  const gone = new Set([...added.map(({ path }) => path), ...dropped]);
  const all = [...(added as readonly MemberMeaning[]), ...members.filter(({ path }) => !gone.has(path))];
  const rank = { container: 0, own: 1, reference: 2 };
  return all.toSorted((a, b) => rank[a.part] - rank[b.part]);
}

function correct(meaning: OperationMeaning, row: OperationRow): OperationMeaning {
  const { captures: captured, ...rest } = meaning;
  const captures = row.captures ?? captured;
  return {
    ...rest,
    ...(row.deed === undefined ? {} : { deed: row.deed }),
    ...(row.type === undefined ? {} : { type: row.type }),
    ...(captures ? { captures: true as const } : {}),
    ...(row.revives ? { revives: row.revives } : {}),
    ...(row.parts === undefined ? {} : { parts: row.parts }),
    ...(row.versions ? { versions: row.versions } : {}),
    input: merge(meaning.input, row.input, row.drop),
    output: merge(meaning.output, row.output, row.drop),
  };
}

/** The operations of a service after the rows for it. Throws a RangeError for a row that no operation matches. */
export function applyCorrections(
  service: string,
  operations: Readonly<Record<string, OperationMeaning>>,
  rows: readonly Correction[],
): Record<string, OperationMeaning> {
  const result = { ...operations };
  for (const row of rows) {
    if (row.service !== service || !("operations" in row)) continue;
    const names = Object.keys(result).filter((name) =>
      row.operations.some((pattern) => matchesPattern(pattern, name)),
    );
    if (names.length === 0)
      throw new RangeError(`a correction of ${service} matches no operation: ${row.operations}`);
    for (const name of names) {
      const meaning = result[name];
      if (meaning) result[name] = correct(meaning, row);
    }
  }
  return result;
}

/** The ARNs of a type, by its name in kebab case, after the rows for it. Throws a RangeError for a row's that it does not have. */
export function correctArns(
  service: string,
  type: string,
  arns: readonly string[],
  rows: readonly Correction[],
): readonly string[] {
  const replacing = rows.find(
    (row) => row.service === service && "types" in row && row.arns && row.types.includes(type),
  );
  if (replacing && "types" in replacing && replacing.arns) return replacing.arns;
  const lacking = rows.flatMap((row) =>
    row.service === service && "types" in row && row.types.includes(type) ? (row.lacks ?? []) : [],
  );
  const strange = lacking.find((arn) => !arns.includes(arn));
  if (strange !== undefined) throw new RangeError(`a correction of ${service} matches no ARN: ${strange}`);
  return arns.filter((arn) => !lacking.includes(arn));
}

/** Where the names of a type are given once, after the rows for it. */
export function correctScope(
  service: string,
  type: string,
  scope: Scope,
  rows: readonly Correction[],
): Scope {
  for (const row of rows)
    if (row.service === service && "types" in row && row.scope && row.types.includes(type)) return row.scope;
  return scope;
}

/**
 * What the types of a service stand in, after the rows for them; `names` are the types' names in kebab case. Throws a
 * RangeError for a row that no type matches.
 */
export function correctWithin(
  service: string,
  within: ReadonlyMap<string, readonly string[]>,
  names: ReadonlyMap<string, string>,
  rows: readonly Correction[],
): Map<string, readonly string[]> {
  const result = new Map(within);
  const nouns = new Map([...names].map(([noun, name]) => [name, noun]));
  for (const row of rows) {
    if (row.service !== service || !("types" in row)) continue;
    const found = [...names].filter(([, name]) => row.types.some((pattern) => matchesPattern(pattern, name)));
    if (found.length === 0) throw new RangeError(`a correction of ${service} matches no type: ${row.types}`);
    const outside = new Set((row.outside ?? []).map((name) => nouns.get(name)));
    for (const [noun] of found) {
      const containers = row.within?.map((name) => nouns.get(name) ?? name) ?? result.get(noun) ?? [];
      result.set(
        noun,
        containers.filter((one) => !outside.has(one)),
      );
    }
  }
  return result;
}
