/** Which members of an operation name the things of recipes, by the resource table. */
import { type PathStep, parsePath } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import { findRecipe } from "./catalogue.ts";
import { RECIPES, type Recipe } from "./recipes.ts";

/** A member that names a recipe's thing by the resource table. */
export interface NamingMember {
  readonly recipe: Recipe;
  readonly steps: readonly PathStep[];
  readonly member: string;
  /** Whether it names another thing than the one that the call is about. */
  readonly isReference: boolean;
}

/** One whose thing stands in others: its text is only the last part of the name. */
export interface NestedMember extends NamingMember {
  /** Where the call names those, by their types: the surest place first. */
  readonly containers: ReadonlyMap<string, readonly (readonly PathStep[])[]>;
}

const byType = new Map(
  RECIPES.flatMap((recipe) => (recipe.named ? [[`${recipe.service}:${recipe.named}`, recipe] as const] : [])),
);

/** The members of an operation that name things by the resource table, and those that only refer to them. */
interface TableMembers {
  readonly naming: readonly NamingMember[];
  readonly nested: readonly NestedMember[];
  /** Those whose text is the name that a thing has from then on. */
  readonly renaming: readonly (NamingMember | NestedMember)[];
  readonly referring: ReadonlySet<string>;
  /** What most of their texts name is AWS's own. */
  readonly elsewhere: readonly (readonly PathStep[])[];
}

const known = new WeakMap<readonly MemberMeaning[], TableMembers>();

/** The recipe of the thing of its own service that a member names, otherwise than by an ARN or a URL. */
export function findNamedRecipe({ type, kind }: MemberMeaning, service: string): Recipe | undefined {
  if (type === undefined) return undefined;
  const recipe = byType.get(`${service}:${type}`) ?? findDerived(service, type);
  // Of a thing that goes by its name, an id says nothing.
  const own = recipe?.derived?.kind ?? (recipe?.minted ? "id" : "name");
  return kind === "any" || kind === own ? recipe : undefined;
}

/** The recipe of a type that has no row; rows that say which members name their things are not widened. */
function findDerived(service: string, type: string): Recipe | undefined {
  const recipe = findRecipe(service, type);
  return recipe?.derived ? recipe : undefined;
}

/** The recipe of a service's things of a type, however a recipe's things are recognised otherwise. */
function findOwnRecipe({ type }: MemberMeaning, service: string): Recipe | undefined {
  return type === undefined ? undefined : findRecipe(service, type);
}

function findContainers(
  within: readonly string[],
  meanings: readonly MemberMeaning[],
  service: string,
): NestedMember["containers"] {
  const found = within.map((type) => {
    // The name of what goes by an id does not tell which one it is.
    const [first, ...others] = meanings.filter(
      (one) =>
        one.type === type &&
        !one.renames &&
        !/[[{]/.test(one.path) &&
        (one.part === "container" || findNamedRecipe(one, service)),
    );
    // Calls that take a name or an ARN have a member for either; what only refers to such a thing may mean another.
    const either = others.filter(({ part }) => part === "container" && first?.part === "container");
    return [type, [...(first ? [first] : []), ...either].map(({ path }) => parsePath(path))] as const;
  });
  return new Map(found);
}

function readTableMembers(meanings: readonly MemberMeaning[], service: string): TableMembers {
  const naming: NamingMember[] = [];
  const nested: NestedMember[] = [];
  const renaming: (NamingMember | NestedMember)[] = [];
  const elsewhere: (readonly PathStep[])[] = [];
  const referring = new Set<string>();
  for (const meaning of meanings) {
    const steps = parsePath(meaning.path);
    const isReference = meaning.part === "reference";
    const member = steps.findLast((step) => /^\w/.test(step)) ?? "";
    const isNewName = meaning.renames === true && meaning.part === "own";
    const recipe = isNewName ? findOwnRecipe(meaning, service) : findNamedRecipe(meaning, service);
    if (recipe) {
      const plain: NamingMember = { recipe, steps, member, isReference };
      // A path names it with what it stands in; a name of its own needs these beside it.
      const within = !isReference || recipe.text === undefined ? recipe.within : undefined;
      const containers = within && findContainers(within, meanings, service);
      if (isNewName) renaming.push(containers ? { ...plain, containers } : plain);
      else if (containers) nested.push({ ...plain, containers });
      else naming.push(plain);
    }
    if (isReference) referring.add(member);
    if (meaning.elsewhere) elsewhere.push(steps);
  }
  return { naming, nested, renaming, referring, elsewhere };
}

/** What the resource table says of an operation's members; read once. */
export function listTableMembers(meanings: readonly MemberMeaning[], service: string): TableMembers {
  return known.getOrInsertComputed(meanings, () => readTableMembers(meanings, service));
}
