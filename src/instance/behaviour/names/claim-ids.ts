/**
 * Gives a thing the id that a read of a replay tells beside its name, where the answer to its making had none: services that
 * answer with the id of an operation make things so (https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html).
 */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { rename, renameTexts } from "./rename.ts";

/** The members that name things in one structure of an answer: an id, a name and maybe an ARN of the same type. */
interface Told {
  readonly type: string;
  readonly id: MemberMeaning;
  readonly name: MemberMeaning;
  readonly arn: MemberMeaning | undefined;
}

function tellAbove({ path }: MemberMeaning): string {
  return path.slice(0, path.lastIndexOf(".") + 1);
}

/** Where an answer tells ids beside names. */
function listTold({ meaning }: Context): Told[] {
  return meaning.output.flatMap((id): Told[] => {
    const { type } = id;
    if (id.kind !== "id" || type === undefined || type.includes(":")) return [];
    const beside = meaning.output.filter((one) => one.type === type && tellAbove(one) === tellAbove(id));
    const name = beside.find(({ kind }) => kind === "name");
    return name ? [{ type, id, name, arn: beside.find(({ kind }) => kind === "arn") }] : [];
  });
}

/** Whether the answer to its making said how the thing is called. */
function isKnown({ call, names }: Thing): boolean {
  return names.id === undefined || JSON.stringify(call.output).includes(names.id);
}

/** What the call that made a thing said that it is to be called, where it goes by its id. */
function listNames({ resources }: Context, { call, chain }: Thing): string[] {
  const given = (resources.operations[call.operation]?.input ?? []).filter(
    ({ part, kind }) => part === "own" && kind === "name",
  );
  return [...chain.slice(-1), ...given.flatMap(({ path }) => readTexts(parsePath(path), call.input))];
}

function give(context: Context, thing: Thing, id: string, arn: string | undefined): void {
  const { store } = context;
  const old = thing.names.id ?? "";
  const moved = thing.chain.at(-1) === old ? rename(context, thing, id) : thing;
  const members = renameTexts(moved.members, old, id) as Structure;
  store.remove(thing);
  store.put({ ...moved, members, names: { ...moved.names, id, ...(arn !== undefined && { arn }) } });
}

/** Takes the ids that production's answer to a read tells. */
export function claimIds(context: Context): void {
  const { told, meaning, store, operation } = context;
  if (!told || (meaning.deed !== "read" && meaning.deed !== "list")) return;
  for (const { type, ...members } of listTold(context)) {
    const read = (member: MemberMeaning | undefined) =>
      member ? readTexts(parsePath(member.path), told.output) : [];
    const [ids, names, arns] = [read(members.id), read(members.name), read(members.arn)];
    if (ids.length !== names.length) continue;
    const kind = { service: operation.model.service, type };
    const place = placeOf(context, type);
    for (const [at, id] of ids.entries()) {
      if (store.find(place, kind, [id])) continue;
      const meant = store
        .list(place, kind)
        .find((thing) => listNames(context, thing).includes(names[at] ?? "") && !isKnown(thing));
      if (meant) give(context, meant, id, arns.length === ids.length ? arns[at] : undefined);
    }
  }
}
