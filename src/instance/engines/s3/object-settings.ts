/** What is said of objects after they were put: tags, lists of who may do what, locks, and that they are restored. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { nameOwner } from "./access/who.ts";
import { type Owners, readAcl, tellAcl } from "./acl.ts";
import { refuseAcl } from "./blocked.ts";
import { type Bucket, readInner, readItems } from "./bucket.ts";
import { invalidRequest, isRefusal, malformedXml, noSuchKey, refuse, type S3Refusal } from "./errors.ts";
import { deliverObjectEvent } from "./events.ts";
import { findObject, isArchived, type MarkerRule } from "./find-object.ts";
import { refuseLockless, refuseRetention, replaceRetention } from "./lock.ts";
import { isOwned } from "./object-ownership.ts";
import { openBucket } from "./open-bucket.ts";
import type { StoredObject } from "./stored.ts";
import { readTagSet, tellTags } from "./tags.ts";
import { rewrite, type StandingVersion } from "./versions.ts";

const DAY_MS = 86_400_000;

/** An object whose settings a call reads or changes. */
interface Opened {
  readonly bucket: Bucket;
  readonly key: string;
  readonly found: StandingVersion;
}

function open(context: Context, rule: MarkerRule): Opened | S3Refusal {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const found = findObject(context, bucket, rule);
  return isRefusal(found) ? found : { bucket, key: readText(context.input, "Key"), found };
}

/** Says something else of the object that a call names. */
function change({ bucket, key, found }: Opened, changes: Partial<StoredObject>): StoredObject {
  const stored = { ...found.stored, ...changes };
  rewrite(bucket, key, found, stored);
  return stored;
}

function tellVersion({ version }: StoredObject): Structure {
  return version === undefined ? makeStructure() : { VersionId: version };
}

const answer = ({ told }: Context, output: Structure): Done => ({
  output: merge(output, told?.output ?? {}),
});

/** GetObjectTagging. */
export function getTagging(context: Context): Done {
  const opened = open(context, "is absent");
  if (isRefusal(opened)) {
    const { code, members, headers } = opened.error;
    if (code !== "NoSuchKey") return opened;
    // Recorded on AWS: this one operation names the bucket before the key.
    return noSuchKey(`${readText(context.input, "Bucket")}/${String(members?.["Key"])}`, headers);
  }
  const { stored } = opened.found;
  return { output: { TagSet: tellTags(stored.tags ?? []), ...tellVersion(stored) } };
}

/** PutObjectTagging. */
export async function putTagging(context: Context): Promise<Done> {
  const opened = open(context, "refuses");
  if (isRefusal(opened)) return opened;
  const tags = readTagSet(readItems(context.input, "Tagging", "TagSet"), "object");
  if (isRefusal(tags)) return tags;
  const stored = change(opened, { tags });
  await deliverObjectEvent(context, opened.bucket, { name: "ObjectTagging:Put", key: opened.key, stored });
  return answer(context, tellVersion(stored));
}

/** DeleteObjectTagging. */
export async function deleteTagging(context: Context): Promise<Done> {
  const opened = open(context, "refuses");
  if (isRefusal(opened)) return opened;
  const stored = change(opened, { tags: undefined });
  await deliverObjectEvent(context, opened.bucket, {
    name: "ObjectTagging:Delete",
    key: opened.key,
    stored,
  });
  return answer(context, tellVersion(stored));
}

function findOwners(context: Context, { bucket, found }: Opened): Owners {
  const bucketOwner = nameOwner(context, bucket.account);
  return { owner: (isOwned(bucket) ? undefined : found.stored.owner) ?? bucketOwner, bucketOwner };
}

/** GetObjectAcl. */
export function getAcl(context: Context): Done {
  const opened = open(context, "is absent");
  if (isRefusal(opened)) return opened;
  const { stored } = opened.found;
  const grants = isOwned(opened.bucket) ? undefined : stored.grants;
  return { output: tellAcl(findOwners(context, opened).owner, grants) };
}

