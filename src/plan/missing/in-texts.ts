/** Finds what a call names inside of a text, or by a text whose meaning another member tells: `service/CLUSTER/NAME`. */
import * as v from "valibot";
import type { Structure } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import { Conditions, holdAll } from "../fill/conditions.ts";
import { getRecipe } from "./catalogue.ts";
import rows from "./in-texts.json" with { type: "json" };
import { compile } from "./recipes.ts";
import { type CallSite, makeReference, type Reference, resolveNested } from "./reference.ts";

/** A row of in-texts.json. */
export const InTextRow = v.strictObject({
  service: Text,
  /** A pattern of operation names. */
  operations: Text,
  /** A member of the input that holds the text. */
  member: Text,
  /** What the call must say besides. */
  only: v.optional(Conditions),
  /** What the text has to match, with the group `name`; of what stands in other things `own`, and a group for each of these. */
  text: Pattern,
  /** The type of the thing, as recipes are called. */
  type: Text,
  reason: Text,
});

type Row = v.InferOutput<typeof InTextRow>;

const byService = Map.groupBy(rows as readonly Row[], ({ service }) => service);
const NONE: readonly Reference[] = [];

function readRow(row: Row, input: Structure, place: CallSite): readonly Reference[] {
  const text = input[row.member];
  // The account of the call is there.
  if (typeof text !== "string" || text === place.account) return NONE;
  if (!matchesPattern(row.operations, place.operation)) return NONE;
  const groups = holdAll(input, row.only) ? compile(row.text).exec(text)?.groups : undefined;
  if (!groups) return NONE;
  const recipe = getRecipe(row.type);
  const { name = "", own } = groups;
  const found =
    own === undefined
      ? makeReference(recipe, text, { name, ...(recipe.minted && { id: name }) }, place, row.member)
      : resolveNested(recipe, own, groups, place);
  return found ? [{ ...found, recorded: text }] : NONE;
}

/** The things that the texts of a call's input name, where rows say how. */
export function listInTexts(input: Structure, place: CallSite): readonly Reference[] {
  return byService.get(place.service)?.flatMap((row) => readRow(row, input, place)) ?? NONE;
}
