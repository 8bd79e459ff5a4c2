/** What a service does that is more than to create, read, list, change and delete: operations by their names. */
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Context } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";

export type ServiceEngine = Readonly<Partial<Record<string, (context: Context) => Done>>>;

/** The text of a member; "" where it has none. */
export function readText(values: Structure, member: string): string {
  const value = values[member];
  return typeof value === "string" ? value : "";
}

/** One structure of several, of which the later ones say the last. */
export function merge(...all: readonly Readonly<Record<string, Value | undefined>>[]): Structure {
  return Object.assign(makeStructure(), ...all);
}
