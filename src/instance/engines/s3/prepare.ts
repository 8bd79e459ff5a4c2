/** What S3 looks at in a setting before it is put, by the operation that puts it. */
import type { Prepare } from "./prepared.ts";
import { prepareAcceleration } from "./rules/accelerate.ts";
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

export const PREPARE: Readonly<Partial<Record<string, Prepare>>> = {
  PutBucketAccelerateConfiguration: prepareAcceleration,
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
