/** What an ARN or an id names: by the recipes' rows, else by the templates of the resource table. */

import { fitsText } from "../../aws/model/fit-text.ts";
import type { Shape } from "../../aws/model/types.ts";
import { type ArnMeaning, splitArn } from "../../aws/resources/arns.ts";
import { arnTemplates } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { findRecipe } from "./catalogue.ts";
import { nameArnPlace } from "./derived/names.ts";
import { findPreset } from "./presets.ts";
import { compile, RECIPES, type Recipe } from "./recipes.ts";
import { type CallSite, makeReference, type Reference } from "./reference.ts";

const ID = /^([a-z]+(?:-[a-z]+){0,3})-[0-9a-f]{8,17}$/i;
const ARN = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(.+)$/;

const ID_BEHIND = /\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const byPrefix = new Map(
  RECIPES.flatMap((recipe) => (recipe.prefix ? [[recipe.prefix, recipe] as const] : [])),
);
const byArn = Map.groupBy(
  RECIPES.filter(({ arn }) => arn),
  ({ arn }) => arn?.service ?? "",
);

/** Whether a text is an id whose beginning tells what it names. */
export function isTellingId(text: string): boolean {
  return byPrefix.has(ID.exec(text)?.[1] ?? "");
}

/** What an ARN names, of the account of the call. */
export function readArn(text: string, place: CallSite, member: string): Reference | undefined {
  const [, partition, service = "", region, account, resource = ""] = ARN.exec(text) ?? [];
  // A thing of another account is not this log's to make.
  if (account && account !== place.account) return undefined;
  for (const recipe of byArn.get(service) ?? []) {
    const groups = recipe.arn && compile(recipe.arn.resource).exec(resource)?.groups;
    if (!groups) continue;
    const { within = [], service: owner } = recipe;
    const around = Object.fromEntries(
      within.map((type) => [type, groups[type] ?? groups["outer"] ?? findPreset(owner, type) ?? ""]),
    );
    const name = groups["name"] ?? [...Object.values(around), groups["own"]].join("/");
    // Of an ARN that goes on behind the thing itself (an object's, a log stream's), only the name is the thing's.
    return makeReference(
      recipe,
      text,
      { ...groups, ...around, name, partition, region, account, arn: text },
      place,
      member,
    );
  }
  const last = resource.split(/[/:]/).at(-1) ?? "";
  const known = { partition, region, account };
  return readId(last, place, member, known) ?? readDerivedArn(text, place, member, known);
}

/** The parts of what stands at places with nothing but a colon between them: a name and its version. */
function splitPlace(place: string, text: string): [part: string, text: string][] {
  const names = place.split(":");
  const texts = text.split(":");
  if (names.length !== texts.length) return [[nameArnPlace(place), text]];
  return names.map((name, at) => [nameArnPlace(name), texts[at] ?? ""]);
}

/** A name without the id behind it, where it could not be one with that. */
function cutId(name: string | undefined, shape: Shape): string | undefined {
  const before = name?.replace(ID_BEHIND, "");
  return name === undefined || before === undefined || fitsText(shape, name) ? name : before;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The names of a thing and of what it stands in, without the id that some services put behind them. */
function cutChain(chain: readonly string[], length: number): readonly string[] {
  const isIdBehind = chain.length === length + 1 && UUID.test(chain.at(-1) ?? "");
  return isIdBehind ? chain.slice(0, -1) : chain;
}

/** What an ARN of a type whose row says nothing of ARNs names, by the template of the resource table. */
function readDerivedArn(
  text: string,
  place: CallSite,
  member: string,
  known: Readonly<Record<string, string | undefined>>,
): Reference | undefined {
  const arn = splitArn(text);
  // Services that share their ARNs may have the same template, for a thing that only one of them makes.
  const names = new Map<string, number>();
  for (const meaning of arn ? arnTemplates.list(arn) : []) {
    // What has more names than another template of its service finds is not that one's: a queue in an instance is none.
    const most = names.getOrInsert(meaning.owner, meaning.chain.length);
    if (meaning.chain.length < most) continue;
    const recipe = findRecipe(meaning.owner, meaning.type);
    if (recipe && !recipe.arn) return readMeaning(recipe, meaning, text, place, member, known);
  }
  return undefined;
}

/** The own name of a thing that stands in others, in an ARN that does not tell these; undefined for that of another thing. */
export function readOwnName({ service, named, derived }: Recipe, text: string): string | undefined {
  const arn = splitArn(text);
  for (const { owner, type, chain, places } of arn ? arnTemplates.list(arn) : [])
    if (owner === service && type === named)
      return chain[places.indexOf(derived?.place ?? "")] ?? chain.at(-1);
  return undefined;
}

function readMeaning(
  recipe: Recipe,
  { chain: whole, places }: ArnMeaning,
  text: string,
  place: CallSite,
  member: string,
  known: Readonly<Record<string, string | undefined>>,
): Reference | undefined {
  const parts = Object.fromEntries(places.flatMap((place, at) => splitPlace(place, whole[at] ?? "")));
  const { within, derived, minted } = recipe;
  const said = { ...parts, ...known, arn: text };
  if (within) {
    // Behind its name may stand an id; before it, what the thing stands in, or nothing of that.
    const at = places.indexOf(derived?.place ?? "");
    const chain = cutChain(at === -1 ? whole : whole.slice(0, at + 1), within.length + 1);
    if (chain.length !== within.length + 1) return undefined;
    const outer = Object.fromEntries(within.map((type, at) => [type, chain[at]]));
    return makeReference(
      recipe,
      text,
      { ...said, ...outer, own: chain.at(-1), name: chain.join("/") },
      place,
      member,
    );
  }
  const last = derived ? derived.place : places.at(-1);
  const told = last === undefined ? undefined : parts[nameArnPlace(last)];
  // Behind an id stands something else of it, of which the table knows nothing.
  if (minted && told?.includes("/")) return undefined;
  // Some services put an id behind a name, of which the template knows nothing.
  const name = minted || derived?.name === undefined ? told : cutId(told, derived.name);
  return makeReference(recipe, text, { ...said, name, ...(minted && { id: name }) }, place, member);
}

/** What an id names by its beginning; `known` is what is known besides. */
export function readId(
  text: string,
  place: CallSite,
  member: string,
  known: Readonly<Record<string, string | undefined>> = {},
): Reference | undefined {
  const prefix = ID.exec(text)?.[1];
  const recipe = prefix === undefined ? undefined : byPrefix.get(prefix);
  return recipe && makeReference(recipe, text, { ...known, name: text, id: text }, place, member);
}

/** Whether an ARN is that of a recipe's thing, or of another account's. */
export function isArnOf(recipe: Recipe, arn: string, place: CallSite): boolean {
  const { account } = splitArn(arn) ?? {};
  return (account && account !== place.account) || readArn(arn, place, "")?.recipe === recipe;
}

compileLightly(readArn, readDerivedArn, readId);
