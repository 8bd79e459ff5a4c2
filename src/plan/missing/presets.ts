/** What a thing stands in where the call that names it does not say: something that every account has. */

import * as v from "valibot";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import type { Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import { findRecipe } from "./catalogue.ts";
import rows from "./presets.json" with { type: "json" };
import { compile } from "./recipes.ts";

/**
 * A row of presets.json: in which thing of a type others stand where a call does not say. With `isMade`, accounts do not have
 * it by themselves; with `listsAll`, a list that does not say it is of all.
 */
export const PresetRow = v.strictObject({
  service: Text,
  type: Text,
  name: Text,
  isMade: v.optional(v.literal(true)),
  listsAll: v.optional(v.literal(true)),
  /** A pattern: operations that mean none where they do not say one. */
  except: v.optional(Text),
  reason: Text,
});

const all = rows as readonly v.InferOutput<typeof PresetRow>[];
const presets = new Map(all.map(({ service, type, name }) => [`${service}:${type}`, name]));
const made = Map.groupBy(
  all.filter(({ isMade }) => isMade),
  ({ service }) => service,
);

const unsaidInLists = new Set(
  all.filter(({ listsAll }) => listsAll).map(({ service, type }) => `${service}:${type}`),
);

/** Whether a list that does not say what its things stand in tells those of all: unless a row says which it tells. */
export function listsAll(service: string, type: string): boolean {
  const name = `${service}:${type}`;
  return unsaidInLists.has(name) || !presets.has(name);
}

const NOTHING: readonly never[] = [];

/** The things that a call means where it does not say, and that somebody has made. */
export function listUnsaid(
  { service, operation }: { readonly service: string; readonly operation: string },
  meanings: readonly MemberMeaning[],
  input: Structure,
): readonly { readonly type: string; readonly name: string }[] {
  const rows = made.get(service);
  if (!rows) return NOTHING;
  return rows.filter(({ type, except }) => {
    if (except !== undefined && matchesPattern(except, operation)) return false;
    const members = meanings.filter((one) => one.type === type);
    return members.length > 0 && members.every(({ path }) => readTexts(parsePath(path), input).length === 0);
  });
}

const DEFAULT = "default";

/** The name of the thing of a type that others stand in where nothing is said, as a row says. */
export function findPresetRow(service: string, type: string): string | undefined {
  return presets.get(`${service}:${type}`);
}

/**
 * The same for what a log names: a row's, or `default` if that is a name which accounts have by themselves. It is no fact of the
 * service's: where it is wrong, nothing is made.
 */
export function findPreset(service: string, type: string): string | undefined {
  const preset = findPresetRow(service, type);
  if (preset !== undefined) return preset;
  const { derived, minted, except } = findRecipe(service, type) ?? {};
  return derived && !minted && except && compile(except).test(DEFAULT) ? DEFAULT : undefined;
}

compileLightly(listUnsaid);
