/** What S3 looks at in a setting before it is put, by the operation that puts it. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Bucket } from "./bucket.ts";
import type { Refusal } from "./errors.ts";
import { prepareCors } from "./rules/cors.ts";
import { prepareEncryption } from "./rules/encryption.ts";
import { prepareLifecycle } from "./rules/lifecycle.ts";
import { prepareLock } from "./rules/lock.ts";
import { prepareLogging } from "./rules/logging.ts";
import { prepareNotifications } from "./rules/notifications.ts";
import { prepareOwnership } from "./rules/ownership.ts";
import { preparePolicy } from "./rules/policy.ts";
import { prepareReplication } from "./rules/replication.ts";
import { prepareVersioning } from "./rules/versioning.ts";
import { prepareWebsite } from "./rules/website.ts";

/** What is put instead of what was asked, and what is answered besides; nothing where it is as it was asked. */
export interface Prepared {
  readonly input?: Structure;
  readonly output?: Structure;
}

/** Looks at what a call sets. */
export type Prepare = (context: Context, bucket: Bucket) => Prepared | Refusal;

export const PREPARE: Readonly<Partial<Record<string, Prepare>>> = {
  PutBucketCors: prepareCors,
  PutBucketEncryption: prepareEncryption,
  PutBucketLifecycleConfiguration: prepareLifecycle,
  PutBucketLogging: prepareLogging,
  PutBucketNotificationConfiguration: prepareNotifications,
  PutBucketOwnershipControls: prepareOwnership,
  PutBucketPolicy: preparePolicy,
  PutBucketReplication: prepareReplication,
  PutBucketVersioning: prepareVersioning,
  PutBucketWebsite: prepareWebsite,
  PutObjectLockConfiguration: prepareLock,
};
