/** Archives get their events by a rule of EventBridge's own, which has their pattern, and matches nothing that a replay sends. */
import { update } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { ARCHIVE } from "./archives.ts";
import { findRule, readBusName } from "./buses.ts";
import { checkArchive, checkCreateArchive, findNamedBy } from "./check-others.ts";

/** Gives the rule of an archive its pattern. */
function settleRule(context: Context): void {
  const archive = findNamedBy(context, ARCHIVE, "ArchiveName");
  if (!archive) return;
  const bus = readBusName(readText(archive.members, "EventSourceArn"), context.caller);
  const rule = findRule(context, bus, `Events-Archive-${archive.chain.at(-1)}`);
  if (!rule) return;
  const text = readText(archive.members, "EventPattern");
  const pattern: unknown = text === "" ? {} : JSON.parse(text);
  const EventPattern = JSON.stringify({ ...(pattern as object), "replay-name": [{ exists: false }] });
  context.store.put({ ...rule, members: merge(rule.members, { EventPattern }) });
}

/** Makes an archive, and the rule that feeds it. */
export function createArchive(context: Context): Done {
  const refused = checkCreateArchive(context);
  if (refused) return { error: refused };
  const done = make(context, ARCHIVE);
  settleRule(context);
  return done;
}

/** Changes an archive, and the rule that feeds it. */
export function updateArchive(context: Context): Done {
  const refused = checkArchive(context);
  if (refused) return { error: refused };
  const done = update(context, ARCHIVE);
  settleRule(context);
  return done;
}
