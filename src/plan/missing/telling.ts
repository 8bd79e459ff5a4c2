/** What made-up calls are about, for people. */
import type { Operation } from "../../aws/model/types.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";

/** The first text of an input, for people. */
export function nameInput(input: Structure): string {
  const texts = Object.values(input).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return String(texts.find((value) => typeof value === "string") ?? "");
}

/** What an operation brings about or ends, for people: the table's type, and what it does with it where that is all. */
export function tellType({ name, model }: Operation): string {
  const { deed, type } = findMeaning(model.service, name);
  const thing = type ?? name;
  return deed === "attach" || deed === "detach" ? `${thing} attachment` : thing;
}
