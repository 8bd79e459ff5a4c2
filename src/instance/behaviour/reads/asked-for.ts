/** What is told only to who asks for it, or otherwise to who does. */
import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";

/** A member of the input, and a text that it is or has: `include` is `TAGS`. */
export const AskedFor = v.strictObject({ at: Text, is: Text });

export type AskedFor = v.InferOutput<typeof AskedFor>;

/** Whether a call asks for something so. */
export function asksFor({ input }: Pick<Context, "input">, { at, is }: AskedFor): boolean {
  return readTexts(parsePath(at), input).includes(is);
}
