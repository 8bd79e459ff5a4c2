/**
 * The recipes: how the identifier of a thing is recognised in a call, and how the least such thing is made. A row a
 * type, each with its reason; what their templates can say is in fill.ts.
 */
import * as v from "valibot";
import type { Shape } from "../../aws/model/types.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import rows from "./recipes.json" with { type: "json" };

/** Any JSON; the `$` keys that fill.ts knows stand for what the log says. */
const Template = v.record(v.string(), v.unknown());

export const RecipeRow = v.strictObject({
  type: Text,
  /** The service and the operation that make it. */
  service: Text,
  operation: Text,
  /** Ids that AWS mints and never gives twice begin so: `vpc` for vpc-0123456789abcdef0. */
  prefix: v.optional(Text),
  /** An ARN of this service whose resource part matches; the groups `name` and, in IAM, `path` are read from it. */
  arn: v.optional(v.strictObject({ service: Text, resource: Pattern })),
  /** Its ARN as a template, for those who know its name alone. */
  address: v.optional(Text),
  /** A URL that names it; with the groups `name`, `region` and `account`. */
  url: v.optional(Pattern),
  /** Members that name it, as `service:operations:members`, each of them a pattern. */
  members: v.optional(v.array(v.pipe(Text, v.regex(/^[^:]+:[^:]+:[^:]+$/)))),
  /** The resource table's type of such things in this service: its members of that type name it, too. */
  named: v.optional(Text),
  /** The same where members of that type do not all name such things; absent where it is `type`. */
  is: v.optional(Text),
  /**
   * Types of the same service that it stands in, by the resource table: its name is theirs and its own, with slashes between;
   * they and `own` are parts of it.
   */
  within: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  /** Set where its own name is a number that the service counts up: as many are made as it says. */
  counted: v.optional(v.literal(true)),
  /** Set where an account has one only, which no call names and all of its service's calls are about, but those of `spared`. */
  isOnly: v.optional(v.literal(true)),
  /** What a text in those members has to match, with the group `name`. */
  text: v.optional(Pattern),
  /** Names that AWS itself made, or that are none. */
  except: v.optional(Pattern),
  /** Set where AWS mints the identifier, so that it cannot come back after it is gone. */
  minted: v.optional(v.boolean()),
  /** Set where others stand in it: an answer that tells where something was put does not make it. */
  isPlace: v.optional(v.literal(true)),
  /** Set where it is in one network at a time, though it is not made in one. */
  isLocal: v.optional(v.literal(true)),
  /** global: one namespace in all regions, called in us-east-1. bucket: one for all accounts as well. */
  scope: v.optional(v.picklist(["global", "bucket"])),
  /** Operations besides its own that make it under a name of the caller's, in the form of `members` without these. */
  makers: v.optional(v.array(Text)),
  /**
   * Things whose names match `names` can stand in several regions under one name: each but the first is made by this operation,
   * in the region of one that is there, which `home` is; `region` is the new one's.
   */
  copied: v.optional(
    v.strictObject({ names: Pattern, operation: Text, input: Template, answer: v.optional(Template) }),
  ),
  /**
   * Where the answer of what makes it does not tell its id: the operation that does, asked after the creation, or instead of it
   * where a call of the log made such a thing. `by` is the member of the creation that holds its name, `${told}` here.
   */
  told: v.optional(v.strictObject({ operation: Text, by: Text, input: Template, answer: Template })),
  /** The operation that makes it, from the same input or from this one, where one of these calls is about it. */
  instead: v.optional(
    v.strictObject({
      users: v.pipe(v.array(Text), v.nonEmpty()),
      operation: Text,
      input: v.optional(Template),
      answer: v.optional(Template),
    }),
  ),
  /** Types of things that have to be there too, though none of its members names them. */
  beside: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  /** What comes with it: types of things, each with the template of its name. */
  brings: v.optional(Template),
  /** Operations that bring it back after its end. */
  revivers: v.optional(v.array(Text)),
  /** Operations that name it and go through without it, in the same form. */
  spared: v.optional(v.array(Text)),
  /** Operations that end it. */
  ends: v.array(Text),
  input: Template,
  /** What production's answer would have been, as far as it holds identifiers. */
  answer: v.optional(Template),
  reason: Text,
});

/** A row of recipes.json, or one that is derived from an API's model. */
export interface Recipe extends v.InferOutput<typeof RecipeRow> {
  /** Set where it is derived, with what only a model tells. */
  readonly derived?: {
    /** What tells such things apart from others: APIs of one service know the same ones. */
    readonly kinship: string;
    /** Of the members that name such a thing, besides those of kind `any`. */
    readonly kind: "name" | "id";
    /** What a name of the caller's has to be; absent where the service makes it up. */
    readonly name?: Shape;
    /** The place of the name in its ARN, as the ARN's template calls it. */
    readonly place?: string;
  };
}

/** All recipes, in the order of the table. */
export const RECIPES = rows as readonly Recipe[];

/** What the resource table calls a recipe's things: `ec2:vpc`. */
export function tellMade({ service, named, is, type }: Recipe): string {
  return `${service}:${named ?? is ?? type}`;
}

/** Whether an operation is among rows of `service:operations`, whose operations are a pattern. */
export function areFor(rows: readonly string[], service: string, operation: string): boolean {
  return rows.some((row) => {
    const [services = "", operations = ""] = row.split(":");
    return services === service && matchesPattern(operations, operation);
  });
}

const compiled = new Map<string, RegExp>();

/** The regular expression of a pattern in the tables, compiled once. */
export function compile(pattern: string): RegExp {
  return compiled.getOrInsertComputed(pattern, () => new RegExp(pattern));
}

/** Whether an operation of a service is how a recipe's things are made. */
export function makesBy({ service, operation, instead }: Recipe, of: string, opening: string): boolean {
  return service === of && [operation, instead?.operation].includes(opening);
}
