/** Makes keys, tells of them, and changes and ends them. https://docs.aws.amazon.com/kms/latest/developerguide/getting-started.html */
import { makeStructure, type Value } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { readCustomId } from "../custom-id.ts";
import { ENDS_AT, merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { findAsked, settleKey } from "./find-key.ts";
import { changeKey, demandCustomers, demandState, KEY, type Key, nameArn, readKey, tellKey } from "./key.ts";
import { tellPage } from "./pages.ts";
import { demandPolicy, putPolicy, writeUsualPolicy } from "./policies.ts";
import { DAY } from "./rotate.ts";
import { findSpec, SYMMETRIC } from "./specs.ts";
import { demandStore } from "./stores.ts";
import { readTags } from "./tags.ts";

const USUAL_PAGE = 100;
/** Days until a key is deleted, where the call does not say; at least and at most. */
const USUAL_WINDOW = 30;
const SHORTEST_WINDOW = 7;
const LONGEST_WINDOW = 30;

/** What a new key is for, which only symmetric keys presume. */
function readUsage(context: Context, spec: string): string {
  const { uses, regions } = findSpec(spec);
  const { input, caller } = context;
  if (regions !== undefined && !caller.region.startsWith(regions))
    refuse("UnsupportedOperationException", `KeySpec ${spec} is not supported in this region.`);
  const given = readText(input, "KeyUsage");
  const [only, ...others] = Object.keys(uses);
  if (given === "") {
    if (spec === SYMMETRIC) return "ENCRYPT_DECRYPT";
    refuseInput("You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
  }
  if (only !== given && !others.includes(given))
    refuseInput(`KeyUsage ${given} is not compatible with KeySpec ${spec}`);
  return given;
}

function readSpec({ input }: Context): string {
  const [spec, former] = [readText(input, "KeySpec"), readText(input, "CustomerMasterKeySpec")];
  if (spec && former)
    refuseInput(
      "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.",
    );
  return spec || former || SYMMETRIC;
}

/** CreateKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export function createKey(context: Context): Done {
  const { input, mint, store, now, operation } = context;
  const KeySpec = readSpec(context);
  const KeyUsage = readUsage(context, KeySpec);
  const Origin = readText(input, "Origin") || "AWS_KMS";
  const isMultiRegion = input["MultiRegion"] === true;
  const said = demandStore(context, { spec: KeySpec, origin: Origin, isMultiRegion });
  const policy = readText(input, "Policy");
  if (policy) demandPolicy(policy);
  const tags = readTags(input["Tags"]);
  const place = placeOf(context, KEY.type);
  const chosen = readCustomId(tags);
  if (chosen !== "" && store.find(place, KEY, [chosen]))
    refuse("AlreadyExistsException", `Key ${nameArn(place, `key/${chosen}`)} already exists`);
  const id = chosen || (isMultiRegion ? `mrk-${mint(32)}` : makeUuid(mint(32)));
  const isImported = Origin === "EXTERNAL";
  const members: Record<string, Value> = Object.assign(makeStructure(), {
    ...{ Description: readText(input, "Description"), KeyUsage, KeySpec, Origin, MultiRegion: isMultiRegion },
    ...{ KeyState: isImported ? "PendingImport" : "Enabled", Enabled: !isImported, ...said },
  });
  if (KeySpec === SYMMETRIC && Origin === "AWS_KMS") members["CurrentKeyMaterialId"] = mint(64);
  const thing: Thing = {
    ...KEY,
    place,
    chain: [id],
    within: undefined,
    names: { id, arn: nameArn(place, `key/${id}`) },
    members,
    tags,
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  };
  const key = readKey(thing);
  const KeyMetadata = tellKey(key);
  store.put({ ...thing, call: { ...thing.call, output: merge({ KeyMetadata }) } });
  putPolicy(context, key, policy || writeUsualPolicy(place));
  return { output: merge({ KeyMetadata }) };
}

/** DescribeKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export function describeKey(context: Context): Done {
  return { output: merge({ KeyMetadata: tellKey(findAsked(context, true)) }) };
}

/** ListKeys: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
export function listKeys(context: Context): Done {
  const all = context.store.list(placeOf(context, KEY.type), KEY).flatMap((thing) => {
    const key = settleKey(context, thing);
    return key ? [merge({ KeyId: key.id, KeyArn: key.arn })] : [];
  });
  return { output: tellPage(context, "Keys", all, USUAL_PAGE) };
}

/** UpdateKeyDescription: https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export function describeAnew(context: Context): Done {
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key, ["Disabled", "PendingImport", "Unavailable"]);
  changeKey(context.store, key, { Description: readText(context.input, "Description") });
  return { output: makeStructure() };
}

/** EnableKey and DisableKey: https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html */
export function switchKey(context: Context, isEnabled: boolean): Done {
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key, ["Disabled", "Unavailable"]);
  changeKey(context.store, key, { Enabled: isEnabled, KeyState: isEnabled ? "Enabled" : "Disabled" });
  return { output: makeStructure() };
}

/** Whether a key has replicas, which all go before it does. */
function hasReplicas({ thing }: Key): boolean {
  const { MultiRegionConfiguration: told } = thing.members;
  const { MultiRegionKeyType = "", ReplicaKeys = [] } = (told ?? {}) as Record<string, Value>;
  return MultiRegionKeyType === "PRIMARY" && Array.isArray(ReplicaKeys) && ReplicaKeys.length > 0;
}

/** ScheduleKeyDeletion: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export function scheduleDeletion(context: Context): Done {
  const { input, now, store } = context;
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key, ["Disabled", "PendingImport", "Unavailable"]);
  const { PendingWindowInDays: given } = input;
  const days = typeof given === "number" ? given : USUAL_WINDOW;
  if (days < SHORTEST_WINDOW || days > LONGEST_WINDOW)
    refuseInput(
      `PendingWindowInDays must be between ${SHORTEST_WINDOW} and ${LONGEST_WINDOW} (inclusive), not ${days}.`,
    );
  const waits = hasReplicas(key);
  const KeyState = waits ? "PendingReplicaDeletion" : "PendingDeletion";
  const DeletionDate = new Date(now + days * DAY);
  const when = waits ? { PendingDeletionWindowInDays: days } : { DeletionDate, [ENDS_AT]: DeletionDate };
  changeKey(store, key, { KeyState, Enabled: false, ...when });
  const told = waits ? {} : { DeletionDate };
  return { output: merge({ KeyId: key.arn, KeyState, PendingWindowInDays: days }, told) };
}

/** CancelKeyDeletion: https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export function cancelDeletion(context: Context): Done {
  const key = findAsked(context);
  if (!["PendingDeletion", "PendingReplicaDeletion"].includes(key.state))
    refuse("KMSInvalidStateException", `${key.arn} is not pending deletion.`);
  changeKey(context.store, key, {
    ...{ KeyState: "Disabled", Enabled: false },
    ...{ DeletionDate: undefined, [ENDS_AT]: undefined, PendingDeletionWindowInDays: undefined },
  });
  return { output: merge({ KeyId: key.arn }) };
}