/** PutObjectAcl. */
export async function putAcl(context: Context): Promise<Done> {
  const opened = open(context, "refuses");
  if (isRefusal(opened)) return opened;
  const grants = readAcl(context.input, findOwners(context, opened));
  if (isRefusal(grants)) return grants;
  const refused = context.told ? undefined : refuseAcl(opened.bucket, context.input, grants);
  if (refused) return refused;
  if (!grants && !context.told)
    return refuse("MissingSecurityHeader", "Your request was missing a required header", 400, {
      MissingHeaderName: "x-amz-acl",
    });
  const stored = change(opened, { grants });
  await deliverObjectEvent(context, opened.bucket, { name: "ObjectAcl:Put", key: opened.key, stored });
  return answer(context, makeStructure());
}

/** An object of a bucket in which there are locks. `refuseSaid`: why the call is refused for what it says, whatever stands. */
function openLockable(
  context: Context,
  refuseSaid?: (context: Context) => S3Refusal | undefined,
): Opened | S3Refusal {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const wrong = context.told ? undefined : refuseSaid?.(context);
  if (wrong) return wrong;
  const found = findObject(context, bucket, "refuses");
  if (isRefusal(found)) return found;
  const refused = context.told ? undefined : refuseLockless(bucket);
  return refused ?? { bucket, key: readText(context.input, "Key"), found };
}

/** What is answered where an object has no lock of a kind. */
function noLock(): S3Refusal {
  return refuse(
    "NoSuchObjectLockConfiguration",
    "The specified object does not have a ObjectLock configuration",
    404,
  );
}

/** GetObjectRetention. */
export function getRetention(context: Context): Done {
  const opened = openLockable(context);
  if (isRefusal(opened)) return opened;
  const { mode, until } = opened.found.stored.lock ?? {};
  if (mode === undefined || until === undefined) return noLock();
  return { output: { Retention: { Mode: mode, RetainUntilDate: new Date(until) } } };
}

/** PutObjectRetention. */
export function putRetention(context: Context): Done {
  const opened = openLockable(context, refuseRetention);
  if (isRefusal(opened)) return opened;
  const lock = replaceRetention(context, opened.found.stored);
  if ("error" in lock) return lock;
  change(opened, { lock });
  return answer(context, makeStructure());
}

/** GetObjectLegalHold. */
export function getLegalHold(context: Context): Done {
  const opened = openLockable(context);
  if (isRefusal(opened)) return opened;
  const { hold } = opened.found.stored.lock ?? {};
  return hold === undefined ? noLock() : { output: { LegalHold: { Status: hold } } };
}

/** PutObjectLegalHold. */
export function putLegalHold(context: Context): Done {
  const hold = readInner(context.input, "LegalHold", "Status");
  const opened = openLockable(context, () => (typeof hold === "string" ? undefined : malformedXml()));
  if (isRefusal(opened)) return opened;
  const { lock } = opened.found.stored;
  change(opened, { lock: { ...lock, hold: String(hold ?? "ON") } });
  return answer(context, makeStructure());
}

/** RestoreObject: what is archived can be read at once, for so many days. */
export async function restoreObject(context: Context): Promise<Done> {
  const opened = open(context, "refuses");
  if (isRefusal(opened)) return opened;
  const { input, now } = context;
  const { stored } = opened.found;
  if (!isArchived(stored)) {
    if (context.told) return { output: context.told.output };
    return refuse(
      "InvalidObjectState",
      "Restore is not allowed for the object's current storage class",
      403,
      {
        StorageClass: stored.storageClass ?? "STANDARD",
      },
    );
  }
  const days = Number(readInner(input, "RestoreRequest", "Days") ?? 1);
  if (!(days > 0)) return invalidRequest("restoration days should be at least 1");
  const isAgain = (stored.restoredUntil ?? 0) > now;
  const until = Math.ceil((now + days * DAY_MS) / DAY_MS) * DAY_MS;
  const changed = change(opened, { restoredUntil: until });
  const event = { key: opened.key, stored: changed, storageClass: stored.storageClass ?? "" };
  await deliverObjectEvent(context, opened.bucket, { name: "ObjectRestore:Post", ...event });
  const completed = { name: "ObjectRestore:Completed", ...event, restoredUntil: until };
  await deliverObjectEvent(context, opened.bucket, completed);
  // What is restored already is answered with OK, what begins to be with Accepted.
  return { ...answer(context, makeStructure()), ...(isAgain && { own: { status: 200 } }) };
}
