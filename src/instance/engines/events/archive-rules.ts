/** Archives get their events by a rule of EventBridge's own, which has their pattern, and matches nothing that a replay sends. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { update } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { ARCHIVE } from "./archives.ts";
import { findRule, readBusName } from "./buses.ts";
import { checkArchive, checkCreateArchive, findNamedBy } from "./check-others.ts";

/** What a rule sends to EventBridge itself: the event, with the archive that it is for. */
function writeTransformer({ mint }: Context, archive: Thing): Structure {
  const arn = `${archive.names.arn ?? ""}:${makeUuid(mint(32))}`;
  const InputTemplate = `{"archive-arn": "${arn}", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}`;
  return merge({ InputPathsMap: makeStructure(), InputTemplate });
}

/** Gives the target of an archive's rule what it sends there. */
function settleTarget(context: Context, archive: Thing, rule: Thing): void {
  const { store } = context;
  for (const target of store.listInner(rule))
    if (target.members["InputTransformer"] === undefined)
      store.put({
        ...target,
        members: merge(target.members, { InputTransformer: writeTransformer(context, archive) }),
      });
}

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
  settleTarget(context, archive, rule);
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
