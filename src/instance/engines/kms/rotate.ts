/** Gives keys new material. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures, merge, readText } from "../engine.ts";
import { changeKey, KEY, type Key, readKey } from "./key.ts";

export const DAY = 86_400_000;

/** The other keys of a multi-Region key's id. */
export function listRelated({ store }: Context, { thing, id }: Key): readonly Key[] {
  const { MultiRegionConfiguration: told } = thing.members;
  if (!isStructure(told)) return [];
  const { PrimaryKey } = told;
  const all = [...(isStructure(PrimaryKey) ? [PrimaryKey] : []), ...listStructures(told["ReplicaKeys"])];
  return all.flatMap((one) => {
    const region = readText(one, "Region");
    const found = store.find({ ...thing.place, region }, KEY, [id]);
    return found && region !== thing.place.region ? [readKey(found)] : [];
  });
}

/** Puts a material in the place of a key's own, in all regions where the key is. */
export function rotateTo(context: Context, key: Key, material: string, how: string, at: number): Key {
  const { store } = context;
  const rotation: Structure = merge({
    KeyId: key.arn,
    KeyMaterialId: material,
    RotationDate: new Date(at),
    RotationType: how,
  });
  for (const related of listRelated(context, key))
    changeKey(store, related, { CurrentKeyMaterialId: material });
  return changeKey(store, key, {
    CurrentKeyMaterialId: material,
    KeyRotations: [...listStructures(key.thing.members["KeyRotations"]), rotation],
  });
}

/** More rotations than anybody waits for are not made up. */
const MOST_DUE = 100;

/** Does the rotations that were to be done by themselves until now. */
export function rotateDue(context: Context, key: Key): Key {
  const { NextRotationDate, RotationPeriodInDays } = key.thing.members;
  if (!(NextRotationDate instanceof Date) || NextRotationDate.getTime() > context.now) return key;
  const period = (typeof RotationPeriodInDays === "number" ? RotationPeriodInDays : 365) * DAY;
  let now = key;
  let next = NextRotationDate.getTime();
  for (let count = 0; next <= context.now && count < MOST_DUE; count++, next += period)
    now = rotateTo(context, now, context.mint(64), "AUTOMATIC", next);
  return changeKey(context.store, now, { NextRotationDate: new Date(next) });
}
