/**
 * Writes the template of the least input by which an operation makes a thing: what its shape requires, from the thing's own
 * name, from other things that can be made, and from values that the model says are good. Where one is not known, there is
 * no template.
 */
import { fitsText, writeText } from "../../../aws/model/fit-text.ts";
import type { Operation, Protocol, Shape } from "../../../aws/model/types.ts";
import { findMeaning } from "../../../aws/resources/table.ts";
import type { MemberMeaning, NameKind } from "../../../aws/resources/types.ts";
import { hasForm } from "../../fill/form-rows.ts";
import { findPlacings, type Placing } from "../../fill/placeholder-rows.ts";
import { compile, type Recipe } from "../recipes.ts";
import { listNames } from "./names.ts";
import { findLeastValue } from "./rows.ts";

/** What stands in a member by itself: the template by its path. */
export type Given = ReadonlyMap<string, unknown>;

/** What tells what can stand in the members of an operation. */
export interface LeastSetting {
  readonly operation: Operation;
  readonly meanings: readonly MemberMeaning[];
  readonly given: Given;
  /** The type of what the operation makes, and what stands in the member that it is known by. */
  readonly own?: { readonly type: string; readonly name: string };
  /** The recipe of the things of a type, as the resource table names it in the operation's service. */
  readonly findRecipe: (type: string) => Recipe | undefined;
  /**
   * Set where a text that nothing is known of will do for a document, as it does for a policy or a definition whose form is
   * known; else there is no template.
   */
  readonly takesAnyDocument?: true;
  /** Set where a name that is made up will do for what is of no known type, or of the type that the operation makes. */
  readonly takesAnyName?: true;
  /** Set where a text of the right form will do for what cannot be made: nothing stands behind it. */
  readonly takesAnyReference?: true;
}

/** A template, or nothing to say; undefined where no value is known. */
type Least = { readonly template: unknown } | undefined;

interface Place {
  readonly path: string;
  readonly name: string;
  /** The shapes around it, so that recursive ones end. */
  readonly above: readonly Shape[];
}

/** Stands for what is known when the call is made, where a text is tried against a shape. */
const SAMPLES: Readonly<Record<string, string>> = {
  account: "111122223333",
  region: "us-east-1",
  digest: "0123abcd",
  partition: "aws",
  path: "/",
  name: "placeholder",
  own: "placeholder",
};
const FORMS: ReadonlySet<Protocol> = new Set(["query", "ec2"]);
const WISHES = ["placeholder", "cloudmock", "Placeholder", "PLACEHOLDER", "1"];

/** What CloudTrail writes for texts that it hides: they are filled in as the log's own are. */
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** The same for bytes. */
const BYTES = { $bytes: Buffer.from("placeholder").toString("base64") };

/** A text with samples in the place of what is known later. */
export function fillSample(text: string): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, part: string) => SAMPLES[part] ?? whole);
}

/** What a thing's ARN looks like where its name alone tells it; undefined where that is not enough. */
function makeSampleArn({ address }: Recipe): string | undefined {
  const arn = address === undefined ? undefined : fillSample(address);
  return arn?.includes("$") ? undefined : arn;
}

/** A name that such a thing can be made up under; undefined where it has none, or where its id is the service's to make up. */
function makeSampleName({ type, minted, derived, except }: Recipe): string | undefined {
  if (minted) return undefined;
  const names = listNames(SAMPLES["digest"] ?? "");
  const name = derived?.name ? writeText(derived.name, names) : `cloudmock-${type}-${SAMPLES["digest"]}`;
  return except && name && compile(except).test(name) ? undefined : name;
}

