/** What the things of the recipes are told apart by. */
import { compileLightly } from "../../base/compiling.ts";
import { compile, type Recipe } from "./recipes.ts";

/** Whether a thing of this name can stand in several regions. */
export function isCopied({ copied }: Recipe, name: string): boolean {
  return copied !== undefined && compile(copied.names).test(name);
}

/** Names things apart: minted ids by themselves, names within their account and region as far as these bound them. */
export function makeKey(recipe: Recipe, name: string, account: string, region: string): string {
  const kind = recipe.derived?.kinship ?? recipe.type;
  if (isCopied(recipe, name)) return `${kind} ${name} ${account} ${region}`;
  if (recipe.scope === "bucket" && recipe.within) return `${kind} ${name}`;
  if ((recipe.minted && !recipe.counted) || recipe.scope === "bucket") return `${kind} ${name.toLowerCase()}`;
  const where = recipe.scope === "global" ? account : `${account} ${region}`;
  return `${kind} ${where} ${name}`;
}

/** A few characters for a thing that its key tells: for names that are free to choose. */
export function digestKey(key: string): string {
  return Bun.CryptoHasher.hash("sha256", key, "hex").slice(0, 8);
}

compileLightly(makeKey);
