/** Lists that are asked by lists of texts, of which what is told of a thing is to be one. */
import type { Shape } from "../../../aws/model/types.ts";
import { isScalar, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findMember } from "../fit-value.ts";
import { findRow } from "./asked-rows.ts";
import { findToldName, findToldWord, readToldTexts, type ShowThing, type ThingTest } from "./told-names.ts";

/** A member of an input that is a list of texts, and where the items of the answer have one of them. */
export interface AskedChoice {
  readonly name: string;
  readonly values: readonly string[];
  readonly at: string;
}

const isText = ({ type, enum: words }: Shape) => type === "string" && words === undefined;

/** Where a list tells what a list of texts asks for: a word of the same words, or what is called so in the singular. */
export function findChosen(context: Context, name: string, shape: Shape): string | undefined {
  const { operation, meaning } = context;
  const row = findRow(context, "as", name);
  if (row) return row.as;
  const told = findToldWord(operation, shape);
  if (told !== undefined || shape.member?.enum !== undefined) return told;
  if (!name.endsWith("s")) return undefined;
  const [one, type] = [name.slice(0, -1), meaning.type ?? ""];
  const own = one.toLowerCase().startsWith(type.toLowerCase()) ? one.slice(type.length) : "";
  return (
    findToldName(operation, one, "", isText) ??
    (own === "" || own === one ? undefined : findToldName(operation, own, type, isText))
  );
}

/** The choice that a member of an input is; undefined where it is none, or not known to be told. */
export function readChoice(
  context: Context,
  name: string,
  shape: Shape | undefined,
  value: Value,
): AskedChoice | undefined {
  const all = Array.isArray(value) ? (value as readonly Value[]) : [];
  if (!shape || all.length === 0 || !all.every(isScalar)) return undefined;
  const at = findChosen(context, name, shape);
  return at === undefined ? undefined : { name, values: all.map(String), at };
}

/** Tells whether a thing has one of several values in a member, or is what a word for one of them means. */
export function testChosen(
  context: Context,
  { name, values, at }: AskedChoice,
  things: readonly Thing[],
  show: ShowThing,
): ThingTest {
  const { words } = findRow(context, "as", name) ?? {};
  if (!words) return (thing) => readToldTexts(thing, show, at).some((text) => values.includes(text));
  const read = (thing: Thing, member: string) =>
    String(findMember(thing.members, member) ?? findMember(show(thing) ?? {}, member) ?? "");
  const last = things.reduce((most, thing) => Math.max(most, Number(read(thing, at))), 0);
  return (thing) =>
    values.some((text) => {
      const word = words[text];
      if (word === undefined) return read(thing, at) === text;
      return word === "last"
        ? Number(read(thing, at)) === last
        : Object.entries(word).every(([member, wanted]) => read(thing, member) === wanted);
    });
}
