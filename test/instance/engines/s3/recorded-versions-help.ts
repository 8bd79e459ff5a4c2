/** What is used by scenarios of versions, of conditions and of locks, whose answers were recorded on AWS. */
import type { Scenario } from "../support/recorded.ts";
import { makeBucket, makeVersioned } from "./support.ts";

export const DAY_MS = 86_400_000;
export const CONDITION = { Key: "test-precondition" };

/** A bucket in which there are locks. */
export const LOCKABLE = { ObjectLockEnabledForBucket: true };

export const tagDirective: Scenario = async ({ client, answer }) => {
  const bucket = await makeVersioned(client);
  const tags = (Key: string, more = {}) => bucket.call("GetObjectTagging", { Key, ...more });
  const first = await bucket.put("k", "test", { Tagging: "key1=value1" });
  answer("put-object", first);
  const VersionId = String(first["VersionId"]);
  answer("put-object-v2", await bucket.put("k", "test-v2", { Tagging: "key1=value1-v2" }));
  answer("get-object-tag", await tags("k"));
  answer("get-object-tag-v1", await tags("k", { VersionId }));
  const source = `${bucket.Bucket}/k`;
  const copy = (Key: string, Tagging: string, CopySource = source) =>
    bucket.call("CopyObject", { Key, CopySource, Tagging });
  answer("copy-object", await copy("1", "key2=value2"));
  answer("get-copy-object-tag", await tags("1"));
  answer("copy-object-tag-empty", await copy("2", ""));
  answer("get-copy-object-tag-empty", await tags("2"));
  answer("copy-object-v1", await copy("3", "key2=value2", `${source}?versionId=${VersionId}`));
  answer("get-copy-object-tag-v1", await tags("3"));
  answer("copy-object-tag-empty-v1", await copy("4", "", `${source}?versionId=${VersionId}`));
  answer("get-copy-object-tag-empty-v1", await tags("4"));
};

export const preconditions: Scenario = async ({ client, answer }) => {
  const bucket = await makeBucket(client);
  const { ETag } = await bucket.put("k", "data");
  client.now += 5000;
  const head = (more: { readonly [name: string]: string | Date }) =>
    bucket.call("HeadObject", { Key: "k", ...more });
  const { LastModified } = await head({});
  const at = LastModified as Date;
  const [before, now] = [new Date(at.getTime() - DAY_MS), new Date(client.now)];
  const future = new Date(client.now + DAY_MS);
  answer("precondition-if-match", await head({ IfMatch: '"none"' }));
  answer("precondition-if-unmodified-since", await head({ IfUnmodifiedSince: before }));
  answer("precondition-if-none-match", await head({ IfNoneMatch: String(ETag) }));
  answer("copy-precondition-if-modified-since", await head({ IfModifiedSince: now }));
  answer("obj-ignore-future-modified-since", await head({ IfModifiedSince: future }));
  answer("etag-missing-quotes", await head({ IfNoneMatch: String(ETag).replaceAll('"', "") }));
  answer("precondition-if-unmodified-since-is-object", await head({ IfUnmodifiedSince: at }));
  answer("precondition-if-modified-since-is-object", await head({ IfModifiedSince: at }));
  answer("obj-success", await head({ IfMatch: String(ETag), IfNoneMatch: "none" }));
};
