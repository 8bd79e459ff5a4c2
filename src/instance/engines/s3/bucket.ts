/** The bucket that a call is about, and what is set on it. Names of buckets are the same for all accounts. */

import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import { isMade, type Thing } from "../../thing.ts";

const KIND = { service: "s3", type: "bucket" };
/** Where buckets are that say nothing of it. */
export const FIRST_REGION = "us-east-1";
/** An old name of a region: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html */
const OLD_NAMES: Readonly<Record<string, string>> = ownRows({ EU: "eu-west-1" });

/** The purposes for which a bucket has records. */
type Part = "objects" | "versions" | "content" | "unfinished" | "uploads" | "parts";

/** A bucket that stands, and its records. */
export class Bucket {
  readonly name: string;
  readonly #owner: string;
  /** It is the same for a whole call. */
  #versioning: { readonly status: "Enabled" | "Suspended" | undefined } | undefined;

  constructor(
    readonly context: Pick<Context, "store">,
    readonly thing: Thing,
  ) {
    this.name = thing.chain.at(-1) ?? "";
    this.#owner = nameThing(thing);
  }

  /** Its records for one purpose. */
  space(part: Part): Space {
    return this.context.store.records.space(this.#owner, part);
  }

  /** Whose it is. */
  get account(): string {
    return this.thing.place.account;
  }

  /** Where it is. */
  get region(): string {
    return readRegion(this.thing);
  }

  /** What is set on it, by the type of the setting in the resource table. */
  setting(type: string): Structure | undefined {
    return this.context.store.find(this.thing.place, { service: KIND.service, type }, [this.name])?.members;
  }

  /** The same of what somebody has set: it did not come with the bucket. */
  made(type: string): Structure | undefined {
    const thing = this.context.store.find(this.thing.place, { service: KIND.service, type }, [this.name]);
    return thing && isMade(thing) ? thing.members : undefined;
  }

  /** Whether new versions are kept beside the old ones; undefined where they never were. */
  get versioning(): "Enabled" | "Suspended" | undefined {
    this.#versioning ??= { status: this.#readVersioning() };
    return this.#versioning.status;
  }

  #readVersioning(): "Enabled" | "Suspended" | undefined {
    const status = readInner(this.setting("bucket-versioning"), "VersioningConfiguration", "Status");
    return status === "Enabled" || status === "Suspended" ? status : undefined;
  }

  /** Whether what is in it can be locked. */
  get hasLock(): boolean {
    return (
      this.thing.members["ObjectLockEnabledForBucket"] === true ||
      this.setting("object-lock-configuration") !== undefined
    );
  }
}

/** A value inside of structures. */
export function readInner(from: Value | undefined, ...path: readonly string[]): Value | undefined {
  let value = from;
  for (const name of path) value = isStructure(value) ? value[name] : undefined;
  return value;
}

/** The items of a list inside of structures. */
export function readItems(from: Value | undefined, ...path: readonly string[]): readonly Structure[] {
  const value = readInner(from, ...path);
  return Array.isArray(value) ? (value as readonly Value[]).filter(isStructure) : [];
}

/** Where a bucket is. */
export function readRegion({ members }: Pick<Thing, "members">): string {
  const said =
    readInner(members, "CreateBucketConfiguration", "LocationConstraint") ?? members["LocationConstraint"];
  return typeof said === "string" && said !== "" ? (OLD_NAMES[said] ?? said) : FIRST_REGION;
}

/** The bucket of a name, whoever's it is. */
export function findBucketThing(
  { store, caller }: Pick<Context, "store" | "caller">,
  name: string,
): Thing | undefined {
  const own = store.find({ account: caller.account, region: "" }, KIND, [name]);
  if (own?.chain.at(-1) === name) return own;
  for (const account of store.listAccounts(KIND)) {
    const found = store.find({ account, region: "" }, KIND, [name]);
    if (found?.chain.at(-1) === name) return found;
  }
  return undefined;
}