/** In which form a member refers to a thing that is made up for it; undefined where it cannot be told. */
function chooseForm(shape: Shape, kind: NameKind, recipe: Recipe): "name" | "arn" | undefined {
  const name = makeSampleName(recipe);
  // What it stands in would have to be told as well.
  if (recipe.within || (!recipe.minted && name === undefined)) return undefined;
  const arn = makeSampleArn(recipe);
  if (kind === "arn") return arn === undefined ? undefined : "arn";
  const isNamed = name === undefined || fitsText(shape, name);
  const isArn = arn !== undefined && kind === "any" && fitsText(shape, arn);
  // Where either will do, an ARN that tells the account says more than a name.
  if (isArn && (!isNamed || arn.includes(SAMPLES["account"] ?? ""))) return "arn";
  return isNamed ? "name" : undefined;
}

function isFilledLater(rows: readonly Placing[], { path, name }: Place): boolean {
  return rows.some(
    ({ service, at, when, only, beside }) =>
      when !== "hidden" && !only && !beside && service !== undefined && (at === path || at === name),
  );
}

class LeastInput {
  readonly #setting: LeastSetting;
  readonly #rows: readonly Placing[];
  readonly #meanings: ReadonlyMap<string, MemberMeaning>;

  constructor(setting: LeastSetting) {
    this.#setting = setting;
    const { operation, meanings } = setting;
    this.#rows = findPlacings(operation.model.service, operation.name);
    this.#meanings = new Map(meanings.map((meaning) => [meaning.path, meaning]));
  }

