/** What S3 tells of what happens to objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import type { Store } from "../../store.ts";
import type { DeliveryWorld } from "./deliver.ts";

/** The bucket in which something happens. */
export interface EventBucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** Something that happened to an object. */
export interface ObjectHappening {
  /** As notifications name it, without `s3:`: `ObjectCreated:Put`. */
  readonly name: string;
  readonly key: string;
  /** The version that it happened to. */
  readonly stored: {
    /** Without quotes. */
    readonly tag: string;
    readonly size: number;
    readonly version?: string | undefined;
  };
  /** Of what is had back from an archive: from which class, and until when, in milliseconds since 1970, once it is. */
  readonly storageClass?: string | undefined;
  readonly restoredUntil?: number | undefined;
}

/** What is told of an object, by what the name of the happening begins with. */
interface Telling {
  readonly version: string;
  readonly hasTag: boolean;
  readonly hasSize: boolean;
  readonly hasSequencer: boolean;
}

const WHOLE: Telling = { version: "2.1", hasTag: true, hasSize: true, hasSequencer: true };
const TELLINGS: ReadonlyMap<string, Telling> = new Map([
  ["ObjectRemoved:Delete", { ...WHOLE, hasTag: false, hasSize: false }],
  ["ObjectRemoved:DeleteMarkerCreated", { ...WHOLE, hasSize: false }],
  ["ObjectAcl:Put", { version: "2.3", hasTag: true, hasSize: false, hasSequencer: false }],
  ["ObjectTagging:Put", { version: "2.3", hasTag: true, hasSize: false, hasSequencer: false }],
  ["ObjectTagging:Delete", { version: "2.3", hasTag: true, hasSize: false, hasSequencer: false }],
]);

/** How a happening is told. */
export function tellingOf(name: string): Telling {
  return TELLINGS.get(name) ?? WHOLE;
}

const counts = new WeakMap<Store, number>();

/** Digits that are greater of what happens later. */
export function nextSequencer({ store, now }: DeliveryWorld): string {
  const count = (counts.get(store) ?? 0) + 1;
  counts.set(store, count);
  const digits = now.toString(16).padStart(12, "0") + (count % 65_536).toString(16).padStart(4, "0");
  return `00${digits}`.toUpperCase();
}

/** Capital letters and digits that are the same for an account each time. */
function tellPrincipal(account: string, length: number): string {
  return new Bun.CryptoHasher("sha256").update(account).digest("hex").slice(0, length).toUpperCase();
}

/** A key as forms have it, with its slashes. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/");
}

/** The ids that S3 gives a request. */
export function mintRequestIds({ mint }: DeliveryWorld): { readonly request: string; readonly host: string } {
  return { request: mint(16).toUpperCase(), host: Buffer.from(mint(96), "hex").toString("base64") };
}

/** A bucket's ARN. */
export function bucketArn({ name, region }: EventBucket): string {
  return `arn:${findPartition(region).name}:s3:::${name}`;
}

/** The text that queues, topics and functions get of a happening, by the configuration of a name. */
export function writeRecord(
  world: DeliveryWorld,
  bucket: EventBucket,
  { name, key, stored, storageClass, restoredUntil }: ObjectHappening,
  configurationId: string,
  sequencer: string,
): string {
  const { version, hasTag, hasSize, hasSequencer } = tellingOf(name);
  const ids = mintRequestIds(world);
  const owner = tellPrincipal(bucket.account, 14);
  const record = {
    eventVersion: version,
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: new Date(world.now).toISOString(),
    eventName: name,
    userIdentity: {
      principalId:
        restoredUntil !== undefined ? `AmazonCustomer:${owner}` : `AWS:${tellPrincipal(bucket.account, 21)}`,
    },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": ids.request, "x-amz-id-2": ids.host },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: { name: bucket.name, ownerIdentity: { principalId: owner }, arn: bucketArn(bucket) },
      object: {
        key: encodeKey(key),
        ...(hasSize && { size: stored.size }),
        ...(hasTag && { eTag: stored.tag }),
        ...(stored.version !== undefined && { versionId: stored.version }),
        ...(hasSequencer && { sequencer }),
      },
    },
    ...(restoredUntil !== undefined && {
      glacierEventData: {
        restoreEventData: {
          lifecycleRestorationExpiryTime: new Date(restoredUntil).toISOString(),
          lifecycleRestoreStorageClass: storageClass,
        },
      },
    }),
  };
  return JSON.stringify({ Records: [record] });
}

/** What a queue or a topic gets when a bucket begins to tell it of objects. */
export function writeTest(world: DeliveryWorld, { name }: EventBucket): string {
  const { request, host } = mintRequestIds(world);
  const Time = new Date(world.now).toISOString();
  return JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time,
    Bucket: name,
    RequestId: request,
    HostId: host,
  });
}
