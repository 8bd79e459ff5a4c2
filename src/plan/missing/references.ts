/** Finds the things that a call names, by the recipes: an id, an ARN, a URL, or a name in a member that holds such. */
import type { Shape } from "../../aws/model/types.ts";
import { splitArn } from "../../aws/resources/arns.ts";
import { type PathStep, readTexts } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import { isStructure, type Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { decodePath } from "../order/keys.ts";
import { listForeign } from "../order/only-things.ts";
import { listTexts } from "../order/texts.ts";
import { type ByMember, findByMember, listByMember } from "./by-member.ts";
import { findRecipe } from "./catalogue.ts";
import { findPreset, listUnsaid } from "./presets.ts";
import { isArnOf, isTellingId, readArn, readId, readOwnName } from "./read-arn.ts";
import { compile, RECIPES, type Recipe } from "./recipes.ts";
import { type CallSite, makeReference, type Reference } from "./reference.ts";
import { findRegions } from "./regions.ts";
import { listTableMembers, type NestedMember } from "./table-members.ts";

const onlyThings = Map.groupBy(
  RECIPES.filter(({ isOnly }) => isOnly),
  ({ service }) => service,
);
const withUrl = RECIPES.flatMap((recipe) => (recipe.url === undefined ? [] : [{ recipe, url: recipe.url }]));
const URL = /^https?:/;

const NONE: readonly Reference[] = [];

/** What tells what a text of a call names, and what has been found in the call. */
interface Search {
  readonly place: CallSite;
  /** Where the thing is that a text names. */
  readonly locate: (text: string) => CallSite;
  readonly byMember: ByMember;
  readonly referring: ReadonlySet<string>;
  readonly found: Reference[];
}

/** The place of the things that texts name: that of the call, or in the region that a member beside them names. */
function makeLocate(ref: Shape, value: Structure, place: CallSite): Search["locate"] {
  const regions = findRegions(ref, value, place);
  if (!regions || regions.size === 0) return () => place;
  return (text) => {
    const region = regions.get(text);
    return region === undefined ? place : { ...place, region };
  };
}

function openSearch(place: CallSite, locate: Search["locate"], referring: ReadonlySet<string>): Search {
  const byMember = listByMember(place);
  return { place, locate, byMember, referring, found: [] };
}

/** The key of the thing that an ARN names, in whichever account it is; undefined for an ARN of no recipe's thing. */
export function findArnKey(arn: string): string | undefined {
  const { region = "", account = "" } = splitArn(arn) ?? {};
  return readArn(arn, { service: "", operation: "", account, region }, "")?.key;
}

/** The things that ARNs name. */
export function listArnReferences(arns: readonly string[], place: CallSite): readonly Reference[] {
  return arns.flatMap((arn) => readArn(arn, place, "") ?? []);
}

function readUrl(text: string, place: CallSite, member: string): Reference | undefined {
  for (const { recipe, url } of withUrl) {
    const groups = compile(url).exec(text)?.groups;
    if (groups && (!groups["account"] || groups["account"] === place.account))
      return makeReference(recipe, text, { ...groups, url: text }, place, member);
  }
  return undefined;
}

function add({ found, referring }: Search, reference: Reference | undefined): void {
  if (!reference) return;
  found.push(referring.has(reference.member) ? { ...reference, isReferred: true } : reference);
}

function addText(search: Search, text: string, member: string): void {
  const place = search.locate(text);
  if (text.startsWith("arn:")) add(search, readArn(text, place, member));
  else if (text.startsWith("http") && URL.test(text)) add(search, readUrl(text, place, member));
  else {
    const byId = readId(text, place, member);
    if (byId) add(search, byId);
    else
      for (const recipe of findByMember(search.byMember, member))
        add(search, readNameOf(recipe, text, place, member));
  }
}

/** The thing that a text names by itself: an ARN, a URL, or an id that tells what it is of. */
export function readText(text: string, place: CallSite): Reference | undefined {
  if (text.startsWith("arn:")) return readArn(text, place, "");
  return URL.test(text) ? readUrl(text, place, "") : readId(text, place, "");
}

/** An id that a path leads to: `integrations/a1b2c3` is of the integration a1b2c3. */
function readLast({ derived, minted }: Recipe, text: string): string {
  return derived && minted ? text.slice(text.lastIndexOf("/") + 1) : text;
}

/** What a text names that is a name of this recipe's things. */
function readNameOf(recipe: Recipe, text: string, place: CallSite, member: string): Reference | undefined {
  // What stands in other things is named by a path here.
  const name = recipe.within ? decodePath(text) : readLast(recipe, text);
  const groups = recipe.text === undefined ? { name } : compile(recipe.text).exec(name)?.groups;
  const id = recipe.minted && groups ? { id: groups["name"] } : undefined;
  return groups && makeReference(recipe, text, { ...groups, ...id }, place, member);
}

/** The name of what a thing stands in, however it is named: by an ARN, or with what belongs to it behind the name. */
export function readContainer(type: string, text: string, place: CallSite): string | undefined {
  const recipe = findRecipe(place.service, type);
  if (text.startsWith("arn:")) {
    const { account, resource = "" } = splitArn(text) ?? {};
    // What stands in another account's thing is not this log's to make.
    if (account && account !== place.account) return undefined;
    if (!recipe) return /^[^:/]+[:/]([^:/]+)$/.exec(resource)?.[1];
    const found = readArn(text, place, "");
    return found && found.recipe === recipe ? found.name : undefined;
  }
  return recipe?.text === undefined ? text : compile(recipe.text).exec(text)?.groups?.["name"];
}

/** What a text names that is the name of a thing in others, which the call names too. */
function readNested(
  { recipe, member, containers }: NestedMember,
  text: string,
  value: Structure,
  place: CallSite,
): Reference | undefined {
  const parts: Record<string, string> = {};
  // An ARN of the thing itself; one of another thing may be all the name that it has.
  const told = readOwnName(recipe, text);
  const own = told ?? text;
  if (told !== undefined) parts["arn"] = text;
  for (const type of recipe.within ?? []) {
    const said = containers.get(type)?.flatMap((steps) => readTexts(steps, value));
    const outer = said?.[0] ?? findPreset(place.service, type);
    const name = outer === undefined ? undefined : readContainer(type, outer, place);
    if (name === undefined) return undefined;
    parts[type] = name;
  }
  // By its ARN it is found like all that ARNs name, where that tells what it stands in.
  if (text.startsWith("arn:") && isArnOf(recipe, text, place)) return undefined;
  const name = [...(recipe.within ?? []).map((type) => parts[type]), own].join("/");
  return makeReference(recipe, told === undefined ? name : text, { ...parts, own, name }, place, member);
}

/** The texts that one text is made of; none of a policy or a sentence, which may name things that never were. */
function listPieces(text: string): readonly string[] {
  if (/[{}\n]/.test(text)) return [];
  return text.includes(",") ? text.split(/,\s*/) : [text];
}

/** Whether a text says by itself what it names. */
function namesItself(text: string): boolean {
  return text.startsWith("arn:") || URL.test(text) || isTellingId(text);
}

/** How often each text stands at these paths; undefined where there are none. */
function countTexts(
  paths: readonly (readonly PathStep[])[],
  value: Structure,
): Map<string, number> | undefined {
  if (paths.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const steps of paths)
    for (const text of readTexts(steps, value)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/**
 * The things that `value` (an operation's input or output in its shape's names) names; `meanings` is what the resource
 * table says of its members. Documents are not looked into.
 */
export function listReferences(
  ref: Shape | undefined,
  value: Structure,
  place: CallSite,
  meanings: readonly MemberMeaning[],
): Reference[] {
  if (!ref) return [];
  const { naming, nested, referring, elsewhere } = listTableMembers(meanings, place.service);
  const locate = makeLocate(ref, value, place);
  const search = openSearch(place, locate, referring);
  const foreign = countTexts(elsewhere, value);
  for (const { text, member } of listTexts(place.service, ref, value)) {
    const times = foreign?.get(text) ?? 0;
    if (times > 0) foreign?.set(text, times - 1);
    else for (const piece of listPieces(text)) addText(search, piece, member);
  }
  for (const one of nested)
    for (const text of readTexts(one.steps, value)) add(search, readNested(one, text, value, locate(text)));
  for (const { recipe, steps, member, isReference } of naming) {
    for (const text of readTexts(steps, value))
      for (const piece of listPieces(text)) {
        const found = namesItself(piece) ? undefined : readNameOf(recipe, piece, locate(piece), member);
        if (found) search.found.push(isReference ? { ...found, isReferred: true } : found);
      }
  }
  // Batches of DynamoDB name their tables by the keys of a map.
  for (const member of Object.keys(value)) {
    const inner = value[member];
    if (!isStructure(inner) || ref.members?.[member]?.type !== "map") continue;
    for (const key of Object.keys(inner)) addText(search, key, member);
  }
  return search.found;
}

/** Of which things an operation needs the one of its account, by the operation's service and name. */
const onlyOf = new Map<string, Map<string, readonly Recipe[]>>();

/** The recipes of the things of which an account has one and that an operation needs. */
function findOnly({ service, operation }: CallSite): readonly Recipe[] {
  const ofService = onlyOf.getOrInsertComputed(service, () => new Map());
  return ofService.getOrInsertComputed(operation, () =>
    [service, ...listForeign(service, operation)].flatMap((one) => onlyThings.get(one) ?? []),
  );
}

/** The things that a call needs without naming them: those of which an account has one, and those that it means unsaid. */
export function listImplied(
  value: Structure,
  place: CallSite,
  meanings: readonly MemberMeaning[],
): readonly Reference[] {
  const only = findOnly(place);
  const unsaid = listUnsaid(place, meanings, value);
  if (only.length + unsaid.length === 0) return NONE;
  const meant = unsaid.flatMap(({ type, name }) => {
    const recipe = findRecipe(place.service, type);
    return (recipe && makeReference(recipe, name, { name }, place)) ?? [];
  });
  return [...meant, ...listOnly(only, place)];
}

function listOnly(recipes: readonly Recipe[], place: CallSite): readonly Reference[] {
  return recipes.flatMap((recipe) => makeReference(recipe, recipe.type, { name: recipe.type }, place) ?? []);
}

/** The things that a call gives new names, under these. */
export function listRenamed(
  value: Structure,
  place: CallSite,
  meanings: readonly MemberMeaning[],
): readonly Reference[] {
  const { renaming } = listTableMembers(meanings, place.service);
  if (renaming.length === 0) return NONE;
  return renaming.flatMap((one) =>
    readTexts(one.steps, value).flatMap((text) => {
      const found =
        "containers" in one
          ? readNested(one, text, value, place)
          : readNameOf(one.recipe, text, place, one.member);
      return found ?? [];
    }),
  );
}

/** The reference to a recipe's thing that a text by itself is: an ARN, an id or a name. */
export function resolveReference(
  recipe: Recipe,
  text: string,
  place: Pick<CallSite, "account" | "region">,
): Reference | undefined {
  if (text.startsWith("arn:")) {
    const found = readArn(text, { ...place, service: recipe.service, operation: recipe.operation }, "");
    return found?.recipe === recipe ? found : undefined;
  }
  const id = recipe.minted ? { id: text } : {};
  return makeReference(recipe, text, { name: text, ...id }, place);
}

compileLightly(
  listReferences,
  addText,
  listImplied,
  readNameOf,
  add,
  listRenamed,
  openSearch,
  countTexts,
  readNested,
  readContainer,
  namesItself,
  findOnly,
);
