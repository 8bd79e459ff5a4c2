/** What the thing of a call was before it. */

import type { Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Context } from "../context.ts";
import { findThing } from "../names/names.ts";
import { tellsBefore } from "./effect-rows.ts";

/** What the thing of a call is before it, where a row of effects.json tells of that. */
export function noteBefore(context: Context): Structure | undefined {
  const { type } = context.meaning;
  return type !== undefined && tellsBefore(context) ? findThing(context, type)?.members : undefined;
}

compileLightly(noteBefore);
