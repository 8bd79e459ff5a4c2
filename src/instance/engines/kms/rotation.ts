/** When keys get new material, and which they had. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { listStructures, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { findAsked } from "./find-key.ts";
import { changeKey, demandCustomers, demandState, type Key } from "./key.ts";
import { isSymmetric } from "./material.ts";
import { tellPage } from "./pages.ts";
import { DAY, rotateTo } from "./rotate.ts";

const USUAL_PERIOD = 365;
const USUAL_PAGE = 100;
const MOST_ON_DEMAND = 25;

/** Refuses a key whose material AWS does not make anew. */
function demandRotatable(key: Key, takesImported: boolean): void {
  const { arn, origin } = key;
  if (!isSymmetric(key)) refuse("UnsupportedOperationException");
  if (origin === "AWS_KMS" || (takesImported && origin === "EXTERNAL")) return;
  refuse(
    "UnsupportedOperationException",
    `${arn} origin is ${origin} which is not valid for this operation.`,
  );
}

/** Refuses a replica, which follows its primary key. */
function demandPrimary({ thing, arn }: Key): void {
  const { MultiRegionConfiguration: told } = thing.members;
  if (told && readText(told as typeof thing.members, "MultiRegionKeyType") === "REPLICA")
    refuse("UnsupportedOperationException", `${arn} is not a multi-region primary key.`);
}

/** EnableKeyRotation: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export function enableRotation(context: Context): Done {
  const { input, now, store } = context;
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key);
  demandRotatable(key, false);
  demandPrimary(key);
  const { RotationPeriodInDays: given } = input;
  const before = key.thing.members["RotationPeriodInDays"];
  const RotationPeriodInDays =
    typeof given === "number" ? given : typeof before === "number" ? before : USUAL_PERIOD;
  changeKey(store, key, {
    ...{ KeyRotationEnabled: true, RotationPeriodInDays },
    NextRotationDate: new Date(now + RotationPeriodInDays * DAY),
  });
  return { output: makeStructure() };
}

/** DisableKeyRotation: https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export function disableRotation(context: Context): Done {
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key);
  demandRotatable(key, false);
  demandPrimary(key);
  const changes = { KeyRotationEnabled: false, NextRotationDate: undefined, RotationPeriodInDays: undefined };
  changeKey(context.store, key, changes);
  return { output: makeStructure() };
}

/** GetKeyRotationStatus: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export function tellRotation(context: Context): Done {
  const key = findAsked(context);
  const { arn, thing, state } = key;
  demandState(key, ["Disabled", "PendingDeletion"]);
  const { KeyRotationEnabled, RotationPeriodInDays = USUAL_PERIOD, NextRotationDate } = thing.members;
  // A key that is not symmetric is never rotated, and says just that.
  const isEnabled = isSymmetric(key) && KeyRotationEnabled === true && state !== "PendingDeletion";
  const period = typeof RotationPeriodInDays === "number" ? RotationPeriodInDays : USUAL_PERIOD;
  const next = NextRotationDate ?? new Date(thing.createdAt + period * DAY);
  const when = isEnabled ? { RotationPeriodInDays: period, NextRotationDate: next } : {};
  return { output: merge({ KeyId: arn, KeyRotationEnabled: isEnabled }, when) };
}

/** RotateKeyOnDemand: https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
export function rotateNow(context: Context): Done {
  const { mint, now, store } = context;
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key);
  demandRotatable(key, true);
  demandPrimary(key);
  const { members } = key.thing;
  const pending = readText(members, "PendingKeyMaterialId");
  if (key.origin === "EXTERNAL" && pending === "")
    refuse("KMSInvalidStateException", `No available key material pending rotation for the key: ${key.arn}.`);
  const done = listStructures(members["KeyRotations"]).filter((one) => one["RotationType"] === "ON_DEMAND");
  if (done.length >= MOST_ON_DEMAND)
    refuse(
      "LimitExceededException",
      `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key.arn}`,
    );
  const rotated = rotateTo(context, key, pending || mint(64), "ON_DEMAND", now);
  if (pending) changeKey(store, rotated, { PendingKeyMaterialId: undefined });
  return { output: merge({ KeyId: key.arn }) };
}

/** ListKeyRotations: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html */
export function listRotations(context: Context): Done {
  const key = findAsked(context);
  demandState(key, ["Disabled", "PendingImport", "PendingDeletion", "Unavailable"]);
  if (!isSymmetric(key)) refuse("UnsupportedOperationException");
  const { members } = key.thing;
  const rotations = listStructures(members["KeyRotations"]);
  const isAll = readText(context.input, "IncludeKeyMaterial") === "ALL_KEY_MATERIAL";
  const current = readText(members, "CurrentKeyMaterialId");
  const pending = readText(members, "PendingKeyMaterialId");
  const known = new Set(rotations.map((one) => one["KeyMaterialId"]));
  const first = readText(members, "FirstKeyMaterialId") || (known.has(current) ? "" : current);
  const tell = (KeyMaterialId: string) => merge({ KeyId: key.arn, KeyMaterialId });
  const others = isAll ? [first].filter((id) => id !== "").map(tell) : [];
  const awaited = isAll && pending ? [merge(tell(pending), { KeyMaterialState: "PENDING_ROTATION" })] : [];
  const told = [...others, ...rotations].map((one) =>
    isAll
      ? merge(one, { KeyMaterialState: one["KeyMaterialId"] === current ? "CURRENT" : "NON_CURRENT" })
      : one,
  );
  return { output: tellPage(context, "Rotations", [...told, ...awaited], USUAL_PAGE) };
}