  fillStructure(shape: Shape, place: Omit<Place, "name">): Record<string, unknown> | undefined {
    const { path, above } = place;
    if (above.includes(shape) || shape.document) return undefined;
    const members = shape.members ?? {};
    const names = new Set(shape.required);
    for (const known of this.#setting.given.keys()) {
      const name = path === "" ? known : known.startsWith(`${path}.`) ? known.slice(path.length + 1) : "";
      const [first = ""] = name.split(/[.[]/);
      if (members[first]) names.add(first);
    }
    const open = [...above, shape];
    if (shape.union && names.size === 0) return this.#fillUnion(members, path, open);
    const template: Record<string, unknown> = {};
    for (const name of names) {
      const member = members[name];
      if (!member || member.idempotencyToken) continue;
      const inner = { path: path === "" ? name : `${path}.${name}`, name, above: open };
      if (!this.#setting.given.has(inner.path) && isFilledLater(this.#rows, inner)) continue;
      const least = this.#fill(member, inner);
      if (!least) return undefined;
      template[name] = least.template;
    }
    return template;
  }

  #fillUnion(members: Readonly<Record<string, Shape>>, path: string, above: readonly Shape[]) {
    for (const [name, member] of Object.entries(members)) {
      const least = this.#fill(member, { path: path === "" ? name : `${path}.${name}`, name, above });
      // A hidden text is filled in where it is required only.
      if (least && least.template !== HIDDEN) return { [name]: least.template };
    }
    return undefined;
  }

  #fill(shape: Shape, place: Place): Least {
    const { given } = this.#setting;
    if (given.has(place.path)) return { template: given.get(place.path) };
    const meaning = this.#meanings.get(place.path);
    if (meaning && shape.type === "string" && !shape.enum) return this.#fillReference(shape, place, meaning);
    switch (shape.type) {
      case "structure": {
        const template = this.fillStructure(shape, place);
        return template && { template };
      }
      case "list":
        return this.#fillList(shape, place);
      case "map":
        return this.#fillMap(shape, place);
      case "string":
        return shape.jsonvalue ? undefined : this.#fillText(shape, place);
      case "boolean":
        return this.#see(shape, place, false);
      case "integer":
      case "long":
      case "float":
      case "double":
        return this.#see(
          shape,
          place,
          Math.min(Math.max(1, shape.min ?? 1), shape.max ?? Number.POSITIVE_INFINITY),
        );
      case "blob":
        return this.#setting.takesAnyDocument && { template: BYTES };
      default:
        return undefined;
    }
  }

  /** What calls on the thing say of the member; else this value. */
  #see(shape: Shape, { name }: Place, value: unknown): Least {
    return { template: { $seen: name, fits: shape, else: value } };
  }

  #fillText(shape: Shape, place: Place): Least {
    if (shape.enum) return this.#see(shape, place, shape.enum[0]);
    const { operation, takesAnyDocument } = this.#setting;
    const row = findLeastValue(operation.model.service, place.name);
    if (row && row.text === undefined)
      return takesAnyDocument || hasForm(shape, place.name, operation) ? { template: HIDDEN } : undefined;
    const wish = row?.text;
    if (wish !== undefined && writeText(shape, [fillSample(wish)]) === fillSample(wish))
      return this.#see(shape, place, wish);
    const text = writeText(shape, WISHES);
    return text === undefined ? undefined : this.#see(shape, place, text);
  }

  #fillReference(shape: Shape, place: Place, { type, kind, part }: MemberMeaning): Least {
    const { own } = this.#setting;
    if (own && part === "own" && own.type === type)
      return fitsText(shape, fillSample(own.name)) ? { template: own.name } : this.#fillText(shape, place);
    const { operation, takesAnyReference } = this.#setting;
    const recipe = type === undefined ? undefined : this.#setting.findRecipe(type);
    const as = recipe && chooseForm(shape, kind, recipe);
    if (recipe && as) return { template: { $parent: recipe.type, as } };
    if (recipe && !takesAnyReference) return undefined;
    // What it refers to cannot be made, but for what a row says of its name.
    const row = findLeastValue(operation.model.service, place.name);
    if (row?.text !== undefined || this.#takesName(kind, type)) return this.#fillText(shape, place);
    if (!takesAnyReference) return undefined;
    return hasForm(shape, place.name, operation) ? { template: HIDDEN } : this.#fillText(shape, place);
  }

  #takesName(kind: NameKind, type: string | undefined): boolean {
    const { takesAnyName, operation } = this.#setting;
    const made = findMeaning(operation.model.service, operation.name).type;
    return (
      takesAnyName === true && (kind === "name" || kind === "any") && (type === undefined || type === made)
    );
  }

  #fillList(shape: Shape, place: Place): Least {
    const { member } = shape;
    if (!member) return undefined;
    const inner = { path: `${place.path}[]`, name: place.name, above: [...place.above, shape] };
    const meaning = this.#meanings.get(inner.path);
    const isGiven = [...this.#setting.given.keys()].some((path) => path.startsWith(inner.path));
    // Forms have no empty lists.
    const isForm = FORMS.has(this.#setting.operation.model.metadata.protocol);
    const least = Math.max(shape.min ?? 0, meaning || isGiven || isForm ? 1 : 0);
    if (least === 0) return { template: [] };
    const item = this.#fill(member, inner);
    if (!item) return undefined;
    const recipe = meaning?.type === undefined ? undefined : this.#setting.findRecipe(meaning.type);
    // Services ask for places in two zones.
    const isTwice = least === 2 || (recipe?.isPlace === true && (shape.max ?? 2) > 1);
    if (least > (recipe ? 2 : 1)) return undefined;
    return {
      template:
        recipe && isTwice ? [item.template, { ...Object(item.template), other: true }] : [item.template],
    };
  }

  #fillMap(shape: Shape, place: Place): Least {
    if ((shape.min ?? 0) === 0) return { template: {} };
    if (shape.min !== 1 || !shape.key || !shape.value) return undefined;
    const key = writeText(shape.key, WISHES);
    const value = this.#fill(shape.value, {
      path: `${place.path}{}`,
      name: place.name,
      above: [...place.above, shape],
    });
    return key === undefined || !value ? undefined : { template: { [key]: value.template } };
  }
}

/** The template of the least input of an operation; undefined where some member that it requires has no value that is known. */
export function writeLeastInput(setting: LeastSetting): Record<string, unknown> | undefined {
  const { input } = setting.operation;
  return input ? new LeastInput(setting).fillStructure(input, { path: "", above: [] }) : {};
}
