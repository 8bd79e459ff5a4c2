/** Finds what a call names inside of a text, or by a text whose meaning another member tells: `service/CLUSTER/NAME`. */

import * as v from "valibot";
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import { Conditions, holdAll } from "../fill/conditions.ts";
import { getRecipe } from "./catalogue.ts";
import rows from "./in-texts.json" with { type: "json" };
import { compile } from "./recipes.ts";
import { type CallSite, type Reference, resolveNested } from "./reference.ts";
import { readContainer, resolveReference } from "./references.ts";

/** A row of in-texts.json. */
export const InTextRow = v.strictObject({
  service: Text,
  /** Patterns of operation names. */
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  /** The path of the member of the input that holds the text. */
  member: Text,
  /** Of what stands in other things: the paths of the members that hold the names of these, by their types. */
  within: v.optional(v.record(Text, Text)),
  /** What the call must say besides. */
  only: v.optional(Conditions),
  /**
   * What the text has to match, with the group `name`, which may be an ARN; of what stands in other things `own`, and a group for
   * each of these. With the group `account`, only of the call's own.
   */
  text: Pattern,
  /** The type of the thing, as recipes are called. */
  type: Text,
  reason: Text,
});

interface Row extends v.InferOutput<typeof InTextRow> {
  readonly steps: readonly PathStep[];
  readonly around: readonly (readonly [type: string, steps: readonly PathStep[]])[];
}

const byService = Map.groupBy(
  (rows as readonly v.InferOutput<typeof InTextRow>[]).map(
    (row): Row => ({
      ...row,
      steps: parsePath(row.member),
      around: Object.entries(row.within ?? {}).map(([type, path]) => [type, parsePath(path)]),
    }),
  ),
  ({ service }) => service,
);

/** The rows of an operation, by its service and its name. */
const byOperation = new Map<string, Map<string, readonly Row[]>>();

function findRows({ service, operation }: CallSite): readonly Row[] {
  const ofService = byOperation.getOrInsertComputed(service, () => new Map());
  return ofService.getOrInsertComputed(operation, () =>
    (byService.get(service) ?? []).filter((row) =>
      row.operations.some((pattern) => matchesPattern(pattern, operation)),
    ),
  );
}

const NONE: readonly Reference[] = [];

function readText(row: Row, text: string, input: Structure, place: CallSite): Reference | undefined {
  const { name, own, account, ...groups } = compile(row.text).exec(text)?.groups ?? {};
  for (const [type, steps] of row.around) {
    const [around = ""] = readTexts(steps, input);
    groups[type] ??= readContainer(type, around, place) ?? "";
  }
  if (account !== undefined && account !== place.account) return undefined;
  const recipe = getRecipe(row.type);
  const found =
    own === undefined
      ? name && resolveReference(recipe, name, place)
      : resolveNested(recipe, own, groups, place);
  return found ? { ...found, recorded: name ?? text, member: row.member } : undefined;
}

function readRow(row: Row, input: Structure, place: CallSite): readonly Reference[] {
  // The account of the call is there.
  const texts = readTexts(row.steps, input).filter((text) => text !== place.account);
  if (texts.length === 0 || !holdAll(input, row.only)) return NONE;
  return texts.flatMap((text) => readText(row, text, input, place) ?? []);
}

/** The things that the texts of a call's input name, where rows say how. */
export function listInTexts(input: Structure, place: CallSite): readonly Reference[] {
  const rows = findRows(place);
  return rows.length === 0 ? NONE : rows.flatMap((row) => readRow(row, input, place));
}

compileLightly(readRow, readText, listInTexts);
