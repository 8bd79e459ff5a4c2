/** What is told, or left, only where a call asks for something. */
import * as v from "valibot";
import { parsePath, readTexts } from "../aws/resources/read-texts.ts";
import type { Structure } from "../aws/values.ts";
import { Text } from "../base/row-types.ts";

/** A member of the input, and a text that it is or has: `include` is `TAGS`. */
export const AskedFor = v.strictObject({ at: Text, is: Text });

export type AskedFor = v.InferOutput<typeof AskedFor>;

/** Whether a call asks for something so. */
export function asksFor({ input }: { readonly input: Structure }, { at, is }: AskedFor): boolean {
  return readTexts(parsePath(at), input).includes(is);
}
