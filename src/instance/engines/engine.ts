/** What a service does that is more than to create, read, list, change and delete: operations by their names. */
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { isObject } from "../../base/values.ts";
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";

/**
 * Operations about what things hold, such as a table's items, which nothing of the generic behaviour comes before or after. What
 * they find is told anew each time. A call of a replay is one, too: `told` is what production answered. One that answers undefined
 * leaves the call to the generic behaviour.
 */
export type DataEngine = Readonly<
  Partial<Record<string, (context: Context) => Done | undefined | Promise<Done>>>
>;

/**
 * Operations about things, each within the generic behaviour: what a call brings up beforehand and changes besides is done.
 * What an engine leaves undefined, the generic behaviour does.
 */
export type ServiceEngine = Readonly<Partial<Record<string, (context: Context) => Done | undefined>>>;

/** The text of a member; "" where it has none. */
export function readText(values: Structure, member: string): string {
  const value = values[member];
  return typeof value === "string" ? value : "";
}

/** One structure of several, of which the later ones say the last. */
export function merge(...all: readonly Readonly<Record<string, Value | undefined>>[]): Structure {
  return Object.assign(makeStructure(), ...all);
}

/**
 * When a thing ends that a client let end some day, as a member of it. What production let end so stands as its log ended, though
 * that day may be over long since.
 */
export const ENDS_AT = "EndsAt";

/** Whether the day of a thing is over that a client let end. */
export function isOver(members: Structure, now: number): boolean {
  const end = members[ENDS_AT];
  return end instanceof Date && end.getTime() <= now;
}

/** More than any operation gives; what a log asks for is not checked by its model. */
const MOST_DRAWN = 65_536;

/** So many bytes that were never given before. */
export function drawBytes({ mint }: Pick<Context, "mint">, length: number): Buffer {
  return Buffer.from(mint(Math.min(length, MOST_DRAWN) * 2), "hex");
}

/** The structures of a list. */
export function listStructures(value: Value | undefined): readonly Structure[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((one) => isStructure(one)) : [];
}

/** The texts of a list. */
export function listTexts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((one) => typeof one === "string") : [];
}

/** The bytes of a member; none where it has none. */
export function readBytes(values: Structure, member: string): Uint8Array {
  const value = values[member];
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/** Whether a member is there: null is none. */
export function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}

/** A text of JSON as what it says; undefined where it says no object. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
