/** What comes of calls besides what each does to the thing that it is about, where that is more than its members. */
import { compileLightly } from "../../../base/compiling.ts";
import type { KnowledgeBase } from "../../../verify/knowledge.ts";
import type { Done } from "../../gateway.ts";
import { cloneInner } from "../changes/clones.ts";
import { findEnding, keepEnded, sweepGone } from "../changes/gone.ts";
import { takeStep } from "../changes/steps.ts";
import type { Context } from "../context.ts";
import { alignTwins } from "../names/twins.ts";

/** Does what a call asks for, and what comes of that. */
export function doBesides(
  context: Context,
  base: KnowledgeBase,
  doIt: (context: Context, base: KnowledgeBase) => Done,
): Done {
  const { deed } = context.meaning;
  if (deed === "read" || deed === "list") return doIt(context, base);
  sweepGone(context);
  const ending = findEnding(context);
  const done = doIt(context, base);
  // What production did is done, whatever is known of it here.
  if (!("error" in done) || context.told) {
    takeStep(context, "error" in done ? (context.told?.output ?? {}) : done.output);
    cloneInner(context);
    if (ending) keepEnded(context, ending);
  }
  alignTwins(context);
  return done;
}

compileLightly(doBesides);
