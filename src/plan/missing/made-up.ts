/** Names for things that the log needs and does not name: the network of a security group, the bucket of a trail. */
import { writeText } from "../../aws/model/fit-text.ts";
import type { Shape } from "../../aws/model/types.ts";
import { isObject } from "../../base/values.ts";
import { listNames } from "./derived/names.ts";
import type { Recipe } from "./recipes.ts";
import { makeReference, type Reference } from "./reference.ts";

/** As long as the ids that AWS mints. */
const ID_LENGTH = 17;

const PLACE = /\$\{(at-[^{}]+)\}/g;

/** What a template knows the values of a part by; the last of those that it knows. */
function findMapped(template: unknown, part: string): string | undefined {
  if (Array.isArray(template)) return template.map((one) => findMapped(one, part)).find((one) => one);
  if (!isObject(template)) return undefined;
  if (template["$map"] === part && isObject(template["values"]))
    return Object.keys(template["values"]).at(-1);
  return findMapped(Object.values(template), part);
}

/** What stands in an ARN beside the id, of what no call names: the names in it are made up, too, but for other things'. */
function makeUpPlaces({ address = "", input }: Recipe, digest: string): Record<string, string> {
  const text = JSON.stringify(input);
  const all = [...address.matchAll(PLACE)].map(([, place = ""]) => place);
  const places = all.filter((place) => !text.includes(`"of":"\${${place}}"`));
  const tell = (place: string) => findMapped(input, place) ?? `cloudmock-${digest.slice(0, 8)}`;
  return Object.fromEntries(places.map((place) => [place, tell(place)]));
}

/** A name that a shape takes. */
function writeName(shape: Shape, digest: string): string | undefined {
  return writeText(shape, listNames(digest.slice(0, 8)));
}

/**
 * The thing of a type that stands in wherever the log does not say which: the same for all of an account and region
 * (another one for each `purpose`), so that what it serves stays together.
 */
export function makeUpReference(
  recipe: Recipe,
  place: { readonly account: string; readonly region: string },
  purpose: string,
): Reference | undefined {
  const { derived, minted } = recipe;
  const digest = Bun.CryptoHasher.hash(
    "sha256",
    `${recipe.type} ${place.account} ${place.region} ${purpose}`,
    "hex",
  );
  if (recipe.prefix) {
    const id = `${recipe.prefix}-${digest.slice(0, ID_LENGTH)}`;
    return makeReference(recipe, id, { name: id, id }, place);
  }
  const name = minted
    ? `00000000-0000-4000-8000-${digest.slice(0, 12)}`
    : derived?.name
      ? writeName(derived.name, digest)
      : `cloudmock-${recipe.type}-${digest.slice(0, 8)}`;
  const places = minted ? makeUpPlaces(recipe, digest) : {};
  return makeReference(recipe, name ?? "", { ...places, name, ...(minted && { id: name }) }, place);
}
