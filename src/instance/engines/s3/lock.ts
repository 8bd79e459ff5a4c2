/** Locks of versions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { type Bucket, readInner } from "./bucket.ts";
import { accessDenied, invalidArgument, invalidRequest, malformedXml, type S3Refusal } from "./errors.ts";
import type { StoredLock, StoredObject } from "./stored.ts";

const GOVERNANCE = "GOVERNANCE";
const DAY_MS = 86_400_000;
const DAYS_OF_YEAR = 365;

/** A bucket in which nothing can be locked. */
export function refuseLockless(bucket: Bucket): S3Refusal | undefined {
  return bucket.hasLock ? undefined : invalidRequest("Bucket is missing Object Lock Configuration");
}

/** What the bucket's own rule locks everything with that is put. */
function readRule(bucket: Bucket, now: number): StoredLock | undefined {
  const rule = readInner(
    bucket.setting("object-lock-configuration"),
    "ObjectLockConfiguration",
    "Rule",
    "DefaultRetention",
  ) as Structure | undefined;
  const { Mode: mode, Days, Years } = rule ?? {};
  const days = Number(Days ?? 0) + Number(Years ?? 0) * DAYS_OF_YEAR;
  return typeof mode === "string" && days > 0 ? { mode, until: now + days * DAY_MS } : undefined;
}

/** What a call says of the lock of what it puts; or why it cannot. */
export function readLock({ input, now, told }: Context, bucket: Bucket): StoredLock | undefined | S3Refusal {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: hold } = input;
  const isSaid = mode !== undefined || until !== undefined || hold !== undefined;
  if (!isSaid && !bucket.hasLock) return undefined;
  if (!told && isSaid) {
    if ((mode === undefined) !== (until === undefined))
      return invalidArgument(
        "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
        mode === undefined ? "x-amz-object-lock-mode" : "x-amz-object-lock-retain-until-date",
      );
    if (until instanceof Date && until.getTime() <= now)
      return invalidArgument(
        "The retain until date must be in the future!",
        "x-amz-object-lock-retain-until-date",
        until.toISOString(),
      );
    const refused = refuseLockless(bucket);
    if (refused) return refused;
  }
  const own = {
    ...(typeof mode === "string" && { mode }),
    ...(until instanceof Date && { until: until.getTime() }),
  };
  const lock = mode === undefined ? { ...readRule(bucket, now) } : own;
  const all = { ...lock, ...(typeof hold === "string" && { hold }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** How reads tell a lock. */
export function tellLock({ lock }: StoredObject): Structure {
  if (!lock) return {};
  return {
    ...(lock.mode !== undefined && { ObjectLockMode: lock.mode }),
    ...(lock.until !== undefined && { ObjectLockRetainUntilDate: new Date(lock.until) }),
    ...(lock.hold !== undefined && { ObjectLockLegalHoldStatus: lock.hold }),
  };
}

/** Why a version cannot be taken away; undefined where it can. */
export function refuseLocked({ input, now, told }: Context, { lock }: StoredObject): S3Refusal | undefined {
  if (!lock || told) return undefined;
  const isKept = lock.until !== undefined && lock.until > now;
  const isHeld =
    lock.hold === "ON" ||
    (isKept && !(lock.mode === GOVERNANCE && input["BypassGovernanceRetention"] === true));
  return isHeld ? accessDenied("Access Denied because object protected by object lock.") : undefined;
}

/** Why no lock is as a call says it, whatever stands; undefined where one is. */
export function refuseRetention({ input, now }: Context): S3Refusal | undefined {
  const { Retention: retention } = input;
  if (retention === undefined) return malformedXml();
  const { Mode: mode, RetainUntilDate: until } = retention as Structure;
  if ((mode === undefined) !== (until === undefined)) return malformedXml();
  if (!(until instanceof Date) || until.getTime() > now) return undefined;
  return invalidArgument(
    "The retain until date must be in the future!",
    "RetainUntilDate",
    until.toISOString(),
  );
}

/** The lock that a call puts in the place of another one; or why it cannot. */
export function replaceRetention(
  { input, now, told }: Context,
  { lock = {} }: StoredObject,
): StoredLock | S3Refusal {
  const { Mode: mode, RetainUntilDate: until } = (input["Retention"] ?? {}) as Structure;
  const fresh: StoredLock = {
    ...(lock.hold !== undefined && { hold: lock.hold }),
    ...(typeof mode === "string" && { mode }),
    ...(until instanceof Date && { until: until.getTime() }),
  };
  if (told) return fresh;
  const isKept = lock.until !== undefined && lock.until > now;
  const isLess = (fresh.until ?? 0) < (lock.until ?? 0) || lock.mode !== fresh.mode;
  const mayChange = lock.mode === GOVERNANCE && input["BypassGovernanceRetention"] === true;
  if (isKept && isLess && !mayChange)
    return accessDenied("Access Denied because object protected by object lock.");
  return fresh;
}
