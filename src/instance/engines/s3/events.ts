/**
 * What happens to objects, for whom a bucket tells of it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 * This is the one place through which every change of an object goes that others may want to know of.
 */
import { isStructure, makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Bucket } from "./bucket.ts";
import { isRefusal } from "./errors.ts";
import { openBucket } from "./open-bucket.ts";
import { settings } from "./settings.ts";
import type { StoredObject } from "./stored.ts";

/** Something that happened to an object. */
export interface ObjectEvent {
  /** As notifications name it, without `s3:`. */
  readonly name: string;
  readonly key: string;
  /** The version that it happened to. */
  readonly stored: Pick<StoredObject, "tag" | "size" | "version">;
  /** Of what is had back from an archive: from which class, and until when, in milliseconds since 1970, once it is. */
  readonly storageClass?: string;
  readonly restoredUntil?: number;
}

/** Tells of an event. Costs one look at the bucket where nobody wants to know. */
export async function deliverObjectEvent(
  context: Context,
  bucket: Bucket,
  event: ObjectEvent,
): Promise<void> {
  const configuration = bucket.setting("bucket-notification-configuration");
  if (!configuration || context.told) return;
  const { deliverObjectEvent: deliver } = await import("../deliveries/s3-notifications.ts");
  await deliver(context, bucket, event, configuration);
}

const PUT = "PutBucketNotificationConfiguration";

/** Puts whom a bucket tells of what happens in it, and tells them that it does. */
export function putNotifications(context: Context): Promise<Done> | undefined {
  return context.told ? undefined : putAndTell(context);
}

async function putAndTell(context: Context): Promise<Done> {
  const done = settings[PUT]?.(context);
  const bucket = openBucket(context);
  const { NotificationConfiguration: configuration } = context.input;
  if (!done || "error" in done || isRefusal(bucket) || !isStructure(configuration))
    return done ?? { output: makeStructure() };
  const { deliverTestEvents } = await import("../deliveries/s3-notifications.ts");
  await deliverTestEvents(context, bucket, configuration);
  return done;
}
