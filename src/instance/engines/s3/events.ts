/**
 * What happens to objects, for whom a bucket tells of it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 * This is the one place through which every change of an object goes that others may want to know of.
 */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Bucket } from "./bucket.ts";
import type { StoredObject } from "./stored.ts";

/** Something that happened to an object. */
export interface ObjectEvent {
  /** As notifications name it, without `s3:`. */
  readonly name: string;
  readonly key: string;
  /** The version that it happened to. */
  readonly stored: Pick<StoredObject, "tag" | "size" | "version">;
}

/** Tells of an event, where the bucket has somebody who wants to know. A delivery that fails is no failure of the call. */
export type DeliverEvent = (
  context: Context,
  bucket: Bucket,
  event: ObjectEvent,
  configuration: Structure,
) => Promise<void>;

/** Who delivers: set by what knows queues, topics, functions and buses. */
let deliver: DeliverEvent | undefined;

/** Says who delivers events. It is code, and no state: the same for every instance. */
export function deliverEventsBy(by: DeliverEvent): void {
  deliver = by;
}

/** Tells of an event. Costs one look at the bucket where nobody wants to know. */
export async function deliverObjectEvent(
  context: Context,
  bucket: Bucket,
  event: ObjectEvent,
): Promise<void> {
  const configuration = bucket.setting("bucket-notification-configuration");
  if (!configuration || context.told) return;
  await deliver?.(context, bucket, event, configuration);
}
