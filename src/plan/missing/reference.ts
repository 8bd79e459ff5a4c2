/** What a call names: a thing of a recipe, by one key however a text writes it. */

import { fitsText } from "../../aws/model/fit-text.ts";
import { findPartition } from "../../aws/model/partitions.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { TrailEvent } from "../../trail/record.ts";
import { compile, type Recipe } from "./recipes.ts";
import { makeKey } from "./thing-keys.ts";

/** A thing that a call names. */
export interface Reference {
  readonly recipe: Recipe;
  /** The same for every text that names the same thing. */
  readonly key: string;
  /** The text in the log. */
  readonly recorded: string;
  readonly name: string;
  /** What the text says of it: name, account, region, partition; id, arn or url; and the recipe's own groups. */
  readonly parts: Readonly<Record<string, string>>;
  /** The member that holds it. */
  readonly member: string;
  /** Set where the resource table says that this member names another thing than the one that the call is about. */
  readonly isReferred?: true;
  /** Set where the call needs it before it makes it anew: an object that is copied onto itself. */
  readonly isBefore?: true;
}

/** The call in which a text stands. */
export type CallSite = Pick<TrailEvent, "service" | "operation" | "account" | "region">;

/** A pattern in a policy or a filter names nothing in particular. */
const WILDCARD = /[*?]|\$\{/;

/** The reference of a recipe's type with what is known of it; undefined for a name that is AWS's own or none. */
export function makeReference(
  recipe: Recipe,
  recorded: string,
  known: Readonly<Record<string, string | undefined>>,
  place: Pick<CallSite, "account" | "region">,
  member = "",
): Reference | undefined {
  const { name } = known;
  if (!name || WILDCARD.test(name)) return undefined;
  const own = known["own"] ?? name;
  if (recipe.except && compile(recipe.except).test(own)) return undefined;
  // What cannot be the name of such a thing is none: the table may be wrong about a member.
  if (recipe.derived?.name && !fitsText(recipe.derived.name, own)) return undefined;
  const account = known["account"] || place.account;
  const region = recipe.scope === "global" ? "us-east-1" : known["region"] || place.region;
  // Not by the region that stands for a global thing: that is the same in every partition.
  const parts: Record<string, string> = { partition: findPartition(known["region"] || place.region).name };
  for (const part in known) if (known[part]) parts[part] = known[part];
  parts["account"] = account;
  parts["region"] = region;
  return { recipe, key: makeKey(recipe, name, account, region), recorded, name, parts, member };
}

/** The reference to a thing that stands in others, whose names are among `parts`, by its own name. */
export function resolveNested(
  recipe: Recipe,
  own: string,
  parts: Readonly<Record<string, string>>,
  place: Pick<CallSite, "account" | "region">,
): Reference | undefined {
  const outer = (recipe.within ?? []).map((type) => [type, parts[type]] as const);
  if (outer.some(([, name]) => name === undefined)) return undefined;
  const name = [...outer.map(([, one]) => one), own].join("/");
  return makeReference(recipe, own, { ...Object.fromEntries(outer), own, name }, place);
}

compileLightly(makeReference);
