/** Finds keys by what calls name them with: id, ARN, alias, alias's ARN. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
import { splitArn } from "../../../aws/resources/arns.ts";
import { isStructure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { standUp } from "../../behaviour/makes/stand-up.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { ENDS_AT, isOver, listStructures, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { demandUndenied, type KeySide } from "./denials.ts";
import { changeKey, KEY, type Key, nameArn, readKey } from "./key.ts";
import { findManagedKey } from "./managed-keys.ts";
import { forgetMaterial } from "./material.ts";
import { DAY, listRelated, rotateDue } from "./rotate.ts";

export const ALIAS = { service: "kms", type: "alias" } as const;
/** Aliases that only AWS gives. */
export const AWS_ALIAS = "alias/aws/";

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** How a call names a key. */
interface Naming {
  readonly place: ThingPlace;
  /** Of a key its id, of an alias its name. */
  readonly name: string;
}

/** Reads how a key is named. Throws a Refusal where it is in no form that names one here. */
function readNaming(context: Context, text: string): Naming {
  const own = placeOf(context, KEY.type);
  if (!text.startsWith("arn:")) return { place: own, name: text };
  const arn = splitArn(text);
  if (arn?.service !== "kms" || arn.account === "") return refuse("NotFoundException", `Invalid arn ${text}`);
  if (arn.region !== own.region) return refuse("NotFoundException", `Invalid arn ${arn.region}`);
  const name = arn.resource.startsWith("key/") ? arn.resource.slice("key/".length) : arn.resource;
  return { place: { account: arn.account, region: arn.region }, name };
}

/** The key of what an account has by itself, which its alias stands for from then on. */
function takeManagedKey(context: Context, alias: Thing): Thing {
  const { store, now } = context;
  const service = alias.chain.at(-1)?.slice(AWS_ALIAS.length) ?? "";
  const thing = findManagedKey(context, alias.place, service);
  store.put({
    ...alias,
    members: merge(alias.members, {
      TargetKeyId: thing.names.id,
      CreationDate: new Date(now),
      LastUpdatedDate: new Date(now),
    }),
  });
  return thing;
}

/** The alias of a name; undefined where there is none. */
export function findAlias(context: Context, place: ThingPlace, name: string): Thing | undefined {
  if (name.startsWith(AWS_ALIAS)) standUp(context);
  return context.store.find(place, ALIAS, [name]);
}

/** The key that an alias stands for, as a text names it. */
function followAlias(context: Context, { place, name }: Naming): Thing {
  const alias = findAlias(context, place, name);
  const refuseAlias = () => refuse("NotFoundException", `Alias ${nameArn(place, name)} is not found.`);
  if (!alias) return refuseAlias();
  const target = readText(alias.members, "TargetKeyId");
  const found = target === "" ? undefined : context.store.find(place, KEY, [target]);
  if (found) return found;
  return name.startsWith(AWS_ALIAS) ? takeManagedKey(context, alias) : refuseAlias();
}

/** A key without one of its replicas; the last of which lets a primary key end that waits for that. */
function leaveReplica(context: Context, related: Key, region: string): void {
  const { MultiRegionConfiguration: told, PendingDeletionWindowInDays: days } = related.thing.members;
  const configuration = isStructure(told) ? told : {};
  const ReplicaKeys = listStructures(configuration["ReplicaKeys"]).filter(
    (one) => readText(one, "Region") !== region,
  );
  const isFree = related.state === "PendingReplicaDeletion" && ReplicaKeys.length === 0;
  const DeletionDate = new Date(context.now + (typeof days === "number" ? days : 0) * DAY);
  changeKey(context.store, related, {
    MultiRegionConfiguration: merge(configuration, { ReplicaKeys }),
    ...(isFree && { KeyState: "PendingDeletion", DeletionDate, [ENDS_AT]: DeletionDate }),
    ...(isFree && { PendingDeletionWindowInDays: undefined }),
  });
}

/** Ends a key, and what stands in it or for it. */
function endKey(context: Context, key: Key): void {
  const { store } = context;
  const { thing, id, arn } = key;
  for (const related of listRelated(context, key)) leaveReplica(context, related, thing.place.region);
  for (const inner of store.listInner(thing)) store.remove(inner);
  for (const alias of store.list(thing.place, ALIAS))
    if ([id, arn].includes(readText(alias.members, "TargetKeyId"))) store.remove(alias);
  forgetMaterial(store, thing);
  store.remove(thing);
}

/** Key material that was imported for a time only. */
function expire(context: Context, key: Key): Key {
  const { ValidTo } = key.thing.members;
  if (!(ValidTo instanceof Date) || ValidTo.getTime() > context.now || key.state === "PendingImport")
    return key;
  const { ValidTo: _end, ExpirationModel: _model, ...rest } = key.thing.members;
  const thing = { ...key.thing, members: merge(rest, { KeyState: "PendingImport", Enabled: false }) };
  context.store.put(thing);
  return readKey(thing);
}

/** A key that waits for its replicas to end, which may have come about though nobody asked for them. */
function settleWaiting(context: Context, key: Key): Key {
  if (key.state !== "PendingReplicaDeletion") return key;
  for (const related of listRelated(context, key))
    if (related.state === "PendingDeletion") settleKey(context, related.thing);
  return readKey(context.store.find(key.thing.place, KEY, [key.id]) ?? key.thing);
}

/** A key as it is now: what was to happen to it by this time has happened; undefined where it is no more. */
export function settleKey(context: Context, thing: Thing): Key | undefined {
  const key = settleWaiting(context, readKey(thing));
  if (isOver(key.thing.members, context.now)) {
    endKey(context, key);
    return undefined;
  }
  return rotateDue(context, expire(context, key));
}

function findNamed(context: Context, text: string, takesAlias: boolean): Key {
  const naming = readNaming(context, text);
  const { place, name } = naming;
  if (name.startsWith("alias/")) {
    if (!takesAlias) return refuse("NotFoundException", `Invalid keyId '${text}'`);
    const key = settleKey(context, followAlias(context, naming));
    return key ?? refuse("NotFoundException", `Alias ${nameArn(place, name)} is not found.`);
  }
  const thing = context.store.find(place, KEY, [name]);
  const key = thing && settleKey(context, thing);
  if (key) return key;
  if (!KEY_ID.test(name)) return refuse("NotFoundException", `Invalid keyId '${name}'`);
  return refuse("NotFoundException", `Key '${nameArn(place, `key/${name}`)}' does not exist`);
}

/**
 * The key that a text names. Throws a Refusal where there is none, or its policy denies the call. `takesAlias`: whether an alias may
 * stand for it. `part`: which one it is of a call that names two.
 */
export function findKey(context: Context, text: string, takesAlias = false, part: KeySide | "" = ""): Key {
  const key = findNamed(context, text, takesAlias);
  demandUndenied(context, key, part);
  return key;
}

/** The key that a call's KeyId names. Aliases stand for keys where the operation's documentation says so. */
export function findAsked(context: Context, takesAlias = false): Key {
  return findKey(context, readText(context.input, "KeyId"), takesAlias);
}
