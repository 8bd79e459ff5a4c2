/** What is wrong with a source as a whole, in words. */
import { InputError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import { DAMAGED, type Origin } from "./read-bytes.ts";
import type { Damage } from "./scan.ts";

/** The error of a source that is damaged, or only begins like a log. */
export function blameDamage(
  { name, remedy }: Origin,
  { problem, offset }: Damage,
  isLog: boolean,
): InputError {
  const advice = remedy ?? (isLog ? DAMAGED : "Name a CloudTrail log.");
  return new InputError(say`${name}: ${problem}, at byte ${offset}. ${advice}`);
}

/** The error of a source that should be a log. */
export function blameForNoRecords(
  { name, remedy = "Name a CloudTrail log, or the folder of logs." }: Origin,
  isDigest: boolean,
): InputError {
  const what = isDigest
    ? "is a digest file, which holds no records"
    : "holds no CloudTrail records (objects with eventSource and eventName, at any depth)";
  return new InputError(say`${name}: ${what}. ${remedy}`);
}
