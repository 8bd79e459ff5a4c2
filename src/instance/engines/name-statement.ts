/** A statement of a policy in words, for who looks into the instance. */
import { isObject } from "../../base/values.ts";

/** Longer ones are cut. */
const LONGEST = 600;

/** What it is called, where it is, and what it says. */
export function nameStatement(statement: unknown): string {
  const text = JSON.stringify(statement) ?? "";
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const id = isObject(statement) ? statement["Sid"] : undefined;
  return typeof id === "string" ? `${id}: ${shown}` : shown;
}
