/** What EventBridge gets of what happens to objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import { writeEvent } from "../events/bus-event.ts";
import { DEFAULT_BUS } from "../events/buses.ts";
import { sendEvent } from "../events/send-event.ts";
import type { DeliveryWorld } from "./deliver.ts";
import {
  bucketArn,
  type EventBucket,
  mintRequestIds,
  type ObjectHappening,
  tellingOf,
} from "./s3-records.ts";

/** What a happening is called on a bus, and what is said of it beside the object. */
interface BusTelling {
  readonly type: string;
  readonly more?: Readonly<Record<string, string>>;
}

const deleted = (kind: string): BusTelling => ({
  type: "Object Deleted",
  more: { reason: "DeleteObject", "deletion-type": kind },
});
const created = (reason: string): BusTelling => ({ type: "Object Created", more: { reason } });

const TELLINGS: ReadonlyMap<string, BusTelling> = new Map([
  ["ObjectCreated:Put", created("PutObject")],
  ["ObjectCreated:Post", created("POST Object")],
  ["ObjectCreated:Copy", created("CopyObject")],
  ["ObjectCreated:CompleteMultipartUpload", created("CompleteMultipartUpload")],
  ["ObjectRemoved:Delete", deleted("Permanently Deleted")],
  ["ObjectRemoved:DeleteMarkerCreated", deleted("Delete Marker Created")],
  ["ObjectRestore:Post", { type: "Object Restore Initiated" }],
  ["ObjectRestore:Completed", { type: "Object Restore Completed" }],
  ["ObjectRestore:Delete", { type: "Object Restore Expired" }],
  ["ObjectTagging:Put", { type: "Object Tags Added" }],
  ["ObjectTagging:Delete", { type: "Object Tags Deleted" }],
  ["ObjectAcl:Put", { type: "Object ACL Updated" }],
]);

/** Sends a happening to the usual bus of the bucket's account. */
export async function sendToBus(
  world: DeliveryWorld,
  bucket: EventBucket,
  { name, key, stored, storageClass, restoredUntil }: ObjectHappening,
  sequencer: string,
): Promise<void> {
  const telling = TELLINGS.get(name);
  if (!telling) return;
  const { hasTag, hasSize, hasSequencer } = tellingOf(name);
  const isOrdered = hasSequencer && storageClass === undefined;
  const detail = {
    version: "0",
    bucket: { name: bucket.name },
    object: {
      key,
      ...(hasSize && { size: stored.size }),
      ...(hasTag && { etag: stored.tag }),
      ...(stored.version !== undefined && { "version-id": stored.version }),
      ...(isOrdered && { sequencer }),
    },
    "request-id": mintRequestIds(world).request,
    requester: bucket.account,
    "source-ip-address": "127.0.0.1",
    ...telling.more,
    ...(restoredUntil !== undefined && { "restore-expiry-time": new Date(restoredUntil).toISOString() }),
    ...(storageClass !== undefined && { "source-storage-class": storageClass }),
  };
  const { account, region } = bucket;
  const event = writeEvent({
    id: makeUuid(world.mint(32)),
    type: telling.type,
    source: "aws.s3",
    account,
    region,
    happenedAt: world.now,
    gotAt: world.now,
    resources: [bucketArn(bucket)],
    detail: JSON.stringify(detail),
    size: 0,
  });
  await sendEvent(world, { place: { account, region }, name: DEFAULT_BUS }, event, { isKept: true });
}
