/** Reads texts and names out of a call's members. */
import type { Structure } from "../../aws/values.ts";

/** A member's text, or "" where it has none. */
export function readText(structure: Structure | undefined, name: string): string {
  const value = structure?.[name];
  return typeof value === "string" ? value : "";
}

/** The name of a thing that a call may give by its ARN: `arn:…:function:price:live` and `arn:…:stack/web/1f2e` alike. */
export function readName(text: string): string {
  if (!text.startsWith("arn:")) return text;
  const resource = text.split(":").slice(5);
  const [first = "", second] = resource;
  return second ?? first.split("/")[1] ?? first;
}
