/** Makes what a call makes beside its own thing, as effects.json says: an association that has an id, the snapshots of an image. */
import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import { isStructure, makeStructure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { EffectRow } from "../changes/effect-rows.ts";
import { addMints, type EffectGiven, fillMembers, fillValue, say } from "../changes/effect-values.ts";
import { placeOf } from "../context.ts";
import { makeArn } from "../names/make-arn.ts";
import { overlay } from "../overlay.ts";
import { bringAlong } from "./companions.ts";

type Makes = NonNullable<EffectRow["makes"]>;

function readTags(given: EffectGiven, path: string | undefined): ReadonlyMap<string, string> {
  const items: readonly Value[] = path === undefined ? [] : readAnswerPath(path, given.said);
  return new Map(
    items.flatMap((item) => {
      const { Key, Value: text } = isStructure(item) ? item : {};
      return typeof Key === "string" ? [[Key, typeof text === "string" ? text : ""] as const] : [];
    }),
  );
}

function makeOne(row: Makes, from: EffectGiven): Thing | undefined {
  const given = addMints(row, from);
  const { context } = given;
  const id = fillValue(row.id, given);
  if (typeof id !== "string" || id === "") return undefined;
  const service = row.service ?? context.operation.model.service;
  const place = row.global ? { account: context.caller.account, region: "" } : placeOf(context, row.type);
  const before = context.store.find(place, { service, type: row.type }, [id]);
  const members = fillMembers(row.members, { ...given, parts: { ...given.parts, Id: id } });
  const arn = makeArn(context, row.type, [id], id);
  const thing: Thing = {
    place,
    service,
    type: row.type,
    chain: [id],
    within: undefined,
    names: { id, ...(arn !== undefined && { arn }) },
    members: before ? overlay(before.members, members) : members,
    tags: new Map([...(before?.tags ?? []), ...readTags(given, row.tags)]),
    createdAt: before?.createdAt ?? context.now,
    call: { operation: row.as, event: context.told?.event, input: members, output: makeStructure() },
    brought: row.invented ? "invented" : "told",
  };
  context.store.put(thing);
  bringAlong(context, thing, makeStructure(), before);
  return thing;
}

/** Makes the things of a row, and gives them. */
export function makeBesides(row: Makes, given: EffectGiven): Thing[] {
  if (row.each === undefined) return [makeOne(row, given) ?? []].flat();
  const items =
    typeof row.each === "string" ? readAnswerPath(row.each, given.said) : fillValue(row.each, given);
  if (!Array.isArray(items)) return [];
  return (items as readonly Value[]).flatMap((item) => makeOne(row, say(given, "item", item)) ?? []);
}
