/** What a thing that is made stands in: by the log, or made up for it. */
import { getRecipe } from "./catalogue.ts";
import { fillText, type ParentWish } from "./fill.ts";
import type { Lives } from "./lives.ts";
import type { LogFacts, NamedStep } from "./log-facts.ts";
import { makeUpReference } from "./made-up.ts";
import { asksForTrust, findService } from "./principals.ts";
import type { Recipe } from "./recipes.ts";
import { type CallSite, makeReference, type Reference, resolveNested } from "./reference.ts";
import { resolveReference } from "./references.ts";
import { digestKey } from "./thing-keys.ts";

/** For what and when a thing is made. */
export interface Need {
  readonly call: NamedStep;
  readonly second: number;
  /** The call that named the thing first, where that was a read before. */
  readonly first?: NamedStep | undefined;
}

const NONE_TAKEN: ReadonlySet<string> = new Set();

/**
 * What another region's answer tells of a thing, in the region where that stands: a snapshot that is copied is of an instance of
 * the same name there. An id of another region says nothing.
 */
function bringHome(
  parent: Reference,
  { recipe }: Reference,
  place: Pick<CallSite, "account" | "region">,
): Reference | undefined {
  const isAnywhere = (recipe.scope ?? parent.recipe.scope) !== undefined;
  if (isAnywhere || parent.parts["region"] === place.region) return parent;
  const { arn: _, ...parts } = parent.parts;
  return parent.recipe.minted
    ? undefined
    : makeReference(parent.recipe, parent.name, { ...parts, region: place.region }, place);
}

/** What is made up for one thing alone, with what that is called: a policy says whose it is. */
function addChild(reference: Reference, { key, name, parts, recipe }: Reference): Reference {
  // An id is told by what makes the thing, which comes later.
  const child = parts["called"] ?? (recipe.minted ? undefined : name);
  const digest = digestKey(key);
  return {
    ...reference,
    parts: { ...reference.parts, ...(child !== undefined && { child }), "child-digest": digest },
  };
}

export class Parents {
  readonly #facts: LogFacts;
  readonly #lives: Lives;
  /** What was taken for one thing of a type, and is not for another: by both, the key of that thing. */
  readonly #taken = new Map<string, string>();

  constructor(facts: LogFacts, lives: Lives) {
    this.#facts = facts;
    this.#lives = lives;
  }

  /** What the thing is called by: its ARN, or its name. */
  tell(parent: Reference, as: string): string | undefined {
    const parts = this.#facts.gatherParts(parent);
    if (as === "arn") {
      const { address } = parent.recipe;
      return parts["arn"] ?? (address && fillText(address, { path: "/", ...parts }));
    }
    // Of what stands in other things, beside whose names it stands, only its own.
    return parent.recipe.within ? parts["own"] : parent.name;
  }

  /** What the log puts a thing in, of a type, if it is there or can be made. */
  #findKnown(
    child: Reference,
    type: string,
    taken: ReadonlySet<string>,
    { call, second }: Need,
    /** Where that is which is made; absent where what it is put in may be elsewhere. */
    place?: Pick<CallSite, "account" | "region">,
  ): Reference | undefined {
    const canBe = (other: Reference) =>
      this.#lives.has(other.key) ||
      this.#lives.isMissing(other, second) ||
      this.#lives.isMadeBeside(other, call, second);
    return this.#facts
      .findCompanions(child.key, type)
      .flatMap((other) => (place ? (bringHome(other, child, place) ?? []) : other))
      .find((other) => !taken.has(other.key) && canBe(other));
  }

  /** One of those that the log has put into the same as a thing, and that is not taken for another of its type. */
  #findThrough({ key, recipe }: Reference, type: string, through: string): Reference | undefined {
    const found = this.#facts
      .findCompanions(key, through)
      .flatMap((common) => this.#facts.findCompanions(common.key, type))
      .find(
        (one) => this.#lives.has(one.key) && (this.#taken.get(`${recipe.type} ${one.key}`) ?? key) === key,
      );
    if (found) this.#taken.set(`${recipe.type} ${found.key}`, key);
    return found;
  }

  /**
   * The things that what is made up for `child` has to stand in with it, a deployment in the API of its stage; and who takes
   * it, of a role.
   */
  #listShared(child: Reference, recipe: Recipe, need: Need): string {
    if (asksForTrust(recipe)) return findService(child.recipe) ?? "";
    const types = [...JSON.stringify(recipe.input).matchAll(/"\$parent":"([^"]+)"/g)]
      .map(([, type]) => type)
      .filter((type) => recipe.derived !== undefined || getRecipe(type ?? "").isPlace === true);
    return types.flatMap((type = "") => this.#findKnown(child, type, NONE_TAKEN, need)?.key ?? []).join(" ");
  }

  /**
   * A parent by the log that is there or can be made; else one made up, unless the wish can do without. What is made up
   * itself stands where that is which it is made for, `standIn`.
   */
  choose(
    child: Reference,
    place: Pick<CallSite, "account" | "region"> & { readonly parts: Readonly<Record<string, string>> },
    wish: ParentWish,
    taken: ReadonlySet<string>,
    need: Need,
    standIn: Reference | undefined,
  ): { reference: Reference; isKnown: boolean } | undefined {
    const recipe = getRecipe(wish.type);
    if (wish.of !== undefined) {
      const reference = recipe.within
        ? resolveNested(recipe, wish.of, place.parts, place)
        : resolveReference(recipe, wish.of, place);
      return reference && { reference, isKnown: true };
    }
    const home = wish.isOther ? undefined : place;
    const known = wish.isApart
      ? undefined
      : (this.#findKnown(child, wish.type, taken, need, home) ??
        (standIn && this.#findKnown(standIn, wish.type, taken, need, home)) ??
        (wish.through === undefined ? undefined : this.#findThrough(child, wish.type, wish.through)));
    if (known) return { reference: known, isKnown: true };
    const purpose = `${wish.isOther}${wish.isOwn ? child.key : ""}${this.#listShared(child, recipe, need)}`;
    const madeUp = wish.isOptional ? undefined : makeUpReference(recipe, place, purpose);
    return madeUp && { reference: wish.isOwn ? addChild(madeUp, child) : madeUp, isKnown: false };
  }
}
